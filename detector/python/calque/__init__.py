"""Calque reads an English text and says whether a machine rewrote it.

    >>> import calque
    >>> detector = calque.Detector()          # the English pack is built in
    >>> report = detector.analyze(article)
    >>> report.verdict, report.probability
    ('artifact', 0.9991)
    >>> [(hit.text, hit.originals[0]) for hit in report.hits]
    [('consul normal', 'consul general'), ...]

Open one Detector and share it between all threads: it never changes, and the interpreter lock is
free while it reads. It can be pickled. Offsets are code points, so ``text[hit.begin:hit.end] ==
hit.text``. Nothing is downloaded, now or later.
"""

from calque._calque import ArrowResult, Detector, Report, __version__, decode
from calque._results import Evidence, Hit, Pivot, Sentence, UnknownWords

__all__ = [
    "ArrowResult",
    "Detector",
    "Evidence",
    "Hit",
    "Pivot",
    "Report",
    "Sentence",
    "UnknownWords",
    "__version__",
    "decode",
]
