"""WET and WARC files, written by warcio, read in a loop."""

import io
import re

import pytest

pytest.importorskip("warcio", reason="warcio is not installed")

from warcio.statusandheaders import StatusAndHeaders  # noqa: E402
from warcio.warcwriter import WARCWriter  # noqa: E402

import calque.warc  # noqa: E402


def record(writer, kind, url, body, content_type=None):
    headers = None
    if content_type:
        headers = StatusAndHeaders("200 OK", [("Content-Type", content_type)], protocol="HTTP/1.1")
    return writer.create_warc_record(
        url, kind, payload=io.BytesIO(body), http_headers=headers
    )


def archive(records, gzip):
    stream = io.BytesIO()
    writer = WARCWriter(stream, gzip=gzip)
    offsets = []
    for arguments in records:
        offsets.append(stream.tell())
        writer.write_record(record(writer, *arguments))
    stream.seek(0)
    return stream, offsets


@pytest.mark.parametrize("gzip", [True, False])
def test_wet(spun, honest, gzip):
    stream, offsets = archive(
        [
            ("conversion", "http://a/", spun.encode()),
            ("metadata", "http://b/", b"no text"),
            ("conversion", "http://c/", honest.encode()),
        ],
        gzip,
    )
    pages = list(calque.warc.scan(stream))
    assert [(p.url, p.report.verdict) for p in pages] == [
        ("http://a/", "artifact"),
        ("http://c/", "clean"),
    ]
    assert [p.offset for p in pages] == [offsets[0], offsets[2]]


def test_html(spun, detector):
    page = f"<html><body>{spun}\u2014caf\u00e9</body></html>"
    stream, _ = archive(
        [
            ("response", "http://a/", page.encode("cp1252"), "text/html; charset=windows-1252"),
            ("response", "http://b/", b"\x89PNG", "image/png"),
            ("response", "http://c/", b"<html></html>", "text/html"),
        ],
        True,
    )
    taken = list(
        calque.warc.scan(stream, extract=lambda p: re.sub("<[^>]*>", "", p), detector=detector)
    )
    assert [p.url for p in taken] == ["http://a/"]
    assert taken[0].report.text == spun + "\u2014caf\u00e9"
    stream.seek(0)
    assert list(calque.warc.scan(stream)) == []
