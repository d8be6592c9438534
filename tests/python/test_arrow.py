"""Arrow columns in, rows of results out, without pyarrow on the C++ side."""

import pytest

pa = pytest.importorskip("pyarrow", minversion="14", reason="pyarrow is not installed")

FIELDS = [
    "verdict", "probability", "words", "distinct", "hits_per_1000", "gain_per_1000", "fluency",
    "translationese", "pivot", "hits",
]  # fmt: skip


def rows(result):
    batch = pa.record_batch(result)
    batch.validate(full=True)
    assert batch.schema.names == FIELDS
    return batch.to_pylist()


def expected(detector, text):
    if text is None:
        return dict.fromkeys(FIELDS)
    report = detector.analyze(text)
    evidence = report.evidence
    return {
        "verdict": report.verdict,
        "probability": report.probability,
        "words": report.words,
        "distinct": evidence.distinct,
        "hits_per_1000": evidence.hits_per_1000,
        "gain_per_1000": evidence.gain_per_1000,
        "fluency": evidence.fluency,
        "translationese": evidence.translationese,
        "pivot": report.pivot.language if report.pivot else None,
        "hits": [
            {
                "begin": hit.begin,
                "end": hit.end,
                "text": hit.text,
                "original": hit.originals[0] if hit.originals else None,
                "entry": hit.entry,
                "gain": hit.gain,
            }
            for hit in report.hits
        ],
    }


@pytest.fixture(scope="module")
def texts(samples):
    return ["", None, "short", "\U0001f600 caf\u00e9 " + samples["light-sport.txt"], *samples.values()] * 2


TYPES = [pa.string(), pa.large_string()]
if hasattr(pa, "string_view"):
    TYPES.append(pa.string_view())


@pytest.mark.parametrize("type_", TYPES, ids=str)
def test_every_string_type(detector, texts, type_):
    column = pa.array(texts, pa.string()).cast(type_) if type_ != pa.string() else pa.array(texts)
    want = [expected(detector, text) for text in texts]
    assert rows(detector.analyze_arrow(column)) == want
    assert rows(detector.analyze_arrow(column.slice(3, 9))) == want[3:12]
    chunked = pa.chunked_array([column.slice(0, 2), column.slice(2, 0), column.slice(2)])
    assert rows(detector.analyze_arrow(chunked)) == want


@pytest.mark.parametrize("texts", [[], [None], [None] * 9, [""] * 17])
def test_small_columns(detector, texts):
    result = detector.analyze_arrow(pa.array(texts, pa.string()))
    assert len(result) == len(texts)
    assert rows(result) == [expected(detector, text) for text in texts]


def test_result_may_be_read_twice_and_outlives_its_column(detector, spun):
    result = detector.analyze_arrow(pa.array([spun]))
    first, second = pa.record_batch(result), pa.array(result)
    del result
    assert first.to_pylist() == second.to_pylist()


@pytest.mark.parametrize(
    "column, message",
    [
        (pa.array([1, 2]), "not Arrow format 'l'"),
        (pa.array(["a"]).dictionary_encode(), "decode it first"),
        (pa.table({"text": ["a"]}), "one column of the table"),
        (["a"], "must be an Arrow array"),
    ],
    ids=["numbers", "dictionary", "table", "list"],
)
def test_other_columns_are_refused(detector, column, message):
    with pytest.raises(TypeError, match=message):
        detector.analyze_arrow(column)


def test_memory_is_given_back(detector, spun):
    before = pa.total_allocated_bytes()
    for _ in range(20):
        pa.record_batch(detector.analyze_arrow(pa.array([spun, None] * 10)))
    assert pa.total_allocated_bytes() == before
