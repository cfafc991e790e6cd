"""What the view collects from its parts: headline figures, cards of the kab/kota, decisions."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from kotaku.dataset import AREA
from kotaku.intake.reading.model import SCHEDULE
from kotaku.view.cards import PlaceCard, place_card
from kotaku.view.covered import left_out_ha, share_words
from kotaku.view.decisions import Decision, by_stake, decisions, late_promises
from kotaku.view.headline import Headline, area_figures
from kotaku.view.matters import matters
from kotaku.words.numbers import format_pct, format_pp
from kotaku.words.safe import in_full

if TYPE_CHECKING:
    from kotaku.view.view import View


def figures(view: View) -> tuple[Headline, ...]:
    """Return the headline figures, each with its doubt, the first with its coverage."""
    found = [] if view.area is None else area_figures(view.area, view.unit_label)
    told = [replace(f, doubt=view.doubt(AREA)) for f in found]
    part = "" if view.covered is None else share_words(view.covered)
    if told and part:
        told[0] = replace(told[0], note=f"{told[0].note}; {part}")
    now = view.schedule_now
    if now is not None:
        told.append(
            Headline(
                "master_schedule",
                "Master Schedule",
                format_pct(now.realisasi_pct),
                f"{format_pp(now.deviasi_pp)} terhadap rencana",
                "master_schedule_pct",
                view.doubt(SCHEDULE),
            )
        )
    return tuple(told)


def place_cards(view: View) -> tuple[PlaceCard, ...]:
    """Return every kab/kota in a few words, most sisa first; none where one is chosen."""
    if view.scope.kab_kota is not None:
        return ()
    order = [str(name) for name in view.places["kab_kota"]]
    order += [name for name in view.kab_kota if name not in set(order)]
    latest = view.latest_schedule
    rows = [] if latest is None else latest.to_dict("records")
    teams = {str(row["kab_kota"]): {str(k): v for k, v in row.items()} for row in rows}
    return tuple(place_card(name, view.area_of(name), teams.get(name)) for name in order)


def decided(view: View) -> tuple[Decision, ...]:
    """Return what is late and what the meeting has to decide, by what is at stake."""
    promises = pd.DataFrame() if view.rtl is None else view.rtl
    found = decisions(
        view.area,
        view.places,
        view.latest_schedule,
        view.evaluation.klaim,
        view.findings,
        [*matters(view.achievement), *late_promises(promises, view.places)],
        left_out_ha=0.0 if view.covered is None else left_out_ha(view.covered),
    )
    return tuple(replace(d, text=in_full(d.text)) for d in by_stake(found))
