"""An item pipeline for Scrapy: judges every item, keeps the evidence with it, drops what you name.

    ITEM_PIPELINES = {"calque.scrapy.CalquePipeline": 300}
    CALQUE_TEXT_FIELD = "text"      # where the spider puts the article's text
    CALQUE_RESULT_FIELD = "calque"  # where verdict, probability and hits go
    CALQUE_DROP = ["artifact"]      # verdicts to drop; [] keeps all
    CALQUE_MODE = "strict"
    CALQUE_PACK = None              # path of a pack; None is the built-in one

These are the defaults. The verdicts are counted in the crawler's statistics as ``calque/clean``,
``calque/artifact`` ...; items without text pass untouched and count as ``calque/no_text``.
"""

from typing import Any

from itemadapter import ItemAdapter
from scrapy.exceptions import DropItem

from calque._calque import Detector
from calque._summary import summary


class CalquePipeline:
    def __init__(self, settings: Any, stats: Any) -> None:
        self.detector = Detector(settings.get("CALQUE_PACK"))
        self.text_field = settings.get("CALQUE_TEXT_FIELD", "text")
        self.result_field = settings.get("CALQUE_RESULT_FIELD", "calque")
        self.drop = frozenset(settings.getlist("CALQUE_DROP", ["artifact"]))
        self.mode = settings.get("CALQUE_MODE", "strict")
        self.stats = stats

    @classmethod
    def from_crawler(cls, crawler: Any) -> "CalquePipeline":
        return cls(crawler.settings, crawler.stats)

    def process_item(self, item: Any, spider: Any = None) -> Any:
        adapter = ItemAdapter(item)
        text = adapter.get(self.text_field)
        if not text:
            self.stats.inc_value("calque/no_text")
            return item
        report = self.detector.analyze(text, mode=self.mode)
        self.stats.inc_value(f"calque/{report.verdict}")
        if report.verdict in self.drop:
            raise DropItem(f"calque: {report.verdict}, probability {report.probability:.4f}")
        adapter[self.result_field] = summary(report)
        return item
