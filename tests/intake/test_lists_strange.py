"""Lists in strange dress: read right, or asked about; a figure is never wrong in silence."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime

import pandas as pd
import pytest

from kotaku.dataset import Dataset
from tests.intake.drawn import Drawn
from tests.intake.drawn_strange import FORM, KINDS, draw
from tests.intake.test_lists_drawn import read, same

COUNT, OTHERS = 1, 3
STEPS = 2  # answers that it may take
RIGHT = 0.8  # of those of one day; over many days more than nine in ten are
_EMPTY = ("-", "–", "belum ada")  # a sign of nothing may stay empty


def is_right(dataset: Dataset, drawn: Drawn) -> bool:
    """Tell whether every table holds the rows that it was drawn from."""
    loose = drawn.layout.get("nihil") in _EMPTY
    for name, rows in drawn.truth.items():
        table = dataset.table(name)
        if len(table) != len(rows) or not {*rows[0]} <= {*table.columns}:
            return False
        for column in rows[0]:
            pairs = zip(table[column].tolist(), (row[column] for row in rows), strict=True)
            if not all(agrees(got, wanted, loose=loose) for got, wanted in pairs):
                return False
    return True


def agrees(got: object, wanted: object, *, loose: bool) -> bool:
    if pd.isna(got):
        return wanted is None or (loose and wanted == 0.0)
    if isinstance(got, datetime):
        return got.date().isoformat() == wanted
    return isinstance(got, (str, int, float)) and wanted is not None and same(got, wanted)


def leads(drawn: Drawn, dataset: Dataset, given: Mapping[str, str], steps: int) -> bool:
    """Tell whether some answers lead to the truth."""
    for question in dataset.questions[:2] if steps else ():
        for choice in question.pilihan:
            answers = {**given, question.kode: choice.jawaban}
            after = read(drawn, answers)
            if is_right(after, drawn) or leads(drawn, after, answers, steps - 1):
                return True
    return False


def verdict(drawn: Drawn) -> str:
    """Tell whether a list is right, leads there by its questions, or says what it lacks."""
    dataset = read(drawn, {})
    if is_right(dataset, drawn):
        return "benar"
    if leads(drawn, dataset, {}, STEPS):
        return "ditanya"
    if dataset.questions:
        return "belum pasti"
    if "LEMBAR-TIDAK-DIKENAL" in {f.code for f in dataset.findings} and not any(
        len(dataset.table(name)) for name in drawn.truth
    ):
        return "tidak dibaca"
    told = {f.severity for f in dataset.findings} & {"galat", "peringatan"}
    return "salah, diperingatkan" if told else "salah diam-diam"


def test_lists_in_strange_dress_are_right_or_asked_about() -> None:
    today = random.Random(f"{datetime.now(UTC):%Y-%m-%d}").randrange(10**6)
    seeds = [*range(COUNT), *range(today, today + OTHERS)]
    kinds = (*KINDS, FORM)
    found = {(kind, seed): verdict(draw(seed, kind)) for kind in kinds for seed in seeds}
    wrong = {at: v for at, v in found.items() if v not in ("benar", "ditanya")}
    count = Counter(found.values())
    assert "salah diam-diam" not in count, (today, wrong)
    assert count["benar"] + count["ditanya"] >= RIGHT * len(found), (today, wrong)


@pytest.mark.parametrize("unheard", [1, 2])
@pytest.mark.parametrize("kind", KINDS)
def test_a_column_whose_heading_nobody_knows_is_never_wrong_in_silence(
    kind: str, unheard: int
) -> None:
    today = random.Random(f"{datetime.now(UTC):%Y-%m-%d}{kind}{unheard}").randrange(10**6)
    found = {seed: verdict(draw(seed, kind, unheard=unheard)) for seed in (today,)}
    assert "salah diam-diam" not in found.values(), (kind, today, found)
