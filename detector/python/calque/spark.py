"""Calque on Apache Spark: a column of texts in, a column of results out.

    scanned = calque.spark.scan(spark.read.parquet("pages/"), "text")
    scanned.where("calque.verdict = 'artifact'").select("url", "calque.probability", "calque.hits")

The work is ``mapInArrow``: batches go from Spark to the detector and back without a Python object
for each row, no shuffle. The detector is pickled into the closure as what it was opened with (some
hundred bytes: the pack comes with the installed package) and opened once for each task.
"""

from typing import Iterator, Optional

import pyarrow as pa
from pyspark.sql import DataFrame
from pyspark.sql import types as t

from calque._calque import Detector

_HIT = t.StructType(
    [
        t.StructField("begin", t.LongType()),
        t.StructField("end", t.LongType()),
        t.StructField("text", t.StringType()),
        t.StructField("original", t.StringType()),
        t.StructField("entry", t.StringType()),
        t.StructField("gain", t.DoubleType()),
    ]
)

#: The column that ``scan`` adds; every field is null where the text is.
RESULT = t.StructType(
    [
        t.StructField("verdict", t.StringType()),
        t.StructField("probability", t.DoubleType()),
        t.StructField("words", t.LongType()),
        t.StructField("distinct", t.LongType()),
        t.StructField("hits_per_1000", t.DoubleType()),
        t.StructField("gain_per_1000", t.DoubleType()),
        t.StructField("fluency", t.DoubleType()),
        t.StructField("translationese", t.DoubleType()),
        t.StructField("pivot", t.StringType()),
        t.StructField("hits", t.ArrayType(_HIT)),
    ]
)


def scan(
    frame: DataFrame,
    text: str = "text",
    *,
    column: str = "calque",
    detector: Optional[Detector] = None,
    mode: str = "strict",
) -> DataFrame:
    """``frame`` with ``column`` added: what Calque says about the column ``text``."""
    shared = detector or Detector()

    def batches(incoming: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in incoming:
            result = pa.array(shared.analyze_arrow(batch.column(text), mode=mode))
            names = [*batch.schema.names, column]
            yield pa.RecordBatch.from_arrays([*batch.columns, result], names=names)

    schema = t.StructType([*frame.schema.fields, t.StructField(column, RESULT)])
    return frame.mapInArrow(batches, schema)
