"""The package as people use it: reports, batches, errors, pickles, threads, memory."""

import concurrent.futures
import copy
import json
import pickle
import resource
import threading

import pytest

import calque

ASTRAL = "\U0001f600 cafe\u0301 \r\n"


def test_report(detector, spun):
    report = detector.analyze(spun)
    assert report.verdict == "artifact"
    assert 0.9 < report.probability <= 1
    assert report.mode == "strict"
    assert report.text is spun
    assert report.words > 200
    assert ("misplaced", "lost") in [(hit.text, hit.originals[0]) for hit in report.hits]
    assert report.evidence.hits == len(report.hits)
    assert report.evidence.distinct == len({hit.entry for hit in report.hits})
    assert next(iter(report.explanation)) == "prior"
    assert report.pack == detector.pack_name
    assert repr(report).startswith("<calque.Report artifact, probability ")
    assert "said his team had lost" in report.restored()


def test_honest_text_is_clean(detector, honest):
    report = detector.analyze(honest)
    assert (report.verdict, report.pivot) == ("clean", None)


def test_results_are_named_tuples(detector, spun):
    report = detector.analyze(spun)
    hit, sentence = report.hits[0], report.sentences[0]
    begin, end, text, originals, *_ = hit
    assert spun[begin:end] == text == hit.text
    assert isinstance(originals, tuple) and isinstance(hit.inconsistent, bool)
    assert pickle.loads(pickle.dumps(hit)) == hit
    assert 0 <= sentence.fluency <= 1 and sentence.begin == 0
    assert sum(report.unknown_words) >= 0


@pytest.mark.parametrize("before", ["", "e\u0301 ", ASTRAL, "\0 ", "\ufeff"])
def test_offsets_are_code_points(detector, spun, before):
    text = before + spun
    report = detector.analyze(text)
    assert len(report.hits) > 3
    for part in (*report.hits, *report.sentences):
        assert 0 <= part.begin < part.end <= len(text)
    for hit in report.hits:
        assert text[hit.begin : hit.end] == hit.text


@pytest.mark.parametrize("mode", ["strict", "balanced", "sensitive"])
def test_batch_is_each_text_in_turn(detector, samples, mode):
    texts = list(samples.values()) + ["", ASTRAL]
    batch = detector.analyze_batch(iter(texts), mode=mode)
    assert [r.to_json() for r in batch] == [
        detector.analyze(text, mode=mode).to_json() for text in texts
    ]
    assert {r.mode for r in batch} == {mode}


def test_empty_batch(detector):
    assert detector.analyze_batch([]) == []


def test_records_are_those_of_the_program(detector, samples, scan, tmp_path):
    texts = [*samples.values(), ASTRAL + samples["light-sport.txt"], "a\0b", "", "\x7f\u2028"]
    lines = [json.dumps({"id": str(i), "text": text}) + "\n" for i, text in enumerate(texts)]
    path = tmp_path / "texts.jsonl"
    path.write_text("".join(lines), encoding="utf-8")
    for options in ([], ["--restore"], ["--mode", "sensitive"]):
        mode = "sensitive" if "sensitive" in options else "strict"
        expected = scan("--format", "jsonl", *options, path).decode("utf-8").splitlines()
        offsets = [sum(map(len, lines[:i])) for i in range(len(lines))]
        got = [
            report.to_json(
                id=str(i), path=str(path), record=i, offset=offsets[i], restore="--restore" in options
            )
            for i, report in enumerate(detector.analyze_batch(texts, mode=mode))
        ]
        assert got == expected


@pytest.mark.parametrize(
    "text, message",
    [
        (b"bytes", r"text must be str, not bytes; calque\.decode\(\) makes a str of bytes"),
        (None, r"text must be str, not NoneType; leave missing texts out"),
        (float("nan"), r"text must be str, not float; leave missing texts out"),
        (["a"], r"text must be str, not list$"),
    ],
)
def test_non_strings(detector, text, message):
    with pytest.raises(TypeError, match=message):
        detector.analyze(text)
    with pytest.raises(TypeError, match=message.replace("text must", r"texts\[1\] must")):
        detector.analyze_batch(["fine", text])


def test_one_string_is_no_batch(detector):
    with pytest.raises(TypeError, match="several str, this is one"):
        detector.analyze_batch("one text")
    with pytest.raises(TypeError, match="not iterable"):
        detector.analyze_batch(7)


def test_lone_surrogates(detector):
    text = "fine \ud83d\ude00".replace("\ude00", "") + " end"
    with pytest.raises(ValueError, match=r"text holds a lone surrogate, U\+D83D, at index 5; .*U\+FFFD"):
        detector.analyze(text)
    with pytest.raises(ValueError, match=r"texts\[2\] holds a lone surrogate"):
        detector.analyze_batch(["a", "b", text])
    mended = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    assert detector.analyze(mended).verdict == "insufficient"


def test_unknown_mode(detector):
    with pytest.raises(ValueError, match="'strict', 'balanced' or 'sensitive', not 'gentle'"):
        detector.analyze("text", mode="gentle")


def test_opening_fails_with_a_sentence(tmp_path):
    with pytest.raises(FileNotFoundError, match="nowhere.pack"):
        calque.Detector("/nowhere.pack")
    foreign = tmp_path / "foreign.pack"
    foreign.write_bytes(b"no pack" * 100)
    with pytest.raises(ValueError, match="foreign.pack"):
        calque.Detector(foreign)
    with pytest.raises(FileNotFoundError, match="my.ignore"):
        calque.Detector(ignore=[tmp_path / "my.ignore"])
    with pytest.raises(TypeError, match="not one str"):
        calque.Detector(ignore="my.ignore")


@pytest.mark.parametrize("copied", [copy.deepcopy, lambda d: pickle.loads(pickle.dumps(d))])
def test_detector_can_be_pickled_with_what_it_was_opened_with(spun, tmp_path, copied):
    ignore = tmp_path / "my.ignore"
    ignore.write_text("phrase:misplaced\n")
    other = calque.Detector(ignore=[ignore])
    ignore.unlink()  # the pickle carries its content
    expected = other.analyze(spun)
    got = copied(other).analyze(spun)
    assert got.to_json() == expected.to_json()
    assert "misplaced" not in [hit.text for hit in got.hits]


def test_pickle_is_small(detector):
    assert len(pickle.dumps(detector)) < 500


def test_processes(detector, spun):
    with concurrent.futures.ProcessPoolExecutor(2) as pool:
        found = list(pool.map(_verdict, [detector] * 4, [spun] * 4))
    assert found == ["artifact"] * 4


def _verdict(detector, text):
    return detector.analyze(text).verdict


def test_sixteen_threads_share_a_detector(detector, samples):
    texts = list(samples.values())
    expected = [report.to_json() for report in detector.analyze_batch(texts)]
    wrong = []

    def work():
        for _ in range(3):
            if [r.to_json() for r in detector.analyze_batch(texts)] != expected:
                wrong.append(1)

    threads = [threading.Thread(target=work) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_other_threads_run_meanwhile(detector, spun):
    """Another thread gets its turn while a long batch is read: the lock is free."""
    batch = [spun] * 400
    ready, counted = threading.Event(), []

    def work():
        ready.set()
        detector.analyze_batch(batch)
        counted.append(None)

    thread = threading.Thread(target=work)
    thread.start()
    ready.wait()
    turns = 0
    while not counted:
        turns += 1
    thread.join()
    assert turns > 100


def test_memory_stays_flat(detector, spun):
    texts = [spun[i : i + 80] for i in range(100)]
    for _ in range(30):
        _everything(detector, texts)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for _ in range(100):
        _everything(detector, texts)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 2048  # KB


def _everything(detector, texts):
    for report in detector.analyze_batch(texts):
        report.hits, report.sentences, report.explanation, report.evidence, report.to_json()
    with pytest.raises(TypeError):
        detector.analyze(None)
    with pytest.raises(ValueError):
        detector.analyze("\ud800")


@pytest.mark.parametrize(
    "data, declared, text",
    [
        (b"caf\xc3\xa9", "", "caf\u00e9"),
        (b"caf\xe9 au lait", "", "caf\u00e9 au lait"),
        (b"\xff\xfec\x00a\x00", "", "ca"),
        ("\u0436\u0443\u043a".encode("koi8-r"), "koi8-r", "\u0436\u0443\u043a"),
        (b"", "", ""),
    ],
)
def test_decode(data, declared, text):
    assert calque.decode(data, declared).lstrip("\ufeff") == text


def test_version(detector):
    assert calque.__version__.count(".") == 2
    assert detector.pack_name.startswith("en ")
    assert repr(detector) == f"<calque.Detector with pack {detector.pack_name}>"
