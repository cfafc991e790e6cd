"""Who handles a location, and in which order: authority, other considerations, legality, priority.

Every option, score, group and rank stands in the rule set with its source; what a location does
not tell stays unknown, and so does whatever would follow from it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from kotaku.rules import Item, Regulation

COLUMNS = (
    "kewenangan_luas",
    "skor_pertimbangan",
    "pertimbangan",
    "skor_legalitas",
    "legal",
    "urutan",
    "kode",
    "penanganan",
)
_DENSITY = "kependudukan"  # the consideration that a density [jiwa/ha] answers too
LEGAL, ILLEGAL = "legal", "ilegal"


def ranked(locations: pd.DataFrame, regulation: Regulation) -> pd.DataFrame:
    """Return the locations with COLUMNS, the most urgent first, then the largest.

    Parameters
    ----------
    locations : DataFrame
        luas_ha [ha], tingkat ("" where unknown), jumlah_penduduk [jiwa] where known, and one text
        column per item of considerations and legality (option of the rule set, missing where not
        told).

    Notes
    -----
    Considerations and legality count only when all their items are known. Where nobody tells the
    population option, jiwa/ha does, by the density groups of the rule set.
    """
    rows = [_row(location, regulation) for location in locations.to_dict("records")]
    found = pd.DataFrame(rows, columns=list(COLUMNS), index=locations.index)
    joined = pd.concat([locations, found.astype({"urutan": "Int64"})], axis=1)
    return joined.sort_values(
        ["urutan", "luas_ha"], ascending=[True, False], na_position="last", kind="stable"
    )


def _row(location: Mapping[Any, Any], regulation: Regulation) -> tuple[object, ...]:
    considered = _score(regulation.considerations, location, regulation)
    lawful = _score(regulation.legality, location, regulation)
    group, legal = _group(considered, regulation), _legal(lawful, regulation)
    tingkat = str(location.get("tingkat") or "")
    found = next(
        (p for p in regulation.priorities if (p.slum_class, p.consideration) == (tingkat, group)),
        None,
    )
    code = "" if found is None or not legal else found.code_legal
    if found is not None and legal == ILLEGAL:
        code = found.code_illegal
    area = float(location["luas_ha"])
    return (
        regulation.authority_for(area),
        considered,
        group,
        lawful,
        legal,
        None if found is None else found.rank,
        code,
        _handling(tingkat, legal, regulation),
    )


def _score(
    items: Iterable[Item], location: Mapping[Any, Any], regulation: Regulation
) -> float | None:
    """Return the sum of the answers; None when one is missing."""
    points = [_points(item, location, regulation) for item in items]
    return None if None in points else float(sum(p for p in points if p is not None))


def _points(item: Item, location: Mapping[Any, Any], regulation: Regulation) -> int | None:
    options = {_key(name): points for name, points in item.options}
    answer = location.get(item.id)
    if isinstance(answer, str) and _key(answer) in options:
        return options[_key(answer)]
    return options.get(_density(location, regulation)) if item.id == _DENSITY else None


def _density(location: Mapping[Any, Any], regulation: Regulation) -> str:
    """Return the option that the people per hectare stand for; "" where they are not known."""
    people, area = location.get("jumlah_penduduk"), float(location["luas_ha"])
    if people is None or pd.isna(people) or not area > 0:
        return ""
    density, groups = float(people) / area, regulation.population_density
    options = [_key(name) for name, _ in regulation.considerations_item(_DENSITY).options]
    group = next((_key(g.id) for g in groups if density > g.limit), "")
    return options[0] if group and group not in options else group  # denser than any option


def _key(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.lower())


def _group(score: float | None, regulation: Regulation) -> str:
    groups = regulation.consideration_groups
    return "" if score is None else next((g.id for g in groups if score >= g.limit), "")


def _legal(score: float | None, regulation: Regulation) -> str:
    if score is None:
        return ""
    return LEGAL if score > regulation.legal_above.value else ILLEGAL


def _handling(tingkat: str, legal: str, regulation: Regulation) -> str:
    if not legal or not tingkat or tingkat == regulation.classes[-1].id:
        return ""
    return next(
        (
            h.pattern
            for h in regulation.handling
            if h.legal == (legal == LEGAL) and h.slum_class in ("", tingkat)
        ),
        "",
    )
