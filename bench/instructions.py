#!/usr/bin/env python3
"""Counts instructions of the whole analysis under callgrind and compares them with the baseline.

    bench/instructions.py [--build build]             compare with bench/instructions.tsv
    bench/instructions.py --update                    write the baseline anew
    bench/instructions.py --profile                   where the instructions go

Counts of instructions hardly depend on the machine or its load, so a regression shows where a
stopwatch sees only noise. A text that costs more than SLACK above its baseline fails; one
that costs that much less asks for a new baseline, so that the gain is kept.
Another compiler gives other counts: the baseline is for g++ 12 and the release preset.
"""
import argparse
import collections
import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
BASELINE = HERE / "instructions.tsv"
KINDS = ("clean", "dense", "accented")
SLACK = 0.03
HEADER = "# text, words, instructions a word; written by bench/instructions.py --update\n"


def measure(build, kind, folder):
    """Words, instructions within Measured(), and the file that callgrind wrote."""
    program = pathlib.Path(build) / "bench/one_text"
    output = pathlib.Path(folder) / f"{kind}.callgrind"
    done = subprocess.run(
        ["valgrind", "--tool=callgrind", f"--callgrind-out-file={output}",
         "--toggle-collect=*Measured*", program, kind], capture_output=True, text=True)
    collected = re.search(r"Collected : (\d+)", done.stderr)
    if done.returncode != 0 or collected is None:
        sys.exit(f"instructions.py: {program} {kind} under valgrind failed\n{done.stderr}")
    return int(done.stdout.split()[-1]), int(collected.group(1)), output


def read_baseline():
    rows = (line.split("\t") for line in BASELINE.read_text().splitlines()
            if not line.startswith("#"))
    return {kind: float(count) for kind, _, count in rows}


def check(build):
    baseline = read_baseline()
    failed = False
    with tempfile.TemporaryDirectory() as folder:
        for kind in KINDS:
            words, count, _ = measure(build, kind, folder)
            now, before = count / words, baseline[kind]
            change = now / before - 1
            verdict = "ok"
            if change > SLACK:
                failed, verdict = True, f"SLOWER than the {SLACK:.0%} that are allowed"
            elif change < -SLACK:
                verdict = "faster: keep it with bench/instructions.py --update"
            print(f"{kind:<10}{now:>10.1f} instructions a word, baseline {before:.1f}, "
                  f"{change:+.1%}  {verdict}")
    return 1 if failed else 0


def update(build):
    with tempfile.TemporaryDirectory() as folder:
        rows = [(kind, *measure(build, kind, folder)[:2]) for kind in KINDS]
    BASELINE.write_text(HEADER + "".join(f"{kind}\t{words}\t{count / words:.1f}\n"
                                         for kind, words, count in rows))
    print(BASELINE.read_text(), end="")
    return 0


# By the name of a function, the first that fits: what it is part of.
STAGES = (
    ("tokenise, fold, hash, sentences", r"calque::text::|boost::locale|icu_|\bu(_|case|trie|char|prv|nicode)"),
    ("phrases", r"calque::dictionary::"),
    ("model, whole text", r"calque::lm::BlockScorer|NgramModel::ScoreBlock"),
    ("model, single words", r"calque::lm::"),
    ("candidates, hits, evidence", r"calque::"),
    ("memory and copying", r"malloc|free|operator new|operator delete|mem(cpy|move|set|cmp|chr)"
                           r"|realloc|_M_realloc|str(len|cmp)"),
)


def short(function):
    """The name without what stands in brackets behind it."""
    return function.replace("(anonymous namespace)", "{}").split("(")[0]


def stage_of(function):
    return next((stage for stage, pattern in STAGES if re.search(pattern, function)), "the rest")


def profile(build):
    with tempfile.TemporaryDirectory() as folder:
        for kind in KINDS:
            words, count, output = measure(build, kind, folder)
            stages, functions = collections.Counter(), collections.Counter()
            for cost, function in self_costs(output):
                stages[stage_of(short(function))] += cost
                functions[short(function)] += cost
            print(f"{kind}: {count / words:.0f} instructions a word")
            for stage, cost in stages.most_common():
                print(f"{cost / words:>10.1f} {cost / count:>7.1%}  {stage}")
            for function, cost in functions.most_common(15):
                print(f"{'':>10} {cost / words:>8.1f}  {function}")
    return 0


def self_costs(output):
    """(instructions, function) of callgrind's file, callees left out."""
    names, function, call = {}, "", False
    for line in output.read_text().splitlines():
        if line.startswith("fn="):
            function = named(line[3:], names)
        elif line.startswith("cfn="):
            named(line[4:], names)
        elif line.startswith("calls="):
            call = True
        elif line and (line[0].isdigit() or line[0] in "+-*"):
            if not call:
                yield int(line.split()[1]), function
            call = False


def named(reference, names):
    """callgrind writes a name once, as "(7) name", and then "(7)"."""
    number, _, name = reference.partition(" ")
    if name:
        names[number] = name
    return names.get(number, number)


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", default=str(HERE.parent / "build"))
    parser.add_argument("--update", action="store_true")
    parser.add_argument("--profile", action="store_true")
    chosen = parser.parse_args()
    if chosen.update:
        return update(chosen.build)
    return profile(chosen.build) if chosen.profile else check(chosen.build)


if __name__ == "__main__":
    sys.exit(main())
