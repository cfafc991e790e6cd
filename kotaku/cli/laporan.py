"""The command ``laporan``: slides, workbook and minutes into a folder."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kotaku.cli.options import Understand, add, exit_code, place_of, read
from kotaku.evaluation import Settings, evaluate
from kotaku.output.exports import EXPORTS
from kotaku.view import Scope, View

Refuse = Callable[[str], Exception]


def register(commands: Any, understand: Understand, refuse: Refuse) -> None:
    """Add the command; ``understand`` reads the files, ``refuse`` makes the error of a sentence."""
    laporan = commands.add_parser("laporan", help="tulis slide, buku kerja, dan notulen")
    add(laporan, json=False)
    laporan.add_argument("--keluar", required=True, metavar="FOLDER", help="folder keluaran")
    laporan.add_argument(
        "--format", type=_formats, default=list(EXPORTS), metavar=",".join(EXPORTS)
    )
    laporan.set_defaults(command=lambda options: _laporan(options, understand, refuse))


def _formats(text: str) -> list[str]:
    asked = [name.strip().lower() for name in text.split(",") if name.strip()]
    if not asked or not set(asked) <= set(EXPORTS):
        raise argparse.ArgumentTypeError(text)
    return asked


def _laporan(options: argparse.Namespace, understand: Understand, refuse: Refuse) -> int:
    dataset = read(options, understand, refuse)
    settings = Settings(regulasi=options.regulasi, satuan=options.satuan)
    evaluation = evaluate(dataset, settings)
    report = View(dataset, evaluation, scope=Scope(place_of(options, dataset)))
    folder = Path(options.keluar)
    for name in options.format:
        export = EXPORTS[name]
        content = export.build(report)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / export.name).write_bytes(content)
        except OSError:
            raise refuse(f"Berkas {folder / export.name} tidak dapat ditulis.") from None
        print(f"{export.label}: {folder / export.name}")
    return exit_code(report.findings)
