"""Words for the ear: what a button that only says “Buka” opens, told to who cannot see it."""

from __future__ import annotations

from kotaku.words.safe import plain


def spoken(words: object) -> str:
    """Return words that the label of a button or link says and does not show; see web/page.css."""
    return f" :violet[{plain(words)}]"
