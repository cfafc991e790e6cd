"""One kab/kota in a few words: what is left, what is realised, how its schedule stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kotaku.view.areas import AreaSummary
from kotaku.view.schedule import STATUS_WORDS
from kotaku.words.numbers import format_ha, format_pct, format_pp


@dataclass(frozen=True)
class PlaceCard:
    """A kab/kota as the summary lists it."""

    name: str
    value: str
    note: str
    schedule: str = ""


def place_card(name: str, area: AreaSummary | None, team: Mapping[str, Any] | None) -> PlaceCard:
    """Return the card of a kab/kota.

    Parameters
    ----------
    team : mapping or None
        Its row of the latest Master Schedule: realisasi_pct [%], deviasi_pp [pp], status.
    """
    value, note = "Sisa –", "luas belum diketahui"
    if area is not None:
        value = f"Sisa {format_ha(area.sisa_ha)}"
        note = f"dari {format_ha(area.luas_awal_ha)}; terealisasi {format_pct(area.realisasi_pct)}"
    said = ""
    if team is not None:
        said = (
            f"Master Schedule {format_pct(team['realisasi_pct'])}, {format_pp(team['deviasi_pp'])} "
            f"({STATUS_WORDS.get(str(team['status']), '').lower()})"
        )
    return PlaceCard(name, value, note, said)
