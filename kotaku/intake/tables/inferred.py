"""The heading of a list whose words are not all known: the row and table with the most evidence."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from kotaku import schema
from kotaku.geo import names
from kotaku.intake.model import Cell, Column, Sheet
from kotaku.intake.reading import fields as parted
from kotaku.intake.reading import scales, words
from kotaku.intake.reading.links import links
from kotaku.intake.reading.listed import figures_of
from kotaku.intake.tables.assigned import Assigned, assign
from kotaku.intake.tables.block import Block, HeadRow, missing
from kotaku.intake.tables.headers import PARTS, PLACE, Match
from kotaku.intake.tables.headings import Parts, joined
from kotaku.intake.tables.heads import SCAN_ROWS, depths, first_row, named
from kotaku.intake.tables.profiles import MOST, Profile, fits, is_year, profile
from kotaku.intake.tables.proven import Cells, unexplained
from kotaku.words.parsing import is_blank, read_number

MOST_HEADINGS = 300  # headings looked at on one sheet, each as often as its row is tried
_FEWEST_TEXTS = 3  # headings of a list
_FEWEST_FIELDS = 3
_MARGIN = 0.25  # so much more evidence than for another table
_LOOSE = 0.5  # what a column of figures costs that nothing explains
_UNREAD = 0.5  # what a text costs between a heading and its figures: it is a heading too
_NAMED = 1.5  # what the name of the sheet counts, or of a title
_TITLED = 1.0
_SPOKEN = 0.5  # evidence of one field at least, where no name or title tells the table
_DAY = "tanggal"  # a field of days
_PLACES = frozenset({*PLACE, *PARTS})
_AREAS = frozenset({"luas_verifikasi_ha", "luas_flag_ha", "luas_ha", "luas_sk_ha"})


@dataclass(frozen=True)
class _Found:
    head: HeadRow
    assigned: Assigned
    score: float


def inferred(sheet: Sheet, known: Collection[str] = ()) -> HeadRow | None:
    """Return the heading of a list, or None where nothing is said or two tables are as likely.

    Of tables that are as likely that goes first which the known headings speak for.
    """
    best: dict[str, _Found] = {}
    left = MOST_HEADINGS
    for row in _rows(sheet):
        for depth in _depths(sheet, row):
            headings = joined(sheet, row, depth)
            if not _FEWEST_TEXTS <= len(headings) <= left:
                continue
            left -= len(headings)
            for found in _readings(sheet, row, depth, headings):
                table = found.head.table
                if table not in best or found.score > best[table].score:
                    best[table] = found
    order = sorted(best.values(), key=lambda f: -f.score)
    near = [f.head for f in order if order[0].score - f.score < _MARGIN]
    if len(near) > 1:
        near = [head for head in near if head.table in known]
    return near[0] if len(near) == 1 else None


def _rows(sheet: Sheet) -> Iterator[int]:
    """Yield the rows that hold nothing but texts, and figures somewhere below."""
    above = 0
    for row in range(1, min(SCAN_ROWS, sheet.height - 1) + 1):
        cells = [v for v in sheet.row(row) if v is not None]
        texts = sum(isinstance(v, str) for v in cells)
        years = all(isinstance(v, str) or (isinstance(v, float) and is_year(v)) for v in cells)
        divides = texts > 0 and above >= _FEWEST_TEXTS  # it shares out a heading above it
        if years and (texts >= _FEWEST_TEXTS - 1 or divides) and not any(map(_is_region, cells)):
            yield row
        above = texts if years else 0


def _depths(sheet: Sheet, row: int) -> Iterable[int]:
    """Return how many rows a heading may take; one text alone belongs below others."""
    alone = sum(v is not None for v in sheet.row(row)) < _FEWEST_TEXTS - 1
    return (2,) if alone else depths(sheet, row)


def _is_region(cell: Cell) -> bool:
    """Tell whether a cell names a kab/kota: its row is no heading."""
    return isinstance(cell, str) and names.match_kab_kota(cell).region is not None


def _readings(sheet: Sheet, row: int, depth: int, headings: dict[int, Parts]) -> Iterator[_Found]:
    first = first_row(sheet, row, headings)
    cells = cells_below(sheet, headings, first, sheet.height)
    area = any(words.speaks_of_area(" ".join(parts)) for parts in headings.values())
    around = _said(sheet, row - depth)
    if not any(own.numeric or fits(own, _DAY) for own in cells.profiles.values()):
        return
    below = unread(sheet, first)
    for table in schema.tables():
        spec = schema.tables()[table]
        if area and not _AREAS & {*spec.columns}:
            continue
        got = assign(table, cells)
        own = [m for m in got.columns.values() if m.field in spec.columns or spec.criteria]
        if len(own) < _FEWEST_FIELDS or not askable(missing(table, got.columns, None), got.open):
            continue
        said = named(sheet, table) or _titled(table, around)
        if not said and not _speaks(own):
            continue
        open_ = {c: m for c, m in _asked(got).items() if c not in got.columns}
        head = HeadRow(table, row, depth, got.columns, headings, open_)
        score = got.evidence - _LOOSE * (len(got.loose) + len(got.open)) - depth / 50
        score += 2 * len(got.columns) / len(headings) - _UNREAD * below
        score += _NAMED * named(sheet, table) + _TITLED * _titled(table, around)
        yield _Found(head, got, score)


def askable(gone: Sequence[str], open_: Mapping[int, Sequence[str]]) -> bool:
    """Tell whether what a table lacks is what one of its open columns may be."""
    return all(any(name in may for may in open_.values()) for name in gone)


def _speaks(own: Sequence[Match]) -> bool:
    """Tell whether anything but places and a lone vague word speaks for a table."""
    return any(m.confidence >= _SPOKEN for m in own if m.field not in _PLACES)


def unread(sheet: Sheet, row: int) -> int:
    """Return how many texts of a row stand over figures: a heading that was left unread."""
    return sum(_is_heading(column, row) for column in sheet.columns)


def _is_heading(column: Column, row: int) -> bool:
    """Tell whether a text stands over figures."""
    text = column.cell(row) if row <= len(column.numbers) else None
    if not isinstance(text, str) or is_blank(text) or read_number(text, "Rp") is not None:
        return False
    below = column.part(row + 1, min(len(column.numbers), row + MOST))
    return 2 * int((~np.isnan(figures_of(below, "Rp"))).sum()) > int(below.filled.sum())


def cells_below(sheet: Sheet, headings: Mapping[int, Parts], first: int, last: int) -> Cells:
    """Return what the cells below a heading are, and which columns follow from which."""
    last = _last_record(sheet, first, last)
    profiles = {c: profile(sheet, c, first, last) for c in headings}
    figures = {c: p.figures for c, p in profiles.items() if p.numeric}
    shares = [c for c in figures if _may_be_share(" ".join(headings[c]), profiles[c])]
    return Cells(headings, profiles, links(figures, shares))


def _last_record(sheet: Sheet, first: int, last: int) -> int:
    """Return the last row that holds more than one cell: notes and signatures stand below it."""
    count = np.sum([column.filled[first - 1 : last] for column in sheet.columns], axis=0)
    several = np.flatnonzero(count > 1)
    return first + int(several[-1]) if len(several) else last


def unclear(sheet: Sheet, block: Block) -> int:
    """Return how many columns of figures are no field, follow from none and are not asked about."""
    headings = {c: (text,) for c, text in block.headings.items()}
    cells = cells_below(sheet, headings, block.first_row, block.last_row)
    told = {c: m for c, m in block.columns.items()
            if c in cells.profiles and fits(cells.profiles[c], m.field)}  # fmt: skip
    return len({*unexplained(told, cells)} - {*block.asked})


def _may_be_share(heading: str, own: Profile) -> bool:
    return own.percent or scales.says_percent(heading)


def _asked(got: Assigned) -> dict[int, Match]:
    return {c: Match(may[0], 0.3, "angkanya mungkin") for c, may in got.open.items()}


def _said(sheet: Sheet, top: int) -> parted.Parts:
    """Return the words of the sheet's name and of the titles above a heading."""
    texts = [sheet.name]
    for row in sheet.rows(1, top) if top > 0 else ():
        filled = [v for v in row if v is not None]
        texts += [v for v in filled if isinstance(v, str)] if len(filled) <= 2 else []
    return frozenset(w for text in texts for w in parted.parts(text))


def _titled(table: str, said: parted.Parts) -> bool:
    return any(own <= said for own in _names(table))


@cache
def _names(table: str) -> Sequence[parted.Parts]:
    spec = schema.tables()[table]
    return tuple(own for name in (spec.sheet, *spec.names) if (own := parted.parts(name)))
