"""What everybody takes home: a page's view with what the meeting agreed on and wrote down."""

from __future__ import annotations

from dataclasses import replace

from pages.ui.bar import deltas
from pages.ui.bar.context import Context
from pages.ui.rakor import rakor


def of(page: Context) -> Context:
    """Return the view of a page with follow-ups, notes and the agreed snapshot."""
    return replace(
        page,
        rtl=rakor.promises(page.filters),
        notes=rakor.remarks(page.filters),
        potret=deltas.agreed(page.filters),
    )
