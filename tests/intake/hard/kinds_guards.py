"""Kinds of layout that ask for a second look: marks for nothing, targets, sizes no place has."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from tests.intake.hard import words
from tests.intake.hard.drawing import Column, Look, look
from tests.intake.hard.kinds import (
    Case,
    at_first,
    case,
    gone,
    gone_in,
    kind,
    left,
    left_at,
    places,
    table,
)
from tests.intake.hard.told import Row, Told, draw

MARKS = ("-", "nihil", "NIHIL", "NULL", "", "–", "0", "tidak ada")


def _plain(rnd: Random) -> Look:
    how = look(rnd)
    how.style, how.nothing, how.marks = "n", "0", 0.0
    return how


@kind
def sisa_bertanda(rnd: Random) -> Case:
    """Places that are done have a mark where others have what is left."""
    told = draw(rnd)
    rows = [
        Row(r.kab, r.kec, r.kel, r.awal, {**r.gone, told.last: r.left(told.last - 1)})
        if rnd.random() < 0.4
        else r
        for r in told.rows
    ]
    told = Told(rows, told.years, told.kabs)
    mark = rnd.choice(MARKS)

    def shown(year: int) -> Callable[[Row], object]:
        return lambda r: r.left(year) or mark

    if rnd.random() < 0.5:
        columns = [*places(rnd), at_first(rnd), *gone(rnd, told),
                   Column((rnd.choice(words.LEFT),), shown(told.last), "ha")]  # fmt: skip
    else:
        text = rnd.choice(words.LEFT_AT)
        columns = [*places(rnd), at_first(rnd),
                   *(Column((text.format(y=y),), shown(y), "ha") for y in told.years)]  # fmt: skip
    return case(told, table(rnd, told, columns, _plain(rnd)), hard=True)


@kind
def sisa_belum_diisi(rnd: Random) -> Case:
    """The column of the last year is not filled in yet: a mark on every row."""
    told = draw(rnd, years=rnd.choice([2, 3]))
    mark = rnd.choice(["-", "NULL", None, "–", ""])
    text = rnd.choice(words.LEFT_AT)
    ahead = Column((text.format(y=told.last + 1),), lambda _: mark, "ha", adds=False)
    columns = [*places(rnd), at_first(rnd),
               *(Column((text.format(y=y),), left_at(y), "ha") for y in told.years),
               ahead]  # fmt: skip
    return case(told, table(rnd, told, columns, _plain(rnd)), hard=True)


@kind
def target_bertahun(rnd: Random) -> Case:
    """Targets of several years, before what was done or beside it, some of years to come."""
    told = draw(rnd, years=rnd.choice([1, 2]))
    text, done = rnd.choice([("Target {y}", "Realisasi {y}"), ("Rencana {y}", "Capaian {y}"),
                             ("Target Penanganan TA {y}", "Tertangani TA {y}"),
                             ("Usulan {y}", "Pengurangan {y}")])  # fmt: skip
    ahead = rnd.choice([0, 1, 3])
    years = [*told.years, *range(told.last + 1, told.last + 1 + ahead)]
    planned = [Column((text.format(y=y),), _plan(told, y), "ha") for y in years]
    real = [Column((done.format(y=y),), gone_in(y), "ha") for y in told.years]
    shapes = [[*planned, *real], [*real, *planned]]
    columns = [*places(rnd), at_first(rnd), *rnd.choice(shapes)]
    if rnd.random() < 0.5:
        columns.append(left(rnd, told))
    return case(told, table(rnd, told, columns))


def _plan(told: Told, year: int) -> Callable[[Row], object]:
    def value(r: Row) -> object:
        before = r.left(min(year - 1, told.last))
        return round(min(before, before * 0.3 + 0.11), 2)

    return value


@kind
def target_saja(rnd: Random) -> Case:
    """Nothing but targets of several years: nothing was taken away yet."""
    told = draw(rnd, years=rnd.choice([2, 3]))
    text = rnd.choice(["Target {y}", "Rencana Penanganan {y}", "Target Pengurangan {y}"])
    columns = [*places(rnd), at_first(rnd),
               *(Column((text.format(y=y),), gone_in(y), "ha") for y in told.years)]  # fmt: skip
    return case(told, table(rnd, told, columns), until=told.years[0] - 1)


def _unproven(rnd: Random) -> Look:
    """Return a look in which no sum speaks for a figure."""
    how = _plain(rnd)
    how.total = how.sub = ""
    how.place = rnd.choice(["col", "once", "ditto"])
    return how


@kind
def ukuran_mustahil(rnd: Random) -> Case:
    """A figure without its decimal comma: no kelurahan has so much, and no sum speaks for it."""
    told = draw(rnd, years=1)
    first = told.rows[0]
    rows = [Row(first.kab, first.kec, first.kel, round(rnd.uniform(900, 6000), 0), first.gone)]
    told = Told([*rows, *told.rows[1:]], told.years, told.kabs)
    columns = [*places(rnd), at_first(rnd), *gone(rnd, told)]
    return case(told, table(rnd, told, columns, _unproven(rnd)), asks="UKURAN")


@kind
def melebihi_wilayah(rnd: Random) -> Case:
    """More slum than the place has land."""
    told = draw(rnd, years=1)
    wide = Column((rnd.choice(["Luas Wilayah (Ha)", "Luas Administrasi (Ha)",
                               "Luas Kelurahan (Ha)"]),),
                  lambda r: round(r.awal * (0.4 if r is told.rows[0] else 3) + 1, 2))  # fmt: skip
    columns = [*places(rnd), wide, at_first(rnd), *gone(rnd, told)]
    told.rows[0] = Row(told.rows[0].kab, told.rows[0].kec, told.rows[0].kel, 40.0,
                       told.rows[0].gone)  # fmt: skip
    return case(told, table(rnd, told, columns, _unproven(rnd)), asks="UKURAN")
