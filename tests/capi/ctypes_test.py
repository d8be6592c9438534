"""Calls the C library as Python does without any package: through ctypes.

    ctypes_test.py LIBCALQUE_C CALQUE_PROGRAM

Checks the structs against the header by using them, the record against the program's own, and that
the library shows the symbols of the header, with their version, and nothing else.
"""

import ctypes as c
import re
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

LIBRARY, PROGRAM = sys.argv[1], sys.argv[2]
SOURCE = Path(__file__).resolve().parents[2]
HEADER = (SOURCE / "detector/include/calque/calque.h").read_text(encoding="ascii")
TEXT = (SOURCE / "corpora/samples/light-sport.txt").read_bytes()


class AnalyzeOptions(c.Structure):
    _fields_ = [("struct_size", c.c_size_t), ("mode", c.c_int32), ("offset_unit", c.c_int32)]


class Hit(c.Structure):
    _fields_ = [
        ("struct_size", c.c_size_t),
        ("begin", c.c_uint64),
        ("end", c.c_uint64),
        ("entry", c.c_char_p),
        ("family", c.c_char_p),
        ("strength", c.c_char_p),
        ("finding", c.c_char_p),
        ("gain", c.c_double),
        ("inconsistent", c.c_int32),
        ("originals", c.c_int32),
    ]


class RecordOptions(c.Structure):
    _fields_ = [
        ("struct_size", c.c_size_t),
        ("id", c.c_char_p),
        ("path", c.c_char_p),
        ("url", c.c_char_p),
        ("record", c.c_uint64),
        ("offset", c.c_uint64),
        ("restore", c.c_int32),
    ]


def load() -> c.CDLL:
    library = c.CDLL(LIBRARY)
    text = [c.c_char_p, c.c_size_t]
    library.calque_error_message.restype = c.c_char_p
    library.calque_error_message.argtypes = [c.c_void_p]
    library.calque_detector_open.restype = c.c_void_p
    library.calque_analyze.restype = c.c_void_p
    library.calque_analyze.argtypes = [c.c_void_p, *text, c.c_void_p, c.c_void_p]
    library.calque_report_hit.argtypes = [c.c_void_p, c.c_size_t, c.c_void_p]
    library.calque_report_original.restype = c.c_char_p
    library.calque_report_original.argtypes = [c.c_void_p, c.c_size_t, c.c_size_t]
    library.calque_report_record.restype = c.c_void_p
    library.calque_report_record.argtypes = [c.c_void_p, *text, c.c_void_p, c.c_void_p]
    library.calque_string_data.restype = c.c_void_p
    library.calque_string_data.argtypes = [c.c_void_p]
    library.calque_string_size.restype = c.c_size_t
    library.calque_string_size.argtypes = [c.c_void_p]
    for name in ("error", "string", "detector", "report"):
        free = getattr(library, f"calque_{name}_free")
        free.argtypes, free.restype = [c.c_void_p], None
    return library


class CtypesTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.library = load()
        cls.detector = c.c_void_p()
        cls.check(cls.library.calque_detector_open(None, c.byref(cls.detector)))

    @classmethod
    def tearDownClass(cls):
        cls.library.calque_detector_free(cls.detector)

    @classmethod
    def check(cls, error):
        if error is None:
            return
        message = cls.library.calque_error_message(error).decode()
        cls.library.calque_error_free(error)
        raise RuntimeError(message)

    def analyze(self, text, unit=0):
        report = c.c_void_p()
        options = AnalyzeOptions(c.sizeof(AnalyzeOptions), 0, unit)
        self.check(
            self.library.calque_analyze(
                self.detector, text, len(text), c.byref(options), c.byref(report)
            )
        )
        self.addCleanup(self.library.calque_report_free, report)
        return report

    def test_hits_quote_the_text(self):
        report = self.analyze(TEXT)
        hit, quotes = Hit(c.sizeof(Hit)), []
        while self.library.calque_report_hit(report, len(quotes), c.byref(hit)):
            original = self.library.calque_report_original(report, len(quotes), 0)
            quotes.append((TEXT[hit.begin : hit.end].decode(), (original or b"").decode()))
        self.assertIn(("misplaced", "lost"), quotes)

    def test_record_is_that_of_the_program(self):
        report = self.analyze(TEXT, unit=1)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "article.txt"
            path.write_bytes(TEXT)
            expected = subprocess.run(
                [PROGRAM, "scan", "--format", "jsonl", path], capture_output=True, check=True
            ).stdout
            name = str(path).encode()
        record = c.c_void_p()
        identity = re.match(rb'{"schema":1,"id":"([^"]*)"', expected).group(1)
        options = RecordOptions(c.sizeof(RecordOptions), identity, name)
        self.check(
            self.library.calque_report_record(
                report, TEXT, len(TEXT), c.byref(options), c.byref(record)
            )
        )
        got = c.string_at(
            self.library.calque_string_data(record), self.library.calque_string_size(record)
        )
        self.library.calque_string_free(record)
        self.assertEqual(got, expected)

    def test_error_says_what_is_wrong(self):
        with self.assertRaisesRegex(RuntimeError, "detector is NULL"):
            report = c.c_void_p()
            self.check(self.library.calque_analyze(None, b"", 0, None, c.byref(report)))

    def test_library_shows_the_header_and_nothing_else(self):
        declared = set(re.findall(r"\b(calque_[a-z_]+)\(", HEADER))
        self.assertGreater(len(declared), 15)
        shown = subprocess.run(
            ["nm", "--dynamic", "--defined-only", LIBRARY],
            capture_output=True, check=True, text=True,
        ).stdout
        symbols = {line.split()[-1] for line in shown.splitlines()} - {"CALQUE_1"}
        self.assertEqual(symbols, {f"{name}@@CALQUE_1" for name in declared})


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
