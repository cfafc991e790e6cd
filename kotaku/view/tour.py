"""The guided tour through five team files, step by step."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal, TypedDict

from kotaku import paths
from kotaku.words.loading import DataFile

DIRTY, CLEAN = paths.TEAM_FILES  # the names of the two data sets


class _Stated(TypedDict):
    judul: str
    halaman: str
    data: Literal["kotor", "benar"]
    lihat: str


class _Told(_Stated, total=False):
    bagian: str


class _Steps(TypedDict):
    langkah: list[_Told]


_FILE = DataFile(__package__, "tour.toml", _Steps)


@dataclass(frozen=True)
class TourStep:
    """One step: the page, the data set that is open on it, its part if one, what to look at."""

    title: str
    page: str
    data: str
    look: str
    part: str = ""


@cache
def tour() -> tuple[TourStep, ...]:
    """Return the steps in their order."""
    data = {"kotor": DIRTY, "benar": CLEAN}
    return tuple(
        TourStep(
            one["judul"], one["halaman"], data[one["data"]], one["lihat"], one.get("bagian", "")
        )
        for one in _FILE()["langkah"]
    )
