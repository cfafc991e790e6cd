"""The command line: the same figures as the pages, as text or JSON.

Exit codes: 0 fine, 1 when a finding is a galat, 2 when a file or the command cannot be read.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any, NoReturn

from kotaku.cli import bandingkan, data, laporan, options, periksa, store, strategi
from kotaku.dataset import Dataset
from kotaku.evaluation import Evaluation, Settings, evaluate
from kotaku.findings import Finding
from kotaku.method.reduction import METHODS
from kotaku.view import Scope, View
from kotaku.words.parsing_dates import read_date

UNREADABLE = 2
_UNREADABLE_CODES = ("BERKAS-", "BATAS-")  # findings on a file that could not be read at all


class CommandError(Exception):
    """The command cannot be carried out; the message is one Indonesian sentence."""


class _Parser(argparse.ArgumentParser):
    """A parser that says in Indonesian what is wrong, in one sentence."""

    def error(self, message: str) -> NoReturn:  # noqa: ARG002  (English words of argparse)
        """Raise instead of printing a usage and an English message."""
        raise CommandError(f"Perintah tidak dikenali; contoh: {EXAMPLE}.")


EXAMPLE = "python -m kotaku hitung data.xlsx --json"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    try:
        chosen = _parser().parse_args(arguments)
        command: Callable[[argparse.Namespace], int] = chosen.command
        return command(chosen)
    except CommandError as error:
        print(error, file=sys.stderr)
        return UNREADABLE


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="python -m kotaku",
        description="Rakor KOTAKU: hitung, periksa, strategi, laporan, templat di baris perintah.",
    )
    commands = parser.add_subparsers(required=True, metavar="PERINTAH")
    hitung = commands.add_parser("hitung", help="hitung semua angka dari berkas")
    options.add(hitung)
    hitung.add_argument("--metode", choices=METHODS, default="T", help="metode akun luas")
    hitung.add_argument("--layanan", action="store_true", help="uji lima pelayanan dasar juga")
    hitung.add_argument("--per", choices=("sumber_dana", "skala"), default="", dest="per_sumber")
    hitung.add_argument("--dasar", default="", metavar="SK", help="dasar: jenis, nomor atau tahun")
    hitung.add_argument("--tambahan", action="store_true", help="RT tambahan masuk luas awal")
    hitung.add_argument("--tanggal-data", metavar="TANGGAL", help="pengganti tanggal data Profil")
    hitung.set_defaults(command=_hitung)
    periksa.register(commands, _understand, _print_json, CommandError)
    strategi.register(commands, _understand, _print_json, CommandError)
    store.register(commands)
    bandingkan.register(commands, _understand, _print_json, CommandError)
    laporan.register(commands, _understand, CommandError)
    templat = commands.add_parser("templat", help="tulis templat Buku Data Rakor")
    templat.add_argument("out", metavar="KELUARAN.xlsx")
    templat.set_defaults(command=_templat)
    return parser


def _read(paths: Sequence[str]) -> list[tuple[str, bytes]]:
    from kotaku.intake.files.joining import distinct_names

    files = []
    for path in paths:
        try:
            files.append((Path(path).name, Path(path).read_bytes()))
        except FileNotFoundError:
            raise CommandError(f"Berkas {path} tidak ditemukan.") from None
        except OSError:
            raise CommandError(f"Berkas {path} tidak dapat dibaca.") from None
    names = distinct_names([name for name, _ in files])
    return [(name, content) for name, (_, content) in zip(names, files, strict=True)]


def _understand(
    paths: Sequence[str],
    answers: Mapping[str, str] | None = None,
    regulasi: str | None = None,
) -> Dataset:
    from kotaku.intake.understand import build_dataset

    dataset = build_dataset(_read(paths), answers=answers, regulasi=regulasi)
    understood = {source.file for source in dataset.sources}
    for found in dataset.findings:
        if found.code.startswith(_UNREADABLE_CODES) and found.file not in understood:
            raise CommandError(f"{found.file}: {found.message} {found.advice}")
    return dataset


def _hitung(chosen: argparse.Namespace) -> int:
    dataset = options.read(chosen, _understand, CommandError)
    settings = Settings(
        regulasi=chosen.regulasi,
        satuan=chosen.satuan,
        metode=chosen.metode,
        layanan80=chosen.layanan,
        per_sumber=chosen.per_sumber,
        dasar=chosen.dasar,
        tambahan=chosen.tambahan,
        tanggal_data=_day(chosen.tanggal_data),
    )
    evaluation = evaluate(dataset, settings)
    seen = View(dataset, evaluation, scope=Scope(options.place_of(chosen, dataset)))
    if chosen.json:
        _print_json(data.figures(seen))
    else:
        print("\n".join(data.summary_lines(seen)))
    return options.exit_code(_all_findings(dataset, evaluation))


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    read = read_date(text)
    if read is None:
        raise CommandError(f"Tanggal {text} tidak terbaca; tulis misalnya 30/11/2022.")
    return read.value


def _templat(chosen: argparse.Namespace) -> int:
    from kotaku.output.template import write_template

    content = BytesIO()
    write_template(content)
    try:
        Path(chosen.out).write_bytes(content.getvalue())
    except OSError:
        raise CommandError(f"Berkas {chosen.out} tidak dapat ditulis.") from None
    print(f"Templat ditulis ke {chosen.out}.")
    return 0


def _all_findings(dataset: Dataset, evaluation: Evaluation) -> tuple[Finding, ...]:
    return (*dataset.findings, *evaluation.temuan)


def _print_json(content: dict[str, Any]) -> None:
    print(json.dumps(content, ensure_ascii=False, allow_nan=False, indent=1))
