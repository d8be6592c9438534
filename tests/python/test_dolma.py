"""The tagger in a real run of `dolma tag`: attributes beside documents, which stay as they are."""

import gzip
import json
import subprocess
import sys

import pytest

pytest.importorskip("dolma", reason="dolma is not installed")


def write(path, rows):
    path.parent.mkdir(parents=True)
    with gzip.open(path, "wt", encoding="utf-8") as out:
        out.writelines(json.dumps(row) + "\n" for row in rows)


def read(path):
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def test_tag(tmp_path, samples, detector):
    texts = {**samples, "astral": "\U0001f600 " + samples["light-sport.txt"]}
    documents = tmp_path / "news" / "documents" / "0.json.gz"
    write(documents, [{"id": i, "text": t, "source": "test"} for i, t in texts.items()])
    before = documents.read_bytes()
    command = [
        *(sys.executable, "-m", "dolma.cli.__main__", "tag", "--documents", documents),
        *("--tagger_modules", "calque.dolma", "--taggers", "calque", "--experiment", "judged"),
        *("--processes", "1"),
    ]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert done.returncode == 0, done.stdout
    assert documents.read_bytes() == before

    rows = read(tmp_path / "news" / "attributes" / "judged" / "0.json.gz")
    assert [row["id"] for row in rows] == list(texts)
    for row, text in zip(rows, texts.values()):
        report, found = detector.analyze(text), row["attributes"]
        spans = found.get("judged__calque__artifact", [])
        assert [text[begin:end] for begin, end, _ in spans] == [hit.text for hit in report.hits]
        [[begin, end, score]] = found["judged__calque__document"]
        assert (begin, end) == (0, len(text)) and abs(score - report.probability) < 1e-4
        assert f"judged__calque__verdict_{report.verdict}" in found
