"""A loop over WARC and WET files with warcio.

    with open("crawl.warc.wet.gz", "rb") as stream:
        for page in calque.warc.scan(stream):
            print(page.url, page.report.verdict)

WET records (``conversion``) hold plain text. For ``response`` records give ``extract``, which makes
text of HTML: ``trafilatura.extract`` or any function of a str that returns a str or None. Records of
other kinds, pages that are no HTML and pages without text are passed over.
"""

from typing import BinaryIO, Callable, Iterator, NamedTuple, Optional

from warcio.archiveiterator import ArchiveIterator
from warcio.recordloader import ArcWarcRecord

from calque._calque import Detector, Report, decode


class Page(NamedTuple):
    url: str
    offset: int  #: of the record in the file
    report: Report


class Text(NamedTuple):
    url: str
    offset: int  #: of the record in the file
    text: str


Extract = Callable[[str], Optional[str]]


def texts(stream: BinaryIO, *, extract: Optional[Extract] = None) -> Iterator[Text]:
    """Yields every text of the file, in its order."""
    records = ArchiveIterator(stream)
    for record in records:
        text = _text_of(record, extract)
        if text:
            url = record.rec_headers.get_header("WARC-Target-URI") or ""
            yield Text(url, records.get_record_offset(), text)


def scan(
    stream: BinaryIO,
    *,
    extract: Optional[Extract] = None,
    detector: Optional[Detector] = None,
    mode: str = "strict",
) -> Iterator[Page]:
    """Yields a page for every record that holds text, in the order of the file."""
    detector = detector or Detector()
    for url, offset, text in texts(stream, extract=extract):
        yield Page(url, offset, detector.analyze(text, mode=mode))


def _text_of(record: ArcWarcRecord, extract: Optional[Extract]) -> Optional[str]:
    if record.rec_type == "conversion":
        return decode(record.content_stream().read())
    if record.rec_type != "response" or extract is None or record.http_headers is None:
        return None
    kind, _, parameters = (record.http_headers.get_header("Content-Type") or "").partition(";")
    if kind.strip().lower() not in ("text/html", "application/xhtml+xml"):
        return None
    charset = parameters.partition("charset=")[2].strip("\"' ")
    return extract(decode(record.content_stream().read(), charset))
