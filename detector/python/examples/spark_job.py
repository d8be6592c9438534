"""A Spark job: the texts of JSON Lines, Parquet or WARC files in, what Calque says of them out.

    spark-submit --master spark://host:7077 spark_job.py 's3a://crawl/*.jsonl.gz' s3a://judged
    spark-submit --master spark://host:7077 spark_job.py --format warc pages.txt s3a://judged

Every row keeps its columns and gets `calque`; the output is Parquet, or JSON Lines with --json. With
`--format warc` the input is a list of WARC or WET files, one path a line, that every worker can
open; their rows are url, offset and text, and HTML needs trafilatura on the workers.
"""

import argparse
from itertools import islice

import pyarrow as pa
from pyspark.sql import SparkSession

import calque.spark
import calque.warc

PAGE = pa.schema([("url", pa.string()), ("offset", pa.int64()), ("text", pa.string())])


def pages(paths):
    """The texts of WARC files, some hundred a batch: a file is never in memory as a whole."""
    try:
        from trafilatura import extract
    except ImportError:
        extract = None
    for batch in paths:
        for path in batch.column("value").to_pylist():
            with open(path, "rb") as stream:
                texts = calque.warc.texts(stream, extract=extract)
                while rows := [text._asdict() for text in islice(texts, 500)]:
                    yield pa.RecordBatch.from_pylist(rows, PAGE)


def read(spark, kind, source):
    if kind == "warc":
        paths = spark.read.text(source)
        # One file a task, so that a lost worker costs one file at the most.
        schema = "url string, offset long, text string"
        return paths.repartition(max(1, paths.count())).mapInArrow(pages, schema)
    return spark.read.json(source) if kind == "jsonl" else spark.read.parquet(source)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("source", metavar="INPUT")
    parser.add_argument("target", metavar="OUTPUT")
    parser.add_argument("--format", choices=["jsonl", "parquet", "warc"], default="jsonl")
    parser.add_argument("--text", default="text", help="column that holds the text")
    parser.add_argument("--mode", default="strict", choices=["strict", "balanced", "sensitive"])
    parser.add_argument("--json", action="store_true", help="write JSON Lines")
    arguments = parser.parse_args()

    spark = SparkSession.builder.appName("calque").getOrCreate()
    frame = read(spark, arguments.format, arguments.source)
    judged = calque.spark.scan(frame, arguments.text, mode=arguments.mode).write
    judged.json(arguments.target) if arguments.json else judged.parquet(arguments.target)
    spark.stop()


if __name__ == "__main__":
    main()
