"""A filter block for datatrove: drops rewritten documents with a reason, scores the others.

    LocalPipelineExecutor(pipeline=[
        JsonlReader("pages/"),
        CalqueFilter(exclusion_writer=JsonlWriter("dropped/")),
        JsonlWriter("kept/"),
    ], tasks=8, logging_dir="logs/").run()

Every document, kept or dropped, gets ``calque_verdict``, ``calque_probability`` and ``calque_hits``
(``["consul normal -> consul general", ...]``) in its metadata. The reason of a dropped one is
``calque_artifact``, so datatrove's own statistics count it. A document that is no text (a lone
surrogate) is dropped as ``calque_not_text``.
"""

from typing import Collection, List, Optional, Tuple, Union

from datatrove.data import Document
from datatrove.pipeline.filters.base_filter import BaseFilter
from datatrove.pipeline.writers.disk_base import DiskWriter

from calque._calque import Detector, Report

Decision = Union[bool, Tuple[bool, str]]


class CalqueFilter(BaseFilter):
    name = "Calque"

    def __init__(
        self,
        drop: Collection[str] = ("artifact",),
        *,
        mode: str = "strict",
        detector: Optional[Detector] = None,
        exclusion_writer: Optional[DiskWriter] = None,
        batch_size: int = 100,
    ) -> None:
        super().__init__(exclusion_writer, batch_size=batch_size)
        self.drop = frozenset(drop)
        self.mode = mode
        self.detector = detector or Detector()

    def filter(self, doc: Document) -> Decision:
        return self.filter_batch([doc])[0]

    def filter_batch(self, batch: List[Document]) -> List[Decision]:
        try:
            reports = self.detector.analyze_batch([doc.text for doc in batch], mode=self.mode)
        except ValueError:
            if len(batch) == 1:
                return [(False, "calque_not_text")]
            return [self.filter(doc) for doc in batch]
        return [self._decide(doc, report) for doc, report in zip(batch, reports)]

    def _decide(self, doc: Document, report: Report) -> Decision:
        doc.metadata["calque_verdict"] = report.verdict
        doc.metadata["calque_probability"] = round(report.probability, 4)
        doc.metadata["calque_hits"] = [
            " -> ".join((hit.text, *hit.originals[:1])) for hit in report.hits
        ]
        if report.verdict in self.drop:
            return False, f"calque_{report.verdict}"
        return True
