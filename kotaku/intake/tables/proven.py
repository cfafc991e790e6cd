"""Which fields the figures of unknown headings are, as far as the arithmetic between columns tells.

A column is taken for a field where only one reading is possible: what is left and the share agree,
the price times it is the value, it is the whole of a part that is known. Where two are possible it
stays open and is asked about.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from kotaku import schema
from kotaku.intake.reading import scales
from kotaku.intake.reading.links import Floats, Links
from kotaku.intake.tables import headers
from kotaku.intake.tables.headers import Match
from kotaku.intake.tables.headings import Parts
from kotaku.intake.tables.profiles import Profile, fits
from kotaku.intake.tables.speaking import FIGURES, kind_of, speaks_against, told

_FAR = 1000.0  # amounts of one row are seldom further from each other
_WRONG = 0.1  # part of the rows that may break a rule: typing errors
_FEWEST = 2  # rows that must be held against each other
_LARGE = 1000.0  # two figures so large are not the same by chance
_SMALL_ROWS = 4  # rows of smaller figures that are not
_ROUND, _MOSTLY = 100.0, 0.6  # most amounts of full rupiah are round; numbers of accounts are not
_FULL = 1e6  # figures so large are written in full rupiah
_MOST_COUNTED = 5e6  # people, households or metres of a row: a province has no more
_BOUND = "angkanya cocok dengan kolom lain"
_SURE = 0.5
Possible = Mapping[int, list[str]]  # by column of unknown figures the fields that it may be


@dataclass(frozen=True)
class Cells:
    """The columns of a sheet below one heading."""

    headings: Mapping[int, Parts]
    profiles: Mapping[int, Profile]
    links: Links

    def text(self, column: int) -> str:
        """Return the heading of a column as one text."""
        return " ".join(self.headings[column])

    @cached_property
    def figures(self) -> tuple[int, ...]:
        """The columns of figures that are no running number and not known as needed by nobody."""
        return tuple(
            c for c, own in self.profiles.items()
            if own.numeric and not own.counts_up and c in self.headings
            and not headers.is_left_out(self.text(c)) and not headers.is_ordinal(self.text(c))
        )  # fmt: skip

    @cached_property
    def countable(self) -> tuple[int, ...]:
        """The columns that may be a field: filled, no running number, no repetition."""
        return tuple(
            c for c in self.headings
            if self.profiles[c].filled and c not in self.links.twice
            and not headers.is_ordinal(self.text(c)) and not headers.is_left_out(self.text(c))
            and not self._repeats(c)
        )  # fmt: skip

    def _repeats(self, column: int) -> bool:
        """Tell whether an earlier column of the same heading has all the texts of one."""
        own = {*self.profiles[column].texts}
        return bool(own) and any(
            c < column and self.headings[c] == self.headings[column] and own <= {*p.texts}
            for c, p in self.profiles.items()
        )


def unexplained(found: Mapping[int, Match], cells: Cells) -> list[int]:
    """Return the columns of figures that are no field and follow from no others."""
    held = {*found}
    derived = {*cells.links.twice, *cells.links.shares}
    for split in cells.links.splits:
        if len({*split} & held) >= 2:
            derived |= {*split} - held
    for value, made in cells.links.products.items():
        if len({value, *made} & held) >= 2:
            derived |= {value, *made} - held
    return [c for c in cells.figures if c not in held and c not in derived]


def amounts_of(table: str) -> list[str]:
    """Return the fields of a table that are figures of a record."""
    columns = schema.tables()[table].columns
    return [f for f in columns if kind_of(f) in FIGURES and f not in ("lintang", "bujur")]


def settle(
    table: str, found: Mapping[int, Match], cells: Cells
) -> tuple[dict[int, Match], dict[int, tuple[str, ...]]]:
    """Return the columns with those that figures tell, and the fields that others may be."""
    sheet = _Sheet(table, cells, dict(found))
    sheet.move_parts()
    possible = sheet.possible()
    while sheet.take(sheet.proofs(possible)) or sheet.take(sheet.only_ones(possible)):
        possible = sheet.possible()
    return sheet.found, {c: tuple(may) for c, may in possible.items() if may}


@dataclass
class _Sheet:
    table: str
    cells: Cells
    found: dict[int, Match]

    @property
    def held(self) -> dict[str, int]:
        return {m.field: c for c, m in self.found.items()}

    def take(self, claims: Mapping[tuple[int, str], str]) -> bool:
        """Let columns be fields where no other column is that field and it is no other."""
        columns, fields = (Counter(k[i] for k in claims) for i in (0, 1))
        sure = {c: (f, why) for (c, f), why in claims.items() if columns[c] == fields[f] == 1}
        for column, (name, why) in sure.items():
            self.found[column] = Match(name, _SURE, why, similar=True)
        return bool(sure)

    def move_parts(self) -> None:
        """Let what was taken for a whole be the part that its words name, where figures say so.

        Women beside men are not all who came, however their heading goes on.
        """
        for rule in schema.tables()[self.table].parts:
            column = self.held.get(rule.whole)
            if column is None or not told(self.table, rule.part, self.cells.headings[column]):
                continue
            wholes = [w for w in unexplained(self.found, self.cells) if self._is_part(column, w)]
            rivals = [c for c, m in self.found.items() if m.field == rule.part]
            shares = [self.cells.links.shares.get(c) for c in rivals]
            if len(wholes) == 1 and all(s == (column, wholes[0]) for s in shares):
                self.found = {c: m for c, m in self.found.items() if c not in rivals}
                self.found[column] = Match(rule.part, _SURE, _BOUND, similar=True)
                self.found[wholes[0]] = Match(rule.whole, _SURE, _BOUND, similar=True)

    def _is_part(self, part: int, whole: int) -> bool:
        """Tell whether shares or what is beside it show a column to be part of another."""
        return (part, whole) in self.cells.links.shares.values() or any(
            split[0] == whole and part in split
            and all(speaks_against(self.cells.text(c)) for c in {*split} - {part, whole})
            for split in self.cells.links.splits
        )  # fmt: skip

    # --- what is possible ----------------------------------------------------------

    def possible(self) -> Possible:
        """Return by column of unknown figures the fields that it may be."""
        held = self.held
        left = [f for f in amounts_of(self.table) if f not in held]
        return {
            column: [f for f in left if self._possible(f, column, held)]
            for column in unexplained(self.found, self.cells)
            if not speaks_against(self.cells.text(column))
        }

    def _possible(self, name: str, column: int, held: Mapping[str, int]) -> bool:
        """Tell whether figures may be those of a field beside the fields that are known."""
        own = self.cells.profiles[column]
        if not fits(own, name) or (own.rupiah and kind_of(name) != "rupiah"):
            return False
        if kind_of(name) == "rupiah" and not self._is_money(column, held):
            return False
        if kind_of(name) != "rupiah" and own.typical > _MOST_COUNTED:
            return False
        return all(
            _keeps(own.figures, self._figures(held[other]), is_part=is_part)
            for other, is_part in self._rules(name)
            if other in held
        )

    def _rules(self, name: str) -> Iterator[tuple[str, bool]]:
        """Yield the fields that one is a part or the whole of, and whether it is the part."""
        for rule in schema.tables()[self.table].parts:
            if name in (rule.part, rule.whole):
                yield (rule.whole if name == rule.part else rule.part), name == rule.part

    def _is_money(self, column: int, held: Mapping[str, int]) -> bool:
        """Tell whether figures are rupiah: they say so, or are as large as those that are."""
        own = self.cells.profiles[column]
        if own.typical >= _FULL and not _is_round(own.known):
            return False
        beside = [c for f, c in held.items() if f in schema.fields() and kind_of(f) == "rupiah"]
        if not beside:
            return own.rupiah or scales.said_rupiah(self.cells.text(column)) is not None
        far = [own.typical / max(self.cells.profiles[c].typical, 1e-9) for c in beside]
        return all(1 / _FAR <= f <= _FAR for f in far)

    def _figures(self, column: int) -> Floats:
        return self.cells.profiles[column].figures

    # --- what is proven ------------------------------------------------------------

    def only_ones(self, possible: Possible) -> dict[tuple[int, str], str]:
        """Return the columns that may be one field only, a part or the whole of a known one."""
        held = self.held
        return {
            (column, may[0]): _BOUND
            for column, may in possible.items()
            if len(may) == 1 and any(
                other in held and self._compared(column, held[other])
                for other, _ in self._rules(may[0])
            )
        }  # fmt: skip

    def _compared(self, one: int, other: int) -> bool:
        both = ~np.isnan(self._figures(one)) & ~np.isnan(self._figures(other))
        return int(both.sum()) >= _FEWEST

    def proofs(self, possible: Possible) -> dict[tuple[int, str], str]:
        """Return the columns that an identity shows to be a field, and how it does."""
        held = self.held
        return {
            (column, name): why
            for column, may in possible.items()
            for name in may
            if (why := self._proof(name, column, held))
        }

    def _proof(self, name: str, column: int, held: Mapping[str, int]) -> str:
        """Return how other columns prove that one is a field, "" where they do not."""
        spec = schema.tables()[self.table]
        rules = [(r.part, r.whole, True) for r in spec.parts]
        rules += [(r.part, r.whole, False) for r in spec.compared]
        for part, whole, limited in rules:
            known = {**held, name: column}
            both = name in (part, whole) and {part, whole} <= {*known}
            if both and (why := self._paired(known[part], known[whole], limited=limited)):
                return why
        return next((w for p in spec.products if (w := self._made(p, name, column, held))), "")

    def _paired(self, part: int, whole: int, *, limited: bool) -> str:
        """Return how a part and its whole show to be that."""
        if (part, whole) in self.cells.links.shares.values():
            return "persennya terhadap kolom lain cocok"
        for split in self.cells.links.splits:
            rest = {*split} - {part, whole}
            sums = split[0] == whole or (not limited and split[0] == part)
            if sums and len(rest) == 1 and not rest & {*self.found}:
                return "selisihnya dengan kolom lain cocok"
        same = limited and _often_same(self._figures(part), self._figures(whole))
        return "angkanya sama dengan kolom lain pada beberapa baris" if same else ""

    def _made(
        self, rule: schema.Product, name: str, column: int, held: Mapping[str, int]
    ) -> str:  # fmt: skip
        """Return how a count, its price and the value show what a column is."""
        why = "hasil kali dengan kolom lain cocok"
        for value, made in self.cells.links.products.items():
            if name == rule.value and value == column and held.get(rule.count) in made:
                return why
            if name == rule.count and column in made and held.get(rule.value) == value:
                price = made[0] if made[1] == column else made[1]
                if price not in self.found and self._names_price(price):
                    return why
        return ""

    def _names_price(self, column: int) -> bool:
        """Tell whether a heading speaks of what one costs."""
        text = self.cells.text(column)
        return speaks_against(text) or scales.said_rupiah(text) is not None


def _keeps(own: Floats, other: Floats, *, is_part: bool) -> bool:
    """Tell whether a part is not above its whole, but for some typing errors."""
    part, whole = (own, other) if is_part else (other, own)
    both = ~np.isnan(part) & ~np.isnan(whole)
    return not both.any() or bool((part[both] > whole[both] * 1.000001).mean() <= _WRONG)


def _often_same(one: Floats, other: Floats) -> bool:
    """Tell whether two columns agree in so many rows that it is no chance."""
    same = {*one[(one == other) & (one > 0)].tolist()}
    large = sum(v >= _LARGE for v in same)
    return large >= _FEWEST or len(same) >= _SMALL_ROWS


def _is_round(known: Floats) -> bool:
    """Tell whether amounts are round, as most of those in full rupiah are."""
    positive = known[known > 0]
    return not len(positive) or bool((positive % _ROUND == 0).mean() >= _MOSTLY)
