"""Which stated area a polygon equals, on which surface, and how far it is from it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from kotaku.geo.model import CLOSE, FAR, OFF, SAME, UNCOMPARED
from kotaku.geo.tolerances import tolerances

NAMES: Final = {"luas_verifikasi_ha": "luas verifikasi", "luas_sk_ha": "luas SK",
                "luas_tertulis_ha": "luas tertulis di peta"}  # fmt: skip
PLANE, ELLIPSOID, BOTH = "bidang UTM", "elipsoid", ""
_LEAST: Final = 2  # decimals of hectares
_DECIMALS: Final = 12  # a figure with more is the whole of a float


@dataclass(frozen=True)
class Judged:
    """A stated area against a polygon."""

    selisih_pct: float  # of the polygon on the ellipsoid against what is stated
    status: str
    surface: str = ""  # on which of both it is equal; "" where they cannot be told apart


def judge(stated: float, half_digit: float, ellipsoid: float, plane: float) -> Judged:
    """Return how a stated area [ha] fits a polygon; the nearer of both surfaces counts.

    Equal is what lies within the tolerance and half of the last digit that is stated.
    """
    if not (math.isfinite(stated) and stated > 0 and ellipsoid > 0):
        return Judged(math.nan, UNCOMPARED)
    off = (ellipsoid - stated) / stated * 100
    by_surface = {ELLIPSOID: abs(ellipsoid - stated), PLANE: abs(plane - stated)}
    nearest = min(by_surface, key=lambda name: by_surface[name])
    apart = by_surface[nearest]
    rules = tolerances()["luas"]
    if apart <= stated * rules["sama_pct"] / 100 + half_digit:
        alike = abs(ellipsoid - plane) <= 2 * half_digit
        return Judged(off, SAME, BOTH if alike else nearest)
    share = apart / stated * 100
    if share <= rules["berbeda_pct"]:
        return Judged(off, CLOSE, nearest)
    return Judged(off, OFF if share <= rules["jauh_pct"] else FAR)


def equal_to(stated: Mapping[str, tuple[float, float]], ellipsoid: float, plane: float) -> str:
    """Return in words which stated areas (name -> area, half of its last digit) are equal."""
    found = []
    for name, (area, half) in stated.items():
        judged = judge(area, half, ellipsoid, plane)
        if judged.status == SAME:
            found.append(f"{NAMES[name]} ({judged.surface})" if judged.surface else NAMES[name])
    return ", ".join(found)


def half_digit(value: float) -> float:
    """Return half of the last digit of a number [ha] that was typed; 0 for the whole of a float.

    A cell does not keep the zeros behind a number: 2 may have been 2,00. So nothing is taken as
    rounded to less than a hundredth of a hectare.
    """
    if not math.isfinite(value):
        return 0.0
    text = repr(float(value))
    part = text.partition(".")[2]
    if "e" in text or len(part) > _DECIMALS:
        return 0.0
    return 0.5 * 10.0 ** -max(len(part), _LEAST)
