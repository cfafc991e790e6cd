"""Streamlit's map with the scale bar that its file holds and nobody there shows.

The bar is the base map's own, so it follows every zoom. A file that is built otherwise goes out as
it is, and its maps have no bar.
"""

from __future__ import annotations

import re

STEM = "DeckGlJsonChart"
_CONTROL = re.compile(rb"new ([\w$]+)\.default\.ScaleControl\b")
_BASE = re.compile(rb"(\{mapStyle:[^{}]{1,200},mapboxApiAccessToken:[\w$]+)(\}\))")
_ADDED = rb"\1,onLoad:e=>e.target.addControl(new %s.default.ScaleControl({maxWidth:90}))\2"


def with_scale(content: bytes) -> bytes:
    """Return the drawer of maps with its scale bar; as it was where it is built otherwise."""
    control = _CONTROL.search(content)
    if control is None or len(_BASE.findall(content)) != 1:
        return content
    return _BASE.sub(_ADDED % control[1], content)
