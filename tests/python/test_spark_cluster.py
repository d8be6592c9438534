"""The Spark job on a real cluster, a master and two workers: its rows are those of `calque scan`,
also when a worker dies in the middle."""

import contextlib
import hashlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

pyspark = pytest.importorskip("pyspark", reason="pyspark is not installed")
if not shutil.which("java"):
    pytest.skip("Spark needs Java", allow_module_level=True)

SPARK = Path(pyspark.__file__).parent
JOB = Path(__file__).resolve().parents[2] / "detector" / "python" / "examples" / "spark_job.py"
PATIENCE = 900  # seconds until a step counts as stuck
ENVIRONMENT = {
    **os.environ,
    "SPARK_HOME": str(SPARK),
    "SPARK_LOCAL_IP": "127.0.0.1",
    "PYSPARK_PYTHON": sys.executable,
    "PYSPARK_DRIVER_PYTHON": sys.executable,
}


@contextlib.contextmanager
def daemon(log, *arguments):
    """A part of Spark in a process group of its own, which is killed at the end."""
    command = [SPARK / "bin" / "spark-class", *arguments]
    with open(log, "wb") as out:
        process = subprocess.Popen(
            command, env=ENVIRONMENT, cwd=log.parent, stdout=out, stderr=out, start_new_session=True
        )
    try:
        yield process
    finally:
        kill(process)


def kill(process):
    """A worker together with its executor, as when a machine dies."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def wait_for(condition, what):
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, f"no {what} within {PATIENCE} s"
        time.sleep(0.02)


@pytest.fixture
def cluster(tmp_path):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    master, url = "org.apache.spark.deploy.master.Master", f"spark://127.0.0.1:{port}"
    worker = ("org.apache.spark.deploy.worker.Worker", "--cores", "1", "--memory", "1g")
    log = tmp_path / "master.log"
    with contextlib.ExitStack() as stack:
        options = ("--host", "127.0.0.1", "--port", str(port), "--webui-port", "0")
        stack.enter_context(daemon(log, master, *options))
        workers = [
            stack.enter_context(
                daemon(tmp_path / f"worker{i}.log", *worker, "--webui-port", "0", url)
            )
            for i in range(2)
        ]
        wait_for(lambda: log.read_text().count("Registering worker") == 2, "cluster")
        yield url, workers


@pytest.fixture
def texts(tmp_path, samples):
    path = tmp_path / "texts.jsonl"
    with open(path, "w", encoding="utf-8") as out:
        for i in range(40):
            for name, text in samples.items():
                out.write(json.dumps({"id": f"{name}/{i}", "text": text[i:]}) + "\n")
    return path


@contextlib.contextmanager
def start(url, source, target):
    """The job in small pieces, so that there is a middle."""
    options = {
        "spark.sql.files.maxPartitionBytes": "40000",
        "spark.sql.files.openCostInBytes": "0",
        "spark.executor.memory": "512m",
        "spark.ui.enabled": "false",
        "spark.pyspark.python": sys.executable,
        "spark.executorEnv.PYTHONPATH": os.environ.get("PYTHONPATH", ""),
    }
    settings = [word for name in options.items() for word in ("--conf", "=".join(name))]
    command = [SPARK / "bin" / "spark-submit", "--master", url, *settings, JOB]
    process = subprocess.Popen(
        [*command, "--json", source.as_uri(), target.as_uri()],
        env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        start_new_session=True,
    )  # fmt: skip
    try:
        yield process
    finally:
        kill(process)


def finish(job):
    log, _ = job.communicate(timeout=PATIENCE)
    assert job.returncode == 0, log
    return log


def digest(rows):
    return hashlib.sha256("\n".join(sorted(map(json.dumps, rows))).encode()).hexdigest()


def of_spark(target):
    """The rows, at the precision of a record."""
    for part in target.glob("part-*"):
        for line in part.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            found = row["calque"]
            hits = [
                [h["begin"], h["end"], h["text"], h.get("original"), h["entry"], f"{h['gain']:.1f}"]
                for h in found["hits"]
            ]
            yield [row["id"], found["verdict"], f"{found['probability']:.4f}", found["words"], hits]


def of_program(records):
    for line in records.decode("utf-8").splitlines():
        row = json.loads(line)
        hits = [
            [h["begin"], h["end"], h["text"], *(h["originals"][:1] or [None]), h["entry"],
             f"{h['gain']:.1f}"]
            for h in row["hits"]
        ]  # fmt: skip
        yield [row["id"], row["verdict"], f"{row['probability']:.4f}", row["words"], hits]


def test_rows_are_those_of_the_program(cluster, texts, scan, tmp_path):
    url, _ = cluster
    with start(url, texts, tmp_path / "judged") as job:
        finish(job)
    judged, expected = of_spark(tmp_path / "judged"), of_program(scan("--format", "jsonl", texts))
    assert digest(judged) == digest(expected)


def test_also_when_a_worker_dies(cluster, texts, scan, tmp_path):
    url, workers = cluster
    target = tmp_path / "judged"
    with start(url, texts, target) as job:
        done = lambda: list(target.glob("_temporary/0/task_*"))  # noqa: E731
        wait_for(lambda: job.poll() is not None or len(done()) >= 3, "finished task")
        assert not (target / "_SUCCESS").exists(), "the job was over before a worker was killed"
        kill(workers[0])
        assert "Lost executor" in finish(job)
    judged = of_spark(target)
    assert digest(judged) == digest(of_program(scan("--format", "jsonl", texts)))
