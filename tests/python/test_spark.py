"""calque.spark on a real local Spark: the rows are those of a single detector."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("pyspark", reason="pyspark is not installed")
if not shutil.which("java"):
    pytest.skip("Spark needs Java", allow_module_level=True)

import pyarrow as pa  # noqa: E402
from pyspark.sql import SparkSession  # noqa: E402
from test_readme import block  # noqa: E402

import calque  # noqa: E402
import calque.spark  # noqa: E402

JOB = Path(__file__).resolve().parents[2] / "detector" / "python" / "examples" / "spark_job.py"


@pytest.fixture(scope="module")
def spark():
    os.environ["PYSPARK_PYTHON"] = os.environ["PYSPARK_DRIVER_PYTHON"] = sys.executable
    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    session = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", "5")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()


def test_scan(spark, samples, detector):
    texts = {**samples, "null": None, "empty": ""}
    frame = spark.createDataFrame(list(texts.items()), "name string, text string").repartition(3)
    rows = {row.name: row for row in calque.spark.scan(frame).collect()}
    assert rows.keys() == texts.keys()
    assert rows["null"].calque.verdict is None
    for name, text in samples.items():
        row, report = rows[name], detector.analyze(text)
        assert row.text == text
        assert (row.calque.verdict, row.calque.probability) == (report.verdict, report.probability)
        assert [(h.begin, h.end, h.text, h.entry) for h in row.calque.hits] == [
            (h.begin, h.end, h.text, h.entry) for h in report.hits
        ]


def test_own_detector_mode_and_column(spark, spun, tmp_path):
    ignore = tmp_path / "my.ignore"
    ignore.write_text("phrase:misplaced\n")
    own = calque.Detector(ignore=[ignore])
    frame = spark.createDataFrame([(spun,)], "body string")
    scanned = calque.spark.scan(frame, "body", column="judged", detector=own, mode="sensitive")
    row = scanned.selectExpr("judged.verdict", "judged.hits.text as words").collect()[0]
    assert row.verdict == "artifact"
    assert "misplaced" not in row.words and len(row.words) > 3


def test_the_example_of_the_readme(spark, samples, detector, tmp_path):
    (tmp_path / "pages").mkdir()
    with open(tmp_path / "pages" / "0.jsonl", "w", encoding="utf-8") as out:
        for name, text in samples.items():
            out.write(json.dumps({"id": name, "text": text}) + "\n")
    code = block("On a cluster")
    for folder in ("pages/", "found/"):
        code = code.replace(f'"{folder}"', repr((tmp_path / folder).as_uri()))
    exec(code, {"spark": spark})
    parts = (tmp_path / "found").glob("part-*")
    found = {json.loads(line)["id"] for part in parts for line in part.read_text().splitlines()}
    artifacts = (n for n, t in samples.items() if detector.analyze(t).verdict == "artifact")
    assert found == set(artifacts)


def run_job(tmp_path, *arguments):
    """The rows that the example job writes, run as a program of its own."""
    environment = {
        **os.environ,
        "PYSPARK_PYTHON": sys.executable,
        "PYSPARK_SUBMIT_ARGS": "--master local[2] --conf spark.ui.enabled=false pyspark-shell",
        "SPARK_LOCAL_IP": "127.0.0.1",
    }
    target = tmp_path / "judged"
    command = [sys.executable, str(JOB), "--json", *map(str, arguments), str(target)]
    subprocess.run(command, env=environment, check=True, timeout=600)
    parts = sorted(target.glob("part-*"))
    return [json.loads(line) for part in parts for line in part.read_text().splitlines()]


def test_the_job_reads_parquet(samples, detector, tmp_path):
    parquet = pytest.importorskip("pyarrow.parquet")
    table = pa.table({"name": list(samples), "body": list(samples.values())})
    parquet.write_table(table, tmp_path / "pages.parquet")
    rows = run_job(
        tmp_path, "--format", "parquet", "--text", "body", "--mode", "balanced",
        tmp_path / "pages.parquet",
    )
    assert sorted((row["name"], row["calque"]["verdict"]) for row in rows) == sorted(
        (name, detector.analyze(text, mode="balanced").verdict) for name, text in samples.items()
    )


def test_the_job_reads_warc(samples, detector, tmp_path):
    archive = pytest.importorskip("test_warc").archive
    pages = {f"http://site/{name}": text for name, text in samples.items()}
    halves = [list(pages.items())[0::2], list(pages.items())[1::2]]
    for i, half in enumerate(halves):
        records = [("conversion", url, text.encode()) for url, text in half]
        (tmp_path / f"{i}.wet.gz").write_bytes(archive(records, gzip=True)[0].read())
    listed = tmp_path / "paths.txt"
    listed.write_text("".join(f"{tmp_path}/{i}.wet.gz\n" for i in range(2)))
    rows = run_job(tmp_path, "--format", "warc", listed)
    assert {row["url"]: row["calque"]["verdict"] for row in rows} == {
        url: detector.analyze(text).verdict for url, text in pages.items()
    }
    assert {row["url"]: row["text"] for row in rows} == pages
