"""The largest areas that one place of a level has, as data."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from kotaku.words.loading import DataFile

if TYPE_CHECKING:
    from kotaku.intake.reading.table import Table


class _Sizes(TypedDict):
    """The largest areas of one place by its level [ha], the smallest in square metres."""

    meter_persegi_terkecil: float
    paling_luas_ha: dict[str, float]


sizes = DataFile("kotaku.intake.reading", "sizes.toml", _Sizes)


def level(table: Table) -> str:
    """Return the level of the places that the records of a table are, "" when they name none."""
    lowest = table.lowest
    return "" if lowest is None else str(table.places[lowest])


def largest(table: Table) -> float:
    """Return above how many hectares one record of a table is asked about."""
    return of_level(level(table))


def of_level(name: str) -> float:
    """Return above how many hectares one place of a level is asked about."""
    return sizes()["paling_luas_ha"].get(name, float("inf"))


def words(name: str) -> str:
    """Return what one place of a level is called."""
    return {"rt_rw": "RT", "kab_kota": "kabupaten/kota"}.get(name, name)
