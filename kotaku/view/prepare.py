"""What of a view takes long, worked out for who looks at it later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kotaku.view.map_rows import map_rows, map_years, placed, polygon_owners, unit_names

if TYPE_CHECKING:
    from kotaku.view.view import View


def prepare(view: View, until: int | None) -> None:
    """Work out what most pages say of a view, and what the map of the last year is drawn from."""
    _ = view.answer, view.explanations, view.decisions, view.units
    if placed(view, until)[0].empty:
        return
    for year in {until, *map_years(view, until)[-1:]}:
        map_rows(view, year)
        polygon_owners(view, year)
    unit_names(view, until)
