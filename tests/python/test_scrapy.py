"""A real spider crawls a real, local site through the pipeline."""

import functools
import html
import http.server
import json
import subprocess
import sys
import threading

import pytest

pytest.importorskip("scrapy", reason="scrapy is not installed")

SPIDER = """
import scrapy

class News(scrapy.Spider):
    name = "news"
    start_urls = [START]
    custom_settings = {
        "ITEM_PIPELINES": {"calque.scrapy.CalquePipeline": 300},
        "FEEDS": {FEED: {"format": "jsonlines"}},
        "TELNETCONSOLE_ENABLED": False,
        "LOG_LEVEL": "INFO",
        **MORE,
    }

    def parse(self, response):
        for link in response.css("a"):
            yield response.follow(link, self.parse_article)

    def parse_article(self, response):
        yield {"url": response.url, "text": "\\n\\n".join(response.css("p::text").getall())}
"""


@pytest.fixture
def site(tmp_path, spun, honest):
    folder = tmp_path / "site"
    folder.mkdir()
    for name, text in {"spun": spun, "honest": honest, "empty": ""}.items():
        paragraphs = "".join(f"<p>{html.escape(line)}</p>" for line in text.splitlines())
        (folder / f"{name}.html").write_text(f"<meta charset=utf-8>{paragraphs}", encoding="utf-8")
    links = "".join(f"<a href={name}.html>{name}</a>" for name in ("spun", "honest", "empty"))
    (folder / "index.html").write_text(links)
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=folder)
    handler.log_message = lambda *_: None
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/index.html"
    server.shutdown()
    thread.join()
    server.server_close()


def crawl(site, tmp_path, more):
    feed = tmp_path / "items.jsonl"
    spider = tmp_path / "news.py"
    head = f"START, FEED, MORE = {site!r}, {str(feed)!r}, {more!r}\n"
    spider.write_text(head + SPIDER)
    done = subprocess.run(
        [sys.executable, "-m", "scrapy", "runspider", spider],
        cwd=tmp_path, stderr=subprocess.PIPE, text=True, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    items = [json.loads(line) for line in feed.read_text().splitlines()]
    return {item["url"].rsplit("/", 1)[1]: item for item in items}, done.stderr


def test_artifacts_are_dropped(site, tmp_path):
    items, log = crawl(site, tmp_path, {})
    assert set(items) == {"honest.html", "empty.html"}
    assert items["honest.html"]["calque"]["verdict"] == "clean"
    assert "calque" not in items["empty.html"]
    assert "calque: artifact, probability" in log
    for name in ("artifact", "clean", "no_text"):
        assert f"'calque/{name}': 1" in log


def test_all_can_be_kept(site, tmp_path):
    items, _ = crawl(site, tmp_path, {"CALQUE_DROP": [], "CALQUE_RESULT_FIELD": "judged"})
    judged = items["spun.html"]["judged"]
    assert judged["verdict"] == "artifact"
    text = items["spun.html"]["text"]
    assert all(text[hit["begin"] : hit["end"]] == hit["text"] for hit in judged["hits"])
    assert {"text": "misplaced", "original": "lost"}.items() <= judged["hits"][2].items() or any(
        hit["original"] == "lost" for hit in judged["hits"]
    )
