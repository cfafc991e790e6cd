"""Lists of RT, works, money, access and indicators drawn at random: right, or asked about."""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime

import pytest

from kotaku.dataset import Dataset
from kotaku.intake.understand import build_dataset
from tests.intake.drawn import Drawn
from tests.intake.drawn_lists import KINDS, draw

COUNT, OTHERS = 12, 4


def read(drawn: Drawn, answers: Mapping[str, str]) -> Dataset:
    return build_dataset([("daftar.xlsx", b"")], answers=answers, opener=lambda *_: drawn.book)


def is_right(dataset: Dataset, drawn: Drawn) -> bool:
    for name, rows in drawn.truth.items():
        table = dataset.table(name)
        if len(table) != len(rows) or not {*rows[0]} <= {*table.columns}:
            return False
        for column in rows[0]:
            pairs = zip(table[column].tolist(), (row[column] for row in rows), strict=True)
            if not all(same(got, wanted) for got, wanted in pairs):
                return False
    return True


def same(got: object, wanted: object) -> bool:
    if isinstance(wanted, str):
        return isinstance(got, str) and got.strip().lower() == wanted.lower()
    number = float(str(got))
    wished = float(str(wanted))
    return not math.isnan(number) and abs(number - wished) <= 0.006 + 2e-4 * abs(wished)


def verdict(drawn: Drawn) -> str:
    """Tell whether a list is right, leads there by one answer, or says that it is not read."""
    dataset = read(drawn, {})
    if is_right(dataset, drawn):
        return "benar"
    for question in dataset.questions:
        answers = ({question.kode: choice.jawaban} for choice in question.pilihan)
        if any(is_right(read(drawn, answer), drawn) for answer in answers):
            return "ditanya"
    told = {f.severity for f in dataset.findings} & {"galat", "peringatan"}
    return "salah, diperingatkan" if told else "salah diam-diam"


@pytest.mark.parametrize("kind", KINDS)
def test_drawn_lists_are_right_or_lead_there_by_an_answer(kind: str) -> None:
    today = random.Random(f"{datetime.now(UTC):%Y-%m-%d}{kind}").randrange(10**6)
    seeds = [*range(COUNT), *range(today, today + OTHERS)]
    found = {seed: verdict(draw(seed, kind)) for seed in seeds}
    wrong = {seed: v for seed, v in found.items() if v not in ("benar", "ditanya")}
    count = Counter(found.values())
    assert "salah diam-diam" not in count, (kind, today, wrong)
    assert count["benar"] + count["ditanya"] >= 0.95 * len(seeds), (kind, today, wrong)


def test_a_question_has_its_consequence_in_rupiah() -> None:
    drawn = draw(1008, "bpm")
    (question,) = read(drawn, {}).questions
    assert all("Rp" in choice.akibat for choice in question.pilihan)


def test_a_figure_of_a_list_with_a_row_for_each_criterion_has_its_own_cell() -> None:
    drawn = draw(3, "panjang")
    dataset = read(drawn, {})
    long = next(grid for name, grid in drawn.sheets.items() if name != "RT")
    volume = long[0].index("Volume")
    for label, column in ((0, "volume_1a"), (1, "volume_4c")):
        place = dataset.cell("kekumuhan", label, column)
        assert place is not None
        row = int("".join(c for c in place.cell if c.isdigit()))
        assert long[row - 1][volume] == dataset.table("kekumuhan").loc[label, column]
