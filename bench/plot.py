#!/usr/bin/env python3
"""Draws a result of run.py: throughput against the size of dictionary and of model.

    bench/plot.py bench/results/DATE.json > DATE.svg

Both axes of both panels are logarithmic, so that equal distances are equal ratios.
"""
import json
import math
import sys

WIDTH, HEIGHT = 460, 400
LEFT, TOP, BOTTOM, RIGHT = 60, 40, 120, 20  # the legend stands below
COLOURS = ["#c0392b", "#2c6fbb", "#2e8b57", "#8e5bb5", "#d18f00"]


def curves_of_dictionaries(result):
    """By who: (phrases, MB/s)."""
    curves = {}
    for row in result["peers"]:
        if row["job"].startswith("phrases ") and row["MB/s"]:
            name = "Calque, phrases alone" if row["name"] == "Calque" else row["name"]
            curves.setdefault(name, []).append((int(row["job"].split()[1]), row["MB/s"]))
    curves["Calque, whole analysis"] = points(result, "ByDictionary/phrases:")
    return curves


def points(result, prefix, x=None):
    found = []
    for name, row in result["pipeline"].items():
        if name.startswith(prefix) and "MB/s" in row:
            found.append((row[x] if x else int(name[len(prefix):]), row["MB/s"]))
    return found


def curves_of_models(result):
    """By who: (megabytes of the tables, MB/s)."""
    curves = {"Calque, whole analysis (pack)": points(result, "ByModel/MB:", "file_MB")}
    for row in result["peers"]:
        if row["job"].startswith("model ") and row["MB/s"] and row["table bytes"]:
            name = f"{row['name']}, model alone"
            curves.setdefault(name, []).append((row["table bytes"] / 1e6, row["MB/s"]))
    return curves


class Scale:
    """A logarithmic axis from the power of ten below all values to the one above."""

    def __init__(self, values, begin, end):
        self.low = math.floor(math.log10(min(values)))
        self.high = max(self.low + 1, math.ceil(math.log10(max(values))))
        self.begin, self.end = begin, end

    def __call__(self, value):
        share = (math.log10(value) - self.low) / (self.high - self.low)
        return self.begin + share * (self.end - self.begin)

    def ticks(self):
        return [10.0 ** power for power in range(self.low, self.high + 1)]


def text(x, y, words, anchor="middle", more=""):
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" {more}>{words}</text>'


def line(x1, y1, x2, y2, colour="#ddd"):
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colour}"/>'


def panel(title, unit, curves, shift):
    curves = {name: sorted(curve) for name, curve in curves.items() if curve}
    if not curves:
        return []
    x = Scale([at for curve in curves.values() for at, _ in curve], LEFT, WIDTH - RIGHT)
    y = Scale([speed for curve in curves.values() for _, speed in curve], HEIGHT - BOTTOM, TOP)
    parts = [f'<g transform="translate({shift},0)">',
             text(WIDTH / 2, 20, title, more='font-weight="bold"'),
             text(WIDTH / 2, HEIGHT - BOTTOM + 32, unit), text(LEFT - 8, TOP - 10, "MB/s")]
    for tick in x.ticks():
        parts += [line(x(tick), TOP, x(tick), HEIGHT - BOTTOM),
                  text(x(tick), HEIGHT - BOTTOM + 16, f"{tick:,.0f}")]
    for tick in y.ticks():
        parts += [line(LEFT, y(tick), WIDTH - RIGHT, y(tick)),
                  text(LEFT - 8, y(tick) + 4, f"{tick:g}", "end")]
    for number, (name, curve) in enumerate(curves.items()):
        colour = COLOURS[number % len(COLOURS)]
        path = " ".join(f"{x(at):.1f},{y(speed):.1f}" for at, speed in curve)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{x(at):.1f}" cy="{y(speed):.1f}" r="3" fill="{colour}"/>'
                  for at, speed in curve]
        parts.append(text(LEFT, HEIGHT - BOTTOM + 48 + 14 * number, name, "start",
                          f'fill="{colour}"'))
    return parts + ["</g>"]


def picture(result):
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {2 * WIDTH} {HEIGHT + 20}" '
             'font-family="sans-serif" font-size="11">',
             f'<rect width="{2 * WIDTH}" height="{HEIGHT + 20}" fill="white"/>']
    parts += panel("Throughput and dictionary", "phrases", curves_of_dictionaries(result), 0)
    parts += panel("Throughput and model", "megabytes", curves_of_models(result), WIDTH)
    about = result["machine"]
    parts.append(text(WIDTH, HEIGHT + 10, f"{result['date']}, {about['cpu']}, one thread"))
    return "\n".join(parts + ["</svg>"]) + "\n"


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as file:
        sys.stdout.write(picture(json.load(file)))
