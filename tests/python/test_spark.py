"""calque.spark on a real local Spark: the rows are those of a single detector."""

import json
import os
import shutil
import sys

import pytest

pytest.importorskip("pyspark", reason="pyspark is not installed")
if not shutil.which("java"):
    pytest.skip("Spark needs Java", allow_module_level=True)

from pyspark.sql import SparkSession  # noqa: E402
from test_readme import block  # noqa: E402

import calque  # noqa: E402
import calque.spark  # noqa: E402


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
