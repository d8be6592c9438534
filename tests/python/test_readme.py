"""The Python of the README does what it says."""

import gzip
import re

import pytest

from conftest import SOURCE

import calque

README = (SOURCE / "README.md").read_text(encoding="utf-8")


def block(heading):
    section = README.split(f"\n### {heading}\n")[1].split("\n### ")[0]
    return re.search(r"```python\n(.*?)```", section, re.S)[1]


def test_from_python(spun, capsys):
    exec(block("From Python"), {"article": spun})
    out = capsys.readouterr().out
    assert out.startswith("artifact 0.9") and "misplaced <- lost\n" in out


def test_from_a_crawler(spun, honest, tmp_path, monkeypatch, capsys):
    pytest.importorskip("warcio", reason="warcio is not installed")
    monkeypatch.chdir(tmp_path)
    with open("crawl.warc.wet.gz", "wb") as out:
        for url, text in {"http://a/": spun, "http://b/": honest}.items():
            body = text.encode()
            head = f"WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Target-URI: {url}\r\n"
            head += f"Content-Length: {len(body)}\r\n\r\n"
            out.write(gzip.compress(head.encode() + body + b"\r\n\r\n"))
    exec(block("From a crawler"), {})
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("http://a/ 0.9") and len(lines) == 1


@pytest.mark.parametrize(
    "module, name",
    re.findall(r"^\| .*?`.*?(calque\.(?:scrapy|datatrove|warc|spark))\.(\w+)", README, re.M),
)
def test_named_plug_ins_exist(module, name):
    framework = {"calque.warc": "warcio", "calque.spark": "pyspark"}.get(module, module.split(".")[1])
    pytest.importorskip(framework, reason=f"{framework} is not installed")
    assert callable(getattr(__import__(module, fromlist=[name]), name))


def test_what_is_promised_beside_the_blocks(detector, spun):
    report = detector.analyze_batch([spun])[0]
    assert all(spun[hit.begin : hit.end] == hit.text for hit in report.hits)
    assert calque.decode(b"caf\xe9", "latin1") == "caf\u00e9"
