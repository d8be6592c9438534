#!/usr/bin/env python3
"""Prepares the data of peers_bench and pipeline_bench, runs both, prints the ratios.

    bench/run.py [--quick] [--train FILE,FILE...] [--text FILE,FILE...] [--rounds N]
                 [--build build] [--save bench/results]

Without --train and --text all text is made from the repository (spliced_text.h). With them,
models learn from the first files and the second are measured: anything that `calque scan`
reads. --quick leaves out the model of 400 MB and texts beyond 1 MB. Prepared files are kept in
BUILD/bench/data until an option changes that they depend on.

Everything is measured in time of the processor, except latencies. With --save a dated
result (JSON, and the table as text) and a plot of it are written.
"""
import argparse
import datetime
import hashlib
import json
import os
import pathlib
import platform
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import plot  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parent.parent
PHRASES = (2_000, 20_000, 200_000)
# A model of about so many megabytes is learnt from so many megabytes of text.
MODEL_TEXT = {10: 10, 40: 45, 400: 550}
PEERS_TEXT = 32  # megabytes that the models of peers_bench are learnt from
# What texts and models depend on beside the options.
SOURCES = ("bench/make_data.cc", "bench/phrase_source.cc", "bench/sample_articles.cc",
           "bench/spliced_text.cc", "detector/text/tokenizer.cc", "detector/lm/table_format.h",
           "detector/lm/table_codec.h")


def options():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--train", default="")
    parser.add_argument("--text", default="")
    parser.add_argument("--text-megabytes", type=int, default=8)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--build", default=str(ROOT / "build"))
    parser.add_argument("--save", default="")
    return parser.parse_args()


def names(files):
    """The files without their folders, which mean nothing on another machine."""
    return ",".join(pathlib.Path(file).name for file in files.split(",")) or "spliced"


class Data:
    """The folder of prepared files; makes what is missing."""

    def __init__(self, chosen):
        self.build = pathlib.Path(chosen.build)
        self.calque = self.build / "detector/cli/calque"
        self.folder = self.build / "bench/data"
        self.folder.mkdir(parents=True, exist_ok=True)
        self.stamps = {}
        self.models = [size for size in MODEL_TEXT if size < 400 or not chosen.quick]
        self.train_megabytes = max(PEERS_TEXT, 40, *(MODEL_TEXT[size] for size in self.models))
        self.make = [self.build / "bench/make_data", self.folder,
                     "--train-megabytes", str(self.train_megabytes),
                     "--text-megabytes", str(chosen.text_megabytes)]
        for name in ("train", "text"):
            if getattr(chosen, name):
                self.make += ["--" + name, getattr(chosen, name)]

    def prepare(self):
        """Texts and models stay as long as what makes them; what is compiled, as calque does."""
        sources = b"".join((ROOT / name).read_bytes() for name in SOURCES)
        if self.changed("texts", " ".join(map(str, self.make)).encode() + sources,
                        ("*.lm", "*.arpa")):
            print("Preparing texts and models (minutes; kept for the next run)", file=sys.stderr)
            run(self.make)
            self.keep("texts")
        for order in (3, 5):
            self.once(f"order{order}.arpa",
                      lambda path: self.train(path, PEERS_TEXT, ["--order", str(order)]))
            self.once(f"order{order}.lm", lambda path: run(
                [self.calque, "arpa", "pack", path.with_suffix(".arpa"), "--no-progress",
                 "-o", path]))
        for size in self.models:
            self.once(f"model-{size}.lm",
                      lambda path: self.train(path, MODEL_TEXT[size], ["--order", "4"]))
        self.changed("compiled", self.calque.read_bytes() + self.stamps["texts"].encode(),
                     ("*.dict", "*.pack"))
        for count in PHRASES:
            self.once(f"phrases-{count}.dict", lambda path: run(
                [self.calque, "dict", "compile", path.with_suffix(".tsv"), "-o", path]))
        for size in self.models:
            self.once(f"model-{size}.pack", lambda path: run(
                [self.calque, "dict", "compile", ROOT / "dictionaries/en", "--lm",
                 path.with_suffix(".lm"), "--weights", "", "--thesaurus",
                 ROOT / "corpora/models/thesaurus.tsv", "--calibration",
                 ROOT / "corpora/models/calibration.tsv", "-o", path]))
        self.keep("compiled")

    def changed(self, stamp, origin, patterns):
        """Whether files come from elsewhere than those that are there; then removes them."""
        self.stamps[stamp] = hashlib.sha256(origin).hexdigest()
        file = self.folder / f"{stamp}.stamp"
        if file.exists() and file.read_text() == self.stamps[stamp]:
            return False
        for pattern in patterns:
            for old in self.folder.glob(pattern):
                old.unlink()
        return True

    def keep(self, stamp):
        (self.folder / f"{stamp}.stamp").write_text(self.stamps[stamp])

    def once(self, name, make):
        if not (self.folder / name).exists():
            make(self.folder / name)

    def train(self, path, megabytes, flags):
        command = [self.calque, "train-lm", "-", "--no-progress", *flags, "-o", path]
        with (self.folder / "train.txt").open("rb") as text, tempfile.TemporaryFile("w+") as said:
            learning = subprocess.Popen(command, stdin=subprocess.PIPE, stderr=said)
            try:
                for _ in range(megabytes):
                    learning.stdin.write(text.read(1_000_000))
                learning.stdin.close()
            except BrokenPipeError:  # it says why
                pass
            if learning.wait() != 0:
                said.seek(0)
                sys.exit(f"run.py: {' '.join(map(str, command))}\n{said.read()}")


def run(command, **more):
    done = subprocess.run([str(part) for part in command], stderr=subprocess.PIPE, text=True,
                          **more)
    if done.returncode != 0:
        sys.exit(f"run.py: {' '.join(map(str, command))}\n{done.stderr}")
    return done


def peers(data, rounds):
    """The rows of peers_bench, numbers as numbers."""
    output = data.folder / "peers.tsv"
    run([data.build / "bench/peers_bench", data.folder, "--rounds", rounds, "-o", output])
    lines = [line.split("\t") for line in output.read_text().splitlines()]
    rows = [dict(zip(lines[0], line)) for line in lines[1:]]
    for row in rows:
        for key in ("MB/s", "slowest", "fastest", "answer", "table bytes"):
            row[key] = float(row[key]) if row[key] else None
    return rows


def pipeline(data, quick):
    """The benchmarks of pipeline_bench by name: MB/s, and whatever else they count."""
    output = data.folder / "pipeline.json"
    command = [data.build / "bench/pipeline_bench", f"--benchmark_out={output}",
               "--benchmark_out_format=json"]
    if quick:
        command.append("--benchmark_filter=-.*(bytes:10000000+|MB:400)$")
    run(command, env={**os.environ, "CALQUE_BENCH_DATA": str(data.folder)},
        stdout=subprocess.DEVNULL)
    results = {}
    for row in json.loads(output.read_text())["benchmarks"]:
        if row.get("error_occurred"):
            results[row["name"]] = {"error": row["error_message"]}
            continue
        kept = ("hits_per_1000", "p99_us", "allocations", "allocated_bytes", "file_MB")
        results[row["name"]] = {"MB/s": row["bytes_per_second"] / 1e6,
                                **{key: row[key] for key in kept if key in row}}
        if "p99_us" in row:
            results[row["name"]]["mean_us"] = row["real_time"]
    return results


def machine():
    cpu = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo")
                if line.startswith("model name")), platform.machine())
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    compiler = subprocess.run(["c++", "--version"], capture_output=True, text=True).stdout
    return {"cpu": cpu, "cores": os.cpu_count(), "memory_GiB": round(memory, 1),
            "system": platform.freedesktop_os_release().get("PRETTY_NAME", ""),
            "compiler": compiler.splitlines()[0] if compiler else "",
            "load_before": round(os.getloadavg()[0], 2)}


def ratio(number):
    return "" if number is None else figure(number) + "x"


def figure(number):
    """Three digits at least, and never an exponent."""
    return f"{number:,.0f}" if number >= 1000 else f"{number:.3g}"


def peers_table(rows):
    own = {row["job"]: row["MB/s"] for row in rows if row["name"] == "Calque"}
    verdict = own["verdict"]
    lines = [f"{'job':<16}{'who':<16}{'MB/s':>9}{'of Calque':>11}{'of verdict':>12}"
             f"{'spread':>18}{'table MB':>10}"]
    for row in rows:
        if row["MB/s"] is None:
            lines.append(f"{row['job']:<16}{row['name']:<16}  {row['note']}")
            continue
        beside = own.get(row["job"])
        spread = f"{figure(row['slowest'])} - {figure(row['fastest'])}"
        table = f"{row['table bytes'] / 1e6:.1f}" if row["table bytes"] else ""
        lines.append(f"{row['job']:<16}{row['name']:<16}{figure(row['MB/s']):>9}"
                     f"{ratio(row['MB/s'] / beside if beside else None):>11}"
                     f"{ratio(row['MB/s'] / verdict):>12}{spread:>18}{table:>10}  {row['note']}")
    return lines


def pipeline_table(results):
    lines = [f"{'whole analysis':<38}{'MB/s':>9}{'hits/1000':>11}{'mean us':>10}{'p99 us':>10}"
             f"{'allocations':>13}{'file MB':>9}"]
    for name, row in results.items():
        name = name.replace("/manual_time", "").replace("/iterations:2000", " 5 KB")
        if "error" in row:
            lines.append(f"{name:<38}  {row['error']}")
            continue
        cells = [figure(row[key]) if key in row else ""
                 for key in ("hits_per_1000", "mean_us", "p99_us", "allocations", "file_MB")]
        lines.append(f"{name:<38}{figure(row['MB/s']):>9}" +
                     "".join(f"{cell:>{width}}"
                             for cell, width in zip(cells, (11, 10, 10, 13, 9))))
    return lines


def growth(results):
    """How much of the speed is left at the largest text, which must be nearly all."""
    lines = []
    for kind in ("clean", "dense"):
        sizes = {int(name.split(":")[1]): row["MB/s"] for name, row in results.items()
                 if name.startswith(f"BySize/{kind}/") and "MB/s" in row}
        large = max(sizes)
        lines.append(f"{kind}: {large:,} bytes at {sizes[large] / sizes[10_000]:.2f} "
                     "times the speed of 10,000")
    return lines


def main():
    chosen = options()
    data = Data(chosen)
    data.prepare()
    result = {"date": datetime.date.today().isoformat(), "machine": machine(),
              "text": names(chosen.text), "train": names(chosen.train)}
    result["peers"] = peers(data, chosen.rounds)
    result["pipeline"] = pipeline(data, chosen.quick)
    result["machine"]["load_after"] = round(os.getloadavg()[0], 2)
    about = ", ".join(f"{key} {value}" for key, value in result["machine"].items())
    table = "\n".join([f"{result['date']}: {about}; text {result['text']}, medians of "
                       f"{chosen.rounds}", "", *peers_table(result["peers"]), "",
                       *pipeline_table(result["pipeline"]), "", *growth(result["pipeline"])])
    print(table)
    if chosen.save:
        save = pathlib.Path(chosen.save)
        save.mkdir(parents=True, exist_ok=True)
        (save / f"{result['date']}.json").write_text(json.dumps(result, indent=1) + "\n")
        (save / f"{result['date']}.txt").write_text(table + "\n")
        (save / f"{result['date']}.svg").write_text(plot.picture(result))


if __name__ == "__main__":
    main()
