"""Draw rows and columns as a sheet: headings, places, totals, units, marks, notes."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from typing import Any

import numpy as np
import xlsxwriter

from kotaku.intake import model
from tests.intake.hard import words
from tests.intake.hard.told import Row, Told, spelled

FACTORS = {"ha": 1.0, "m2": 10_000.0, "km2": 0.01}
WRITTEN = {"ha": ("ha", "Ha", "HA", "hektar"), "m2": ("m2", "m²", "M2"), "km2": ("km2", "km²")}


@dataclass
class Sheet:
    """Cells of a sheet; all places 0-based."""

    name: str
    rows: list[list[object]]
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)

    def model(self) -> model.Sheet:
        """The sheet as the reading child gives it."""
        width = max((len(r) for r in self.rows), default=0)
        columns = []
        for c in range(width):
            cells = [r[c] if c < len(r) else None for r in self.rows]
            numbers = np.array([_number(v) for v in cells])
            others = [
                (i, v) for i, v in enumerate(cells)
                if isinstance(v, str | datetime) and v != ""
            ]  # fmt: skip
            columns.append(model.Column(numbers, [i for i, _ in others], [v for _, v in others]))
        merged = tuple(
            f"{model.address(b, a + 1)}:{model.address(d, c + 1)}" for a, b, c, d in self.merged
        )
        marks = model.Marks(
            merged=merged, hidden_rows=tuple(r + 1 for r in self.hidden_rows),
            **({"hidden_columns": tuple(self.hidden_columns)} if self.hidden_columns else {}),
        )  # fmt: skip
        return model.Sheet(self.name, tuple(columns), marks)


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float) else float("nan")


def xlsx(sheets: list[Sheet]) -> bytes:
    """Return the sheets as a file."""
    out = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for sheet in sheets:
            _write(book.add_worksheet(sheet.name), sheet, day)
    return out.getvalue()


def _write(drawn: Any, sheet: Sheet, day: Any) -> None:
    for r, row in enumerate(sheet.rows):
        for c, value in enumerate(row):
            if isinstance(value, datetime):
                drawn.write_datetime(r, c, value, day)
            elif value is not None:
                drawn.write(r, c, value)
    for a, b, c, d in sheet.merged:
        value = sheet.rows[a][b] if b < len(sheet.rows[a]) else None
        drawn.merge_range(a, b, c, d, value)
    for c in sheet.hidden_columns:
        drawn.set_column(c, c, None, None, {"hidden": True})
    for r in sheet.hidden_rows:
        drawn.set_row(r, None, None, {"hidden": True})


@dataclass(frozen=True)
class Column:
    """One column: its heading from the top, what it says of a row; ``unit`` of areas only."""

    levels: tuple[object, ...]
    value: Callable[[Row], object]
    unit: str = ""
    place: str = ""  # kab, kec, kel
    adds: bool = True  # totals say its sum


@dataclass
class Look:
    """How a table is drawn."""

    place: str = "col"
    total: str = "bottom"
    sub: str = ""
    unit: str = "head"
    style: str = "n"
    nothing: str = "0"
    titles: list[str] = field(default_factory=list)
    spelling: int = 0
    spacer: bool = False
    again: int = 0  # rows after which the heading is said again
    notes_between: bool = False
    foot: list[list[object]] = field(default_factory=list)
    numbering: bool = False
    marks: float = 0.0  # part of the figures with a mark
    left: int = 0
    label: str = ""
    province: str = "NTB"
    ordinal: bool = False
    misprint: float = 0.0
    digits: int = 2


def look(rnd: Random, *, slum: bool = True) -> Look:
    """Draw a look."""
    province = rnd.choice(words.PROVINCE)
    titles = [rnd.choice(words.TITLE).format(p=province)] if slum else []
    titles += rnd.sample(words.PLAIN_TITLE, rnd.choice([0, 0, 1, 2]))
    foot: list[list[object]] = []
    if rnd.random() < 0.3:
        foot += [[], *([n] for n in rnd.sample(words.NOTE, rnd.choice([1, 2])))]
    if rnd.random() < 0.2:
        space: list[object] = [None] * rnd.choice([0, 3])
        foot += [[], *([*space, *line] for line in rnd.sample(words.SIGN, 3))]
    label = rnd.choice(words.TOTAL)
    return Look(
        place=rnd.choice(["col", "col", "once", "merge", "ditto", "group", "groupfig"]),
        total=rnd.choice(["", "bottom", "bottom", "bottom", "top"]),
        sub=rnd.choice(["", "", "", "after", "before"]),
        unit=rnd.choice(["head", "head", "row", "title"]),
        style=rnd.choice(["n", "n", "n", "t", "ha"]),
        nothing=rnd.choice(words.NOTHING),
        titles=titles,
        spelling=rnd.randrange(4),
        spacer=rnd.random() < 0.08,
        again=rnd.choice([0] * 9 + [4]),
        notes_between=rnd.random() < 0.08,
        foot=foot,
        numbering=rnd.random() < 0.15,
        marks=rnd.choice([0.0, 0.0, 0.0, 0.0, 0.1]),
        left=rnd.choice([0, 0, 0, 1]),
        label=label.format(p=province, P=province.upper()) if label else "",
        province=province,
        ordinal=rnd.random() < 0.7,
    )  # fmt: skip


class Drawn:
    """One table being drawn."""

    def __init__(self, rnd: Random, told: Told, columns: list[Column], how: Look) -> None:
        """Keep what there is to draw; nothing is drawn yet."""
        self.rnd, self.told, self.how = rnd, told, how
        self.grouped = how.place in ("group", "groupfig")
        lead = [Column((rnd.choice(words.NO),), lambda _: None)] if how.ordinal else []
        keep = [c for c in columns if not (self.grouped and c.place == "kab")]
        self.columns = [*lead, *keep]
        self.rows: list[list[object]] = []
        self.merged: list[tuple[int, int, int, int]] = []
        self.head_rows: list[list[object]] = []

    def sheet(self, name: str = "") -> Sheet:
        """Draw everything."""
        self._head()
        how = self.how
        if how.total == "top":
            self._sum(self.told.rows, how.label)
        for n, kab in enumerate(self.told.kabs):
            self._kab(n, kab)
        if how.total == "bottom":
            self._sum(self.told.rows, how.label)
        self.rows += how.foot
        self._shift()
        return Sheet(name or self.rnd.choice(words.SHEET), self.rows, self.merged)

    # --- heading

    def _head(self) -> None:
        how = self.how
        unit = next((c.unit for c in self.columns if c.unit), "ha")
        self.rows += [[t] for t in how.titles]
        if how.unit == "title":
            said = self.rnd.choice(WRITTEN[unit])
            form = self.rnd.choice(["(Satuan: {})", "(dalam {})", "Satuan : {}"])
            self.rows.append([form.format(said)])
        if self.rows and self.rnd.random() < 0.5:
            self.rows.append([])
        top = len(self.rows)
        depth = max(len(c.levels) for c in self.columns)
        for level in range(depth):
            self.rows.append([self._heading(c, level) for c in self.columns])
        if depth > 1:
            self._merge_heads(top, depth)
        if how.unit == "row":
            self.rows.append([f"({self.rnd.choice(WRITTEN[c.unit])})" if c.unit else None
                              for c in self.columns])  # fmt: skip
        self.head_rows = [list(r) for r in self.rows[top:]]
        if how.numbering:
            plain = self.rnd.random() < 0.5
            self.rows.append([i + 1 if plain else f"({i + 1})" for i in range(len(self.columns))])

    def _heading(self, column: Column, level: int) -> object:
        if level >= len(column.levels):
            return None
        text = column.levels[level]
        last = level == len(column.levels) - 1
        if last and column.unit and self.how.unit == "head" and isinstance(text, str):
            return f"{text} ({self.rnd.choice(WRITTEN[column.unit])})"
        return text

    def _merge_heads(self, top: int, depth: int) -> None:
        c = 0
        while c < len(self.columns):
            own = self.columns[c].levels
            if len(own) == 1:
                self.merged.append((top, c, top + depth - 1, c))
                c += 1
                continue
            e = c
            while e + 1 < len(self.columns) and self.columns[e + 1].levels[:1] == own[:1]:
                e += 1
                self.rows[top][e] = None
            if e > c:
                self.merged.append((top, c, top, e))
            c = e + 1

    # --- rows

    def _kab(self, n: int, kab: str) -> None:
        how, mine = self.how, self.told.of(kab)
        name = spelled(kab, how.spelling)
        if self.grouped:
            self._group(n, name, mine)
        elif how.sub == "before":
            self._sum(mine, self._sub_label(n, name), numbered=self.rnd.random() < 0.5)
        first = len(self.rows)
        for i, row in enumerate(mine):
            self._between()
            self._record(i, row, name)
        if how.place == "merge" and len(self.rows) - first > 1 and (at := self._at("kab")) >= 0:
            self.merged.append((first, at, len(self.rows) - 1, at))
        if how.sub == "after":
            self._sum(mine, self._sub_label(n, name))

    def _between(self) -> None:
        """Draw the heading again or a remark; nothing stands inside a merged cell."""
        how = self.how
        if how.place == "merge":
            return
        if how.again and len(self.rows) % how.again == 0:
            self.rows += [list(r) for r in self.head_rows[-1:] if len(self.head_rows) == 1]
        if how.notes_between and self.rnd.random() < 0.2:
            self.rows.append([self.rnd.choice(["(lanjutan)", "- data susulan", "*) revisi"])])

    def _at(self, place: str) -> int:
        return next((i for i, c in enumerate(self.columns) if c.place == place), -1)

    def _record(self, i: int, row: Row, name: str) -> None:
        out: list[object] = []
        for n, column in enumerate(self.columns):
            if n == 0 and self.how.ordinal:
                out.append(i + 1 if self.grouped else self.told.rows.index(row) + 1)
            elif column.place == "kab":
                out.append(self._place(name, same=i > 0))
            else:
                out.append(self._write(column, column.value(row), mark=True))
        self.rows.append(out)

    def _place(self, name: str, *, same: bool) -> object:
        if not same or self.how.place == "col":
            return name
        return self.rnd.choice(words.DITTO) if self.how.place == "ditto" else None

    def _group(self, n: int, name: str, mine: list[Row]) -> None:
        figures = self.how.place == "groupfig"
        out = self._sums(mine) if figures else [None] * len(self.columns)
        if self.how.ordinal:
            out[0] = self.rnd.choice(
                [["I", "II", "III", "IV", "V", "VI"], ["A", "B", "C", "D", "E", "F"]]
            )[n]
        out[1 if self.how.ordinal else 0] = name
        self.rows.append(out)

    def _sub_label(self, n: int, name: str) -> str:
        label = self.rnd.choice(words.SUB)
        return label.format(k=name, n=["I", "II", "III", "IV", "V", "VI"][n]) if label else ""

    def _sum(self, rows: list[Row], label: str, *, numbered: bool = False) -> None:
        out = self._sums(rows)
        lead = 1 if self.how.ordinal else 0
        at = self.rnd.choice([lead, 0]) if not self.grouped else lead
        if label:
            out[at] = label
        if numbered and lead and at:
            out[0] = "*"
        self.rows.append(out)

    def _sums(self, rows: list[Row]) -> list[object]:
        out: list[object] = []
        for column in self.columns:
            if not column.unit or not column.adds:
                out.append(None)
                continue
            figures = [v for r in rows if isinstance(v := column.value(r), float)]
            out.append(self._write(column, round(sum(figures), 6)))
        return out

    def _write(self, column: Column, value: object, *, mark: bool = False) -> object:
        if not column.unit or not isinstance(value, float):
            return value
        figure = round(value * FACTORS[column.unit], 6)
        if not figure and self.how.nothing != "0":
            return self.how.nothing or None
        if self.how.style == "n":
            if mark and self.rnd.random() < self.how.marks:
                text = number_text(figure)
                return self.rnd.choice([f"± {text}", f"{text}*)", f"{text} *", f"{text} a)"])
            return figure
        text = number_text(figure)
        return f"{text} {column.unit}" if self.how.style == "ha" else text

    def _shift(self) -> None:
        """Leave empty columns to the left, and one between places and figures."""
        by = self.how.left
        if self.how.spacer:
            at = next(i for i, c in enumerate(self.columns) if c.unit)
            self.rows = [[*r[:at], None, *r[at:]] if len(r) > at else r for r in self.rows]
            self.merged = [(a, b + (b >= at), c, d + (d >= at)) for a, b, c, d in self.merged]
        if by:
            self.rows = [[*[None] * by, *r] if r else r for r in self.rows]
            self.merged = [(a, b + by, c, d + by) for a, b, c, d in self.merged]


def number_text(figure: float) -> str:
    """Return a figure as typed in Indonesian: 1.234,56."""
    text = f"{figure:,.2f}" if figure == round(figure, 2) else f"{figure:,.4f}"
    return text.replace(",", "X").replace(".", ",").replace("X", ".")
