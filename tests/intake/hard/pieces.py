"""What the kinds of layout are put together from: columns of places and hectares, decoys."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from tests.intake.hard import words
from tests.intake.hard.drawing import Column, Drawn, Look, Sheet, look
from tests.intake.hard.told import Row, Told


def places(rnd: Random, *, kec: float = 0.6) -> list[Column]:
    """Columns of places."""
    out = [Column((rnd.choice(words.KAB),), lambda r: r.kab, place="kab")]
    if rnd.random() < kec:
        out.append(Column((rnd.choice(words.KEC),), lambda r: r.kec, place="kec"))
    return [*out, Column((rnd.choice(words.KEL),), lambda r: r.kel, place="kel")]


def decoys(rnd: Random) -> list[Column]:
    """Columns that tell something else."""
    out = []
    for name in rnd.sample(words.DECOY, rnd.choice([0, 0, 0, 1, 2])):
        low = name.lower()
        if "ket" in low:
            out.append(Column((name,), lambda _: rnd.choice([None, None, "proses", "-"])))
        elif "sk" in low:
            out.append(Column((name,), lambda _: "188.45/KEP/2015"))
        elif "luas" in low:
            out.append(Column((name,), lambda r: round(r.awal * 3 + 20 + rnd.random(), 2)))
        else:
            out.append(Column((name,), lambda _: rnd.randint(120, 9000)))
    return out


def at_first(rnd: Random, unit: str = "ha") -> Column:
    """The column of the area at first."""
    return Column((rnd.choice(words.AWAL),), lambda r: r.awal, unit)


def gone(rnd: Random, told: Told, unit: str = "ha", names: tuple[str, ...] = ()) -> list[Column]:
    """Columns of what was taken away each year."""
    if rnd.random() < 0.35 and not names:
        top = rnd.choice(words.GONE_TOP)
        year = rnd.choice(["{y}", "Tahun {y}", "TA {y}"])
        as_number = year == "{y}" and rnd.random() < 0.5
        return [
            Column((top, y if as_number else year.format(y=y)), gone_in(y), unit)
            for y in told.years
        ]
    text = rnd.choice(names or words.GONE)
    return [Column((text.format(y=y),), gone_in(y), unit) for y in told.years]


def gone_in(year: int) -> Callable[[Row], object]:
    return lambda r: r.gone[year]


def until(year: int) -> Callable[[Row], object]:
    return lambda r: r.until(year)


def left_at(year: int) -> Callable[[Row], object]:
    return lambda r: r.left(year)


def left(rnd: Random, told: Told, unit: str = "ha") -> Column:
    """The column of what is left."""
    return Column((rnd.choice(words.LEFT),), left_at(told.last), unit)


def area_unit(rnd: Random) -> str:
    """The unit of a table of areas."""
    return rnd.choice(["ha"] * 6 + ["m2"])


def table(rnd: Random, told: Told, columns: list[Column], how: Look | None = None) -> Sheet:
    """Draw one table as a sheet."""
    return Drawn(rnd, told, columns, how or look(rnd)).sheet()
