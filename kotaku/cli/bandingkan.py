"""The command ``bandingkan``: results a city published, held against the calculation."""

from __future__ import annotations

import argparse
import math
from collections.abc import Callable, Sequence
from functools import reduce
from pathlib import Path
from typing import Any

import pandas as pd

from kotaku.cli.options import Understand, answers_of
from kotaku.dataset import Dataset
from kotaku.evaluation import Evaluation, evaluate
from kotaku.method.published import REASONS, differences, read_published
from kotaku.method.reduction import contributions
from kotaku.words.numbers import format_number

Emit = Callable[[dict[str, Any]], None]
Fail = Callable[[str], Exception]


def register(commands: Any, understand: Understand, emit: Emit, fail: Fail) -> None:
    """Add the command; ``fail`` makes the error that ends a command with a sentence."""
    parser = commands.add_parser("bandingkan", help="bandingkan dengan hasil yang sudah terbit")
    parser.add_argument("files", nargs="+", metavar="BERKAS")
    parser.add_argument(
        "--terbit", nargs="+", required=True, metavar="CSV", help="hasil terbit: id_rt, Tahun, …"
    )
    parser.add_argument("--json", action="store_true", help="keluarkan JSON")
    parser.add_argument("--jawab", action="append", default=[], metavar="KODE=JAWABAN")
    parser.set_defaults(command=lambda options: _run(options, understand, emit, fail))


def _run(options: argparse.Namespace, understand: Understand, emit: Emit, fail: Fail) -> int:
    dataset = understand(options.files, answers_of(options, fail))
    evaluation = evaluate(dataset)
    published = _published(options.terbit, evaluation, fail)
    found = compare(dataset, evaluation, published)
    if options.json:
        emit(figures(found, published))
    else:
        print("\n".join(lines(found, published)))
    return 1 if len(found) else 0


def _published(paths: Sequence[str], evaluation: Evaluation, fail: Fail) -> pd.DataFrame:
    frames = []
    for path in paths:
        try:
            text = Path(path).read_text(encoding="utf-8-sig")
            frames.append(read_published(text, evaluation.regulation))
        except OSError:
            raise fail(f"Berkas {path} tidak dapat dibaca.") from None
        except ValueError as error:
            raise fail(f"Berkas {path} bukan hasil terbit yang dikenal: {error}.") from None
    return reduce(lambda a, b: a.merge(b, on=["id_rt", "tahun"], how="outer"), frames)


def compare(dataset: Dataset, evaluation: Evaluation, published: pd.DataFrame) -> pd.DataFrame:
    """Return the differences between published results and an evaluation, with their reasons."""
    kondisi, regulation = evaluation.kondisi, evaluation.regulation
    years = sorted(kondisi.loc[kondisi["satuan"] == "rt", "tahun"].unique())
    shares = [contributions(kondisi, "rt", "K_tahun", regulation, int(y)) for y in years]
    empty = pd.DataFrame(columns=["id_unit", "tahun", "skenario", "kontribusi_hitung"])
    share = pd.concat(shares) if shares else empty
    share = share[share["skenario"] == "realisasi"]
    return differences(dataset, kondisi, published, share, regulation)


def figures(found: pd.DataFrame, published: pd.DataFrame) -> dict[str, Any]:
    """Return the differences as JSON-ready data."""
    counts = found["alasan"].value_counts()
    return {
        "angka_dibandingkan": _count(published),
        "berbeda": len(found),
        "per_alasan": {r: int(counts[r]) for r in REASONS if r in counts},
        "perbedaan": [
            {str(k): _plain(v) for k, v in row.items()} for row in found.to_dict("records")
        ],
    }


def _count(published: pd.DataFrame) -> int:
    return int(published.drop(columns=["id_rt", "tahun"]).notna().sum().sum())


def _plain(value: Any) -> Any:
    return None if isinstance(value, float) and not math.isfinite(value) else value


def lines(found: pd.DataFrame, published: pd.DataFrame) -> list[str]:
    """Return the differences as lines to read, the reasons first."""
    compared, apart = format_number(_count(published), 0), format_number(len(found), 0)
    text = [f"{compared} angka terbit dibandingkan, {apart} berbeda."]
    for reason, sentence in REASONS.items():
        rows = found[found["alasan"] == reason]
        if len(rows):
            text.append(f"{format_number(len(rows), 0)}: {sentence}")
            text += [f"  {_line(row)}" for row in rows.to_dict("records")]
    return text


def _line(row: dict[Any, Any]) -> str:
    where = f"RT {row['id_rt']} tahun {row['tahun']}"
    if not row["besaran"]:
        return where
    values = [
        v if isinstance(v, str) else format_number(float(v), 4)
        for v in (row["terbit"], row["hitung"])
    ]
    return f"{where} {row['besaran']}: terbit {values[0]}, dihitung {values[1]}"
