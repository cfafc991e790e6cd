"""The command ``periksa``: what is wrong with the data, score by team, against earlier data."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from kotaku import view
from kotaku.cli import data
from kotaku.cli.options import Understand, add, answers_of, exit_code, read
from kotaku.dataset import Dataset
from kotaku.evaluation import Evaluation, Settings, evaluate
from kotaku.intake.files.previous import compare, same_province
from kotaku.words.numbers import format_number

Emit = Callable[[dict[str, Any]], None]
Fail = Callable[[str], Exception]


def register(commands: Any, understand: Understand, emit: Emit, fail: Fail) -> None:
    """Add the command; ``fail`` makes the error that ends a command with a sentence."""
    parser = commands.add_parser("periksa", help="periksa isi berkas")
    add(parser)
    parser.add_argument(
        "--sebelum", nargs="+", metavar="BERKAS", default=[], help="data sebelumnya, dibandingkan"
    )
    parser.add_argument("--klaim", metavar="KALIMAT", help="uji angka dalam kalimat laporan")
    parser.add_argument("--skor", action="store_true", help="skor kualitas tiap kab/kota")
    parser.set_defaults(command=lambda options: _run(options, understand, emit, fail))


def _run(options: argparse.Namespace, understand: Understand, emit: Emit, fail: Fail) -> int:
    whole = understand(options.files, answers_of(options, fail), options.regulasi)
    dataset = read(options, lambda _paths, _answers=None, _regulasi=None: whole, fail)
    settings = Settings(regulasi=options.regulasi, satuan=options.satuan)
    evaluation = evaluate(dataset, settings)
    place = _place(options, dataset)
    earlier = understand(options.sebelum) if options.sebelum else None
    if earlier and not same_province(earlier, whole):
        raise fail("Data sebelumnya dari provinsi lain; tidak dapat dibandingkan.")
    changes = compare(earlier.restrict(place), dataset) if earlier else ()
    every = (*dataset.findings, *evaluation.temuan, *changes)
    findings = view.findings_of(every, place)
    more: dict[str, Any] = {}
    if options.skor or options.klaim is not None:  # of one place, but held against the others
        more = _more(options, whole, evaluate(whole, settings), earlier, place)
    if options.json:
        told = data.findings_data(findings)
        emit({**data.quality(dataset, evaluation), "temuan": told, **more})
    else:
        lines = data.finding_lines(findings, evaluation.berkas)
        print("\n".join([*lines, *_lines(more)]))
    return exit_code(findings)


def _place(options: argparse.Namespace, dataset: Dataset) -> str | None:
    """Return the one kab/kota asked for, spelt as the data have it."""
    if options.kab_kota is None:
        return None
    wanted = " ".join(options.kab_kota.split()).casefold()
    return next(name for name in dataset.kab_kota if name.casefold() == wanted)


def _more(
    options: argparse.Namespace,
    dataset: Dataset,
    evaluation: Evaluation,
    earlier: Dataset | None,
    place: str | None,
) -> dict[str, Any]:
    """Return the scores and the judged sentence that were asked for, JSON-ready."""
    more: dict[str, Any] = {}
    if options.skor:
        expected = earlier.kab_kota if earlier else ()
        scores = view.quality_scores(dataset, evaluation, expected)
        more["skor"] = _records(scores[(scores["kab_kota"] == place) | (place is None)])
    if options.klaim is not None:
        judged = view.judge_paragraph(options.klaim, dataset, evaluation, wilayah=place or "")
        more["kalimat"] = {"jawaban": judged.answer, "angka": _records(judged.rows)}
    return more


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return [
        {str(k): None if pd.isna(v) else v for k, v in row.items()}
        for row in frame.to_dict("records")
    ]


def _lines(more: Mapping[str, Any]) -> list[str]:
    names = {d: view.score_rules()[d]["nama"] for d in view.DIMENSIONS}
    lines = [
        f"{row['kab_kota'] or 'Seluruh data'}, {names[row['dimensi']].lower()}: "
        f"{format_number(row['persen'], 0)} % ({row['penilaian']}). {row['cara']}"
        for row in more.get("skor", ())
    ]
    if "kalimat" in more:
        lines.append(f"Kalimat: {more['kalimat']['jawaban']}")
        lines += [
            f"  {row['besaran']} {row['dilaporkan']}: {row['putusan'].lower()}. {row['penjelasan']}"
            for row in more["kalimat"]["angka"]
        ]
    return lines
