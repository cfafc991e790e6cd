"""Measure what must be fast: ``python -m benchmarks.run [PART …] [--json FILE]``.

Without a part it measures all of them. What was measured is kept in history.csv beside this file.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import platform
import sys
from collections.abc import Sequence
from dataclasses import asdict, astuple, fields
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.timing import Figure

PARTS = ("reading", "scoring", "strategy", "reruns", "presenter", "browser", "exports",
         "maps", "siege", "arrivals")  # fmt: skip
NAMED = ("soak", "mends")  # take long: only when asked for
HISTORY = Path(__file__).with_name("history.csv")


def measure(part: str, options: argparse.Namespace) -> list[Figure]:
    """Return the figures of one part; each part imports only what it needs."""
    found = _of_a_hall(part, options) or _of_the_app(part, options.runs)
    return found or _of_the_calculation(part, options.runs)


def _of_a_hall(part: str, options: argparse.Namespace) -> list[Figure]:
    if part == "reruns":
        from benchmarks.reruns import reruns

        return reruns(options.viewers, options.runs)
    if part == "siege":
        from benchmarks.siege import siege

        return siege(options.minutes * 60)
    if part == "mends":
        from benchmarks.mends import mends

        return mends()
    if part in ("soak", "arrivals"):
        from benchmarks import soak

        return soak.soak(options.minutes * 60) if part == "soak" else soak.arrivals()
    return []


def _of_the_app(part: str, runs: int) -> list[Figure]:
    if part == "presenter":
        from benchmarks.presenter import presenter

        return presenter(3)
    if part == "browser":
        from benchmarks.browser import browser

        return browser(3)
    if part == "exports":
        from benchmarks.exports import exports

        return exports(runs)
    if part == "maps":
        from benchmarks.maps import maps

        return maps(10_000, runs)
    return []


def _of_the_calculation(part: str, runs: int) -> list[Figure]:
    if part == "strategy":
        from benchmarks.strategy import strategy

        return strategy(((145, 2.0), (10_000, 30.0)), runs)
    from benchmarks import calculation

    if part == "reading":
        return calculation.reading(10_000, runs)
    return calculation.scoring((100_000, 300_000), runs)


def table(figures: list[Figure]) -> str:
    """Return the figures as a Markdown table."""
    lines = ["| what | measured | bar | | how |", "| --- | --: | --: | --- | --- |"]
    for f in figures:
        bar = "" if f.bar is None else f"{f.bar:g} {f.unit}"
        lines.append(f"| {f.name} | {f.value:.2f} {f.unit} | {bar} | {f.verdict} | {f.detail} |")
    return "\n".join(lines)


def keep(machine: str, figures: Sequence[Figure]) -> None:
    """Write what was measured below what was measured before."""
    new = not HISTORY.exists()
    with HISTORY.open("a", newline="", encoding="utf-8") as file:
        rows = csv.writer(file, lineterminator="\n")
        if new:
            rows.writerow(["day", "machine", *(field.name for field in fields(Figure))])
        day = datetime.now(UTC).date()
        rows.writerows([day, machine, *astuple(figure)] for figure in figures)


def _load() -> str:
    """Return how busy the machine was before, where the system tells."""
    return f", load {os.getloadavg()[1]:.1f}" if hasattr(os, "getloadavg") else ""


def main(arguments: list[str]) -> int:
    """Measure, print the table, write the JSON when asked; 1 when a figure is above its bar."""
    parser = argparse.ArgumentParser(description=__doc__)
    known = f"{', '.join(PARTS)}; all of them by default. Only when named: {', '.join(NAMED)}"
    parser.add_argument("parts", nargs="*", help=known)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--viewers", type=int, nargs="+", default=[1, 52])
    parser.add_argument("--minutes", type=float, default=30, help="of soak; the most of siege")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args(arguments)
    if strange := {*options.parts} - {*PARTS, *NAMED}:
        parser.error(f"there is no part {', '.join(strange)}")
    machine = (
        f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}{_load()}"
    )
    figures: list[Figure] = []
    for part in options.parts or PARTS:
        print(f"{part} …", file=sys.stderr, flush=True)
        figures += measure(part, options)
    print(f"{machine}\n\n{table(figures)}")
    keep(machine, figures)
    if options.json:
        content = {"machine": machine, "figures": [asdict(f) for f in figures]}
        options.json.write_text(json.dumps(content, indent=1), encoding="utf-8")
    return int(any(f.verdict == "ABOVE" for f in figures))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
