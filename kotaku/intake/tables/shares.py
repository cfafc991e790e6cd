"""Columns that share one figure of a recap: per year, per source, per class, or left per year."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from kotaku.intake.tables import headers, similar
from kotaku.intake.tables.headers import Match
from kotaku.intake.tables.headings import Parts
from kotaku.words.parsing import years_in

AREAS = ("luas_sk_ha", "luas_verifikasi_ha")
_FEWEST = 2  # so many columns share a figure; one alone is the figure itself
_YEAR = re.compile(r"\b(?:19|20)\d{2}\b")
_STATUS = re.compile(r"\b(?:simulasi|realisasi|tahun|ta)\b", re.IGNORECASE)
_BARE_HECTARES = re.compile(r"[\s(\[]*(?:ha|hektare?)[\s)\]]*", re.IGNORECASE)


@dataclass(frozen=True)
class ColumnShare:
    """What one of several columns of hectares stands for.

    ``before`` is the column of what there was before when this one holds what is left: then the
    reduction is their difference.
    """

    year: int | None
    status: str = "realisasi"
    sumber: str = ""
    before: int | None = None

    @property
    def words(self) -> str:
        """What the column is, for a person."""
        kind = "sisa" if self.before is not None else "pengurangan"
        parts = [f"tahun {self.year}" if self.year else "", self.sumber and f"dari {self.sumber}"]
        return " ".join([kind, *(p for p in parts if p)])


def reductions(headings: Mapping[int, Parts]) -> dict[int, ColumnShare]:
    """Return the columns that hold reductions of a year or a source.

    ``Pengurangan (ha) | 2019``, ``Realisasi 2022 (ha)``, ``Pengurangan | BPM``; a total beside
    them is none of them.
    """
    found: dict[int, ColumnShare] = {}
    for i, parts in headings.items():
        text = " ".join(parts)
        year = _year(text)
        status = "simulasi" if "simulasi" in text.lower() else "realisasi"
        if year and (_is(text, "pengurangan_ha") or _says_only_status(text)):
            found[i] = ColumnShare(year, status)
        elif len(parts) > 1 and _is(" ".join(parts[:-1]), "pengurangan_ha"):
            label = _bare(parts[-1]).strip(" -,/:")
            if label and not _known(label):
                found[i] = ColumnShare(year, status, label)
    sources = sum(bool(share.sumber) for share in found.values())
    return {i: s for i, s in found.items() if s.year or sources >= _FEWEST}


def remainders(headings: Mapping[int, Parts]) -> tuple[dict[int, ColumnShare], dict[int, Match]]:
    """Return the columns that hold what is left after each year, and the area they start from.

    Where no column gives the area at first, the first year's does.
    """
    left = {i: y for i, parts in headings.items() if (y := _year_left(" ".join(parts)))}
    if not left or max(Counter(left.values()).values()) > 1:
        return {}, {}
    order = sorted(left, key=lambda i: left[i])
    area = next((i for i, parts in headings.items() if i not in left and _is_area(parts)), None)
    chain = order if area is None else [area, *order]
    made = {} if area is not None else {order[0]: Match(AREAS[0], 0.9, f"sisa {left[order[0]]}")}
    return {now: ColumnShare(left[now], before=before) for before, now in pairwise(chain)}, made


def classes(headings: Mapping[int, Parts]) -> tuple[int, ...]:
    """Return the columns that share the area among the classes: ``Luas (ha) | Berat``."""
    known = {word for words in similar.words()["kelas"].values() for word in words}
    found = [
        i
        for i, parts in headings.items()
        if len(parts) > 1
        and headers.key(parts[-1]) in known
        and any(_is(" ".join(parts[:-1]), area) for area in AREAS)
    ]
    return tuple(found) if len(found) >= _FEWEST else ()


def is_total(heading: str) -> bool:
    """Tell whether a heading is that of a total or remark beside figures."""
    return headers.key(heading) in similar.words()["kata"]["jumlah"]


def _year(text: str) -> int | None:
    years = years_in(text)
    return years[0] if len(years) == 1 else None


def _year_left(text: str) -> int | None:
    year = _year(text)
    plain = headers.key(_bare(text))
    named = plain in similar.words()["kata"]["sisa_bertahun"] or _is(text, "sisa_ha")
    return year if year and named else None


def _bare(text: str) -> str:
    return " ".join(_STATUS.sub(" ", _YEAR.sub(" ", text)).split())


def _is_area(parts: Parts) -> bool:
    hit = similar.match_parts(parts, "lokasi")
    return hit is not None and hit.field in AREAS


def _is(text: str, field: str) -> bool:
    table = "lokasi" if field in AREAS else "pengurangan"
    hit = headers.match(_bare(text).strip(" -,/"), table)
    return hit is not None and hit.field == field


def _says_only_status(text: str) -> bool:
    """Tell whether nothing but realisasi or simulasi, a year and hectares is said."""
    told = re.search(r"\b(?:realisasi|simulasi)\b", text, re.IGNORECASE)
    return bool(told) and bool(_BARE_HECTARES.fullmatch(_bare(text)))


def _known(label: str) -> bool:
    """Tell whether a label is a column of its own or a total, not a source."""
    return is_total(label) or headers.match(label, "pengurangan") is not None or label.isdigit()
