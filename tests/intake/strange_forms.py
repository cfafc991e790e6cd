"""Printed forms of one RT as people pass them on: moved, spaced out, with words of their own."""

from __future__ import annotations

import random

from tests.intake.drawn import Drawn
from tests.intake.drawn_units import draw_form

_NOTES = ("Catatan: hasil verifikasi lapangan", "*) angka sementara", "Dicetak dari basis data")


def draw_printed(r: random.Random) -> Drawn:
    """Return the forms of some RT, moved to the right, with remarks beside and below them."""
    drawn = draw_form(r)
    drawn.kind = "formulir"
    by = r.choice([0, 0, 1, 2])
    for change in (_remarked, _dashed):
        if r.random() < 0.3:
            drawn.layout |= {"nihil": "-"} if change is _dashed else {}
            drawn.sheets = {n: [change(row) for row in g] for n, g in drawn.sheets.items()}
    if r.random() < 0.3:
        drawn.sheets = {n: [*g, [], [r.choice(_NOTES)]] for n, g in drawn.sheets.items()}
    drawn.layout["kanan"] = by
    drawn.sheets = {n: [[*[None] * by, *row] for row in g] for n, g in drawn.sheets.items()}
    drawn.merged = {
        n: [(t, x + by, b, y + by) for t, x, b, y in boxes] for n, boxes in drawn.merged.items()
    }
    return drawn


def _remarked(row: list[object]) -> list[object]:
    """Return a row with a column of remarks at its end, which nobody filled."""
    return [*row, "KET."] if "ASPEK" in row else row


def _dashed(row: list[object]) -> list[object]:
    """Return a row of a criterion with a dash for nothing."""
    return ["-" if v == 0.0 else v for v in row]
