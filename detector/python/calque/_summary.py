"""What the plug-ins write beside a text: the parts of a report that a pipeline keeps."""

from typing import Any, Dict

from calque._calque import Report


def summary(report: Report) -> Dict[str, Any]:
    """Verdict, probability, words and hits as plain data that JSON and Parquet can hold."""
    return {
        "verdict": report.verdict,
        "probability": round(report.probability, 4),
        "words": report.words,
        "hits": [
            {
                "begin": hit.begin,
                "end": hit.end,
                "text": hit.text,
                "original": hit.originals[0] if hit.originals else None,
            }
            for hit in report.hits
        ],
    }
