"""List what the project has: ``python -m tests.inventory`` prints it, ``--tulis`` keeps it.

Every table and column, finding, check, rule, page, command, setting, limit, figure of the JSON,
sheet and heading of the workbook, slide. ``test_inventory.py`` fails when one of them is gone.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import re
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from pptx import Presentation

ROOT = Path(__file__).resolve().parents[1]
LIST = Path(__file__).with_name("inventory.txt")
SAMPLES = ("contoh_ntt_2019", "contoh_ntb_2022")
SETTING = re.compile(r"\bKOTAKU_[A-Z_]+\b")
DIGIT = re.compile(r"\d")  # titles hold figures, and figures move
NUMBERED = re.compile(r"\s*\d+/\d+$")  # of a slide that goes on


def _data(name: str) -> dict[str, Any]:
    (path,) = (ROOT / "kotaku").rglob(name)
    return tomllib.loads(path.read_text(encoding="utf-8"))


def tables() -> Iterator[str]:
    """Yield every table and its columns."""
    for name, entry in _data("tables.toml").items():
        yield f"tabel {name}"
        yield from (f"kolom {name}.{column}" for column in entry["columns"])


def catalogue() -> Iterator[str]:
    """Yield every finding by its code, and every limit of an upload."""
    for path in (ROOT / "kotaku" / "findings").glob("*.toml"):
        yield from (f"temuan {code}" for code in tomllib.loads(path.read_text(encoding="utf-8")))
    (limits,) = (p for p in (ROOT / "kotaku").rglob("limits.toml") if p.parent.name != "checks")
    yield from (f"batas {name}" for name in tomllib.loads(limits.read_text(encoding="utf-8")))


def checks() -> Iterator[str]:
    """Yield every check of the tables by what it asks for."""
    from kotaku.checks.engine import CHECKS

    for module, registered in CHECKS.items():
        for _, function in registered:
            if hasattr(function, "__name__"):
                yield f"pemeriksaan {module}.{function.__name__}"
    for name, entry in _data("tables.toml").items():
        for kind in ("ranges", "filled", "order", "parts", "companions", "references"):
            yield from (f"pemeriksaan {name}.{kind}: {_said(rule)}" for rule in entry.get(kind, ()))
        if "twice" in entry:
            yield f"pemeriksaan {name}.twice: {entry['twice']['same']}"


def _said(rule: dict[str, Any]) -> str:
    return str(rule.get("finding") or rule.get("unknown") or rule.get("table"))


def rules() -> Iterator[str]:
    """Yield every number and definition of each rule set."""
    from kotaku import rules as law

    for regulation in law.all_regulations():
        yield from (f"ketentuan {regulation.id} {entry.key}" for entry in law.entries(regulation))


def faces() -> Iterator[str]:
    """Yield every page, command with its options, and setting of the environment."""
    from kotaku import cli

    yield from (f"halaman {path.stem}" for path in (ROOT / "pages").glob("*.py"))
    (commands,) = (a for a in cli._parser()._actions if isinstance(a, argparse._SubParsersAction))
    for name, parser in commands.choices.items():
        yield f"perintah {name}"
        options = (option for action in parser._actions for option in action.option_strings)
        yield from (f"perintah {name} {o}" for o in options if o not in ("-h", "--help"))
    for path in (ROOT / "app.py", ROOT / "run.py", *(ROOT / "kotaku").rglob("*.py"),
                 *(ROOT / "pages").rglob("*.py")):  # fmt: skip
        yield from (f"pengaturan {s}" for s in SETTING.findall(path.read_text(encoding="utf-8")))


def exports() -> Iterator[str]:
    """Yield the figures of the JSON, and the sheets, headings and slides of the samples' report."""
    from kotaku import cli

    for sample in SAMPLES:
        source, told = str(ROOT / "data" / f"{sample}.xlsx"), io.StringIO()
        with contextlib.redirect_stdout(told):
            cli.main(["hitung", source, "--json"])
        yield from (f"json {key}" for key in _keys(json.loads(told.getvalue())))
        with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(io.StringIO()):
            cli.main(["laporan", source, "--keluar", folder])
            for path in Path(folder).iterdir():
                yield f"keluaran {path.name}"
                yield from _inside(path)


def _keys(content: object, at: str = "") -> Iterator[str]:
    if isinstance(content, dict):
        for key, value in content.items():
            yield from _keys(value, f"{at}.{key}".lstrip("."))
    elif isinstance(content, list) and any(isinstance(entry, dict) for entry in content):
        for entry in content:
            yield from _keys(entry, f"{at}[]")
    else:
        yield at


def _inside(path: Path) -> Iterator[str]:
    if path.suffix == ".xlsx":
        book = load_workbook(path, read_only=False)
        for sheet in book:
            yield f"lembar {sheet.title}"
            bold = (c for row in sheet.iter_rows() for c in row if c.value and c.font.bold)
            heads = (str(c.value) for c in bold if c.fill.fill_type == "solid")
            yield from (f"judul kolom {sheet.title}: {head}" for head in heads)
    elif path.suffix == ".pptx":
        for slide in Presentation(str(path)).slides:
            texts = (NUMBERED.sub("", s.text_frame.text) for s in slide.shapes if s.has_text_frame)
            kicker = next((t for t in texts if t and not DIGIT.search(t)), "")
            yield f"slide {kicker.splitlines()[0] if kicker else '–'}"


def inventory() -> list[str]:
    """Return every entry once, in order."""
    parts = (tables, catalogue, checks, rules, faces, exports)
    return sorted({line for part in parts for line in part()})


if __name__ == "__main__":
    lines = "\n".join(inventory()) + "\n"
    if "--tulis" in sys.argv:
        LIST.write_text(lines, encoding="utf-8")
    else:
        sys.stdout.write(lines)
