"""What the tests of the Python package share: one detector, the samples, the program."""

import os
import subprocess
from pathlib import Path

import pytest

import calque

SOURCE = Path(__file__).resolve().parents[2]
SAMPLES = SOURCE / "corpora" / "samples"


@pytest.fixture(scope="session")
def detector():
    return calque.Detector()


@pytest.fixture(scope="session")
def spun():
    return (SAMPLES / "light-sport.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def honest():
    return (SAMPLES / "honest-sport.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def samples():
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(SAMPLES.glob("*.txt"))}


@pytest.fixture(scope="session")
def scan():
    """Runs `calque scan` and returns its standard output."""
    program = os.environ.get("CALQUE_PROGRAM")
    if not program:
        pytest.skip("CALQUE_PROGRAM does not name the program")

    def run(*arguments, stdin=None):
        command = [program, "scan", *map(str, arguments)]
        return subprocess.run(command, input=stdin, stdout=subprocess.PIPE, check=True).stdout

    return run
