"""A tagger for dolma: spans of artifacts and a score for each document, as attributes.

    dolma -c config.yaml tag --tagger_modules calque.dolma --taggers calque --documents 'docs/*.gz'

Attributes: ``artifact`` has one span for each hit, its score is the gain; ``document`` has one span
over the whole text, its score is the probability, ``verdict_clean`` (or ``_suspect`` ...) the same
for the verdict. Documents are not changed, so thresholds can be chosen afterwards.
"""

from dolma import add_tagger
from dolma.core.data_types import DocResult, Document, Span
from dolma.core.taggers import BaseTagger

from calque._calque import Detector


@add_tagger("calque")
class CalqueTagger(BaseTagger):
    def __init__(self) -> None:
        self.detector = Detector()

    def predict(self, doc: Document) -> DocResult:
        report = self.detector.analyze(doc.text)
        spans = [
            Span(start=hit.begin, end=hit.end, type="artifact", score=hit.gain)
            for hit in report.hits
        ]
        whole = {"start": 0, "end": len(doc.text)}
        spans.append(Span(**whole, type="document", score=report.probability))
        spans.append(Span(**whole, type=f"verdict_{report.verdict}", score=1.0))
        return DocResult(doc=doc, spans=spans)
