"""A real datatrove pipeline: kept, dropped with a reason, scored, resumed."""

import gzip
import json

import pytest

pytest.importorskip("datatrove", reason="datatrove is not installed")
pytest.importorskip("regex", reason="regex, which filters of datatrove need, is not installed")

from datatrove.executor import LocalPipelineExecutor  # noqa: E402
from datatrove.pipeline.readers import JsonlReader  # noqa: E402
from datatrove.pipeline.writers import JsonlWriter  # noqa: E402

from calque.datatrove import CalqueFilter  # noqa: E402


def read(folder):
    documents = {}
    for path in folder.glob("*.jsonl.gz"):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            documents.update((json.loads(line)["id"], json.loads(line)) for line in lines)
    return documents


def pipeline(folder, **options):
    return LocalPipelineExecutor(
        pipeline=[
            JsonlReader(str(folder / "in"), glob_pattern="*.jsonl"),
            CalqueFilter(
                exclusion_writer=JsonlWriter(str(folder / "dropped")), batch_size=3, **options
            ),
            JsonlWriter(str(folder / "kept")),
        ],
        tasks=2,
        workers=2,
        logging_dir=str(folder / "logs"),
    )


@pytest.fixture
def inputs(tmp_path, samples):
    """Two files, so that each of two tasks gets one."""
    (tmp_path / "in").mkdir()
    for part in range(2):
        with open(tmp_path / "in" / f"{part}.jsonl", "w", encoding="utf-8") as out:
            for name, text in samples.items():
                out.write(json.dumps({"id": f"{part}/{name}", "text": text}) + "\n")
    return tmp_path


def test_pipeline(inputs, samples, detector):
    pipeline(inputs).run()
    kept, dropped = read(inputs / "kept"), read(inputs / "dropped")
    for name, text in samples.items():
        report = detector.analyze(text)
        for part in range(2):
            place = dropped if report.verdict == "artifact" else kept
            metadata = place[f"{part}/{name}"]["metadata"]
            assert metadata["calque_verdict"] == report.verdict
            assert metadata["calque_probability"] == round(report.probability, 4)
            assert len(metadata["calque_hits"]) == len(report.hits)
    assert len(kept) + len(dropped) == 2 * len(samples)
    assert {d["metadata"]["filter_reason"] for d in dropped.values()} == {"calque_artifact"}
    assert "misplaced -> lost" in dropped["0/light-sport.txt"]["metadata"]["calque_hits"]

    stats = json.loads((inputs / "logs" / "stats.json").read_text())
    counted = next(step["stats"] for step in stats if step["name"].endswith("Calque"))
    assert counted["dropped_calque_artifact"] == len(dropped)
    assert counted["forwarded"] == len(kept)


def test_completed_tasks_are_skipped(inputs):
    pipeline(inputs).run()
    for folder in ("kept", "dropped"):
        for path in (inputs / folder).iterdir():
            path.unlink()
    (inputs / "logs" / "completions" / "00001").unlink()
    pipeline(inputs).run()
    done = read(inputs / "kept").keys() | read(inputs / "dropped").keys()
    assert {name.split("/")[0] for name in done} == {"1"}


def test_other_verdicts_and_modes(inputs, samples):
    pipeline(inputs, drop=("clean", "suspect"), mode="sensitive").run()
    reasons = {d["metadata"]["filter_reason"] for d in read(inputs / "dropped").values()}
    assert "calque_clean" in reasons and "calque_artifact" not in reasons


def test_lone_surrogate_does_not_stop_the_batch(inputs, spun):
    with open(inputs / "in" / "0.jsonl", "w") as out:
        for name, text in {"a": spun, "bad": "half \ud83d", "b": spun}.items():
            out.write(json.dumps({"id": name, "text": text}) + "\n")
    filter_ = CalqueFilter()
    from datatrove.data import Document

    documents = [Document(text, id_) for id_, text in {"a": spun, "bad": "\ud83d", "b": ""}.items()]
    assert filter_.filter_batch(documents) == [
        (False, "calque_artifact"),
        (False, "calque_not_text"),
        True,
    ]
