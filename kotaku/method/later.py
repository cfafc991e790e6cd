"""Units first surveyed after the base: beside the account, in it only if the user says so."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from kotaku.findings import Finding, finding
from kotaku.method.accounts import Later
from kotaku.method.bases import UNNAMED
from kotaku.method.course import Course
from kotaku.method.panel import Panel
from kotaku.words.numbers import format_number


def of_level(course: Course, units: Panel) -> Later:
    """Return the later units of one level: those of which every surveyed RT is later."""
    late, first = course.late
    if not late.any():  # a unit stands here because one of its RT was surveyed
        nothing = np.zeros(len(units.units), dtype=np.int64)
        return Later(nothing.astype(np.bool_), nothing)
    known = first >= 0
    if units.satuan == "rt":
        ids, code, n = course.rt.frame["id_unit"], np.arange(len(late)), len(late)
    else:
        groups = course.groups[units.satuan]
        ids, code, n = groups.frame["id_unit"], groups.code, groups.size
    inside = known & (code >= 0)
    all_late = np.ones(n, dtype=np.bool_)
    np.logical_and.at(all_late, code[inside], late[inside])
    earliest = np.full(n, np.iinfo(np.int64).max)
    np.minimum.at(earliest, code[inside], first[inside])
    at = pd.Index(ids).get_indexer(units.units["id_unit"])
    return Later(all_late[at] & (at >= 0), earliest[at])


def told(course: Course) -> Iterator[Finding]:
    """Tell for each kab/kota the RT that were surveyed after its base, with their hectares."""
    late, first = course.late
    if not late.any():
        return
    places = course.rt.frame["kab_kota"].fillna(UNNAMED).to_numpy()
    for place in sorted(set(places[late])):
        own = late & (places == place)
        base = int(first[(places == place) & (first >= 0)].min())
        yield finding(
            "RT-TAMBAHAN",
            place=place,
            wilayah=place or "Data tanpa kab/kota",
            jumlah=int(own.sum()),
            luas=format_number(float(np.nansum(course.rt.area_ha[own]))),
            tahun=base or "pendataan pertama",
        )
