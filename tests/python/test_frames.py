"""Columns of pandas and polars through the Arrow interface."""

import pytest

pa = pytest.importorskip("pyarrow", minversion="14", reason="pyarrow is not installed")


def verdicts(detector, texts):
    return [detector.analyze(text).verdict if text is not None else None for text in texts]


def test_pandas(detector, samples):
    pd = pytest.importorskip("pandas", reason="pandas is not installed")
    texts = [*samples.values(), None]
    frame = pd.DataFrame({"text": texts})
    result = pa.record_batch(detector.analyze_arrow(pa.array(frame["text"], from_pandas=True)))
    frame = frame.join(result.to_pandas()[["verdict", "probability"]])
    assert frame["verdict"].astype(object).where(frame["verdict"].notna(), None).tolist() == verdicts(detector, texts)
    assert (frame["verdict"] == "artifact").sum() > 0


def test_polars(detector, samples):
    pl = pytest.importorskip("polars", minversion="1", reason="polars is not installed")
    texts = [*samples.values(), None, "short"]
    frame = pl.DataFrame({"text": texts})
    result = pl.from_arrow(pa.record_batch(detector.analyze_arrow(frame["text"])))
    frame = pl.concat([frame, result], how="horizontal")
    assert frame["verdict"].to_list() == verdicts(detector, texts)
    hits = frame.select("text", "hits").explode("hits").drop_nulls().unnest("hits", separator="_")
    assert hits.height > 10
    for text, begin, end, quote in hits.select("text", "hits_begin", "hits_end", "hits_text").rows():
        assert text[begin:end] == quote
