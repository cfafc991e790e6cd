"""The stage of Mode rakor: the turn on the screen, with the turns beside it ready to be shown.

The browser shows the next turn at the key and tells the server, which confirms a moment later.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

import streamlit as st

from pages.ui.bar import access
from pages.ui.rakor import slide

KEY = "panggung"
EVENTS = ("ke", "jeda", "kabar", "bukti", "bentuk", "siap")  # the last two are states
REST_MS = 300  # after a turn stands, before its neighbours are asked for


def _text(name: str) -> str:
    return Path(__file__).with_name(name).read_text(encoding="utf-8")


def _shared(name: str) -> str:
    """Return a text that followers get too."""
    return files("web.follow").joinpath(name).read_text(encoding="utf-8")


_STAGE = st.components.v2.component(
    "kotaku_panggung",
    html=_text("stage.html"),
    css=f"{_shared('giliran.css')}\n{_text('stage.css')}",
    js=f"{_shared('layar.js').replace('export ', '')}\n{_text('stage.js')}",
    isolate_styles=False,
)


def form() -> str:
    """Return the form that fits the window, as the browser last said."""
    told = _state().get("bentuk")
    return str(told) if told in slide.FORMS else slide.USUAL


def ready(index: int) -> bool:
    """Tell whether the browser rests at a turn, so that its neighbours may be drawn."""
    return _state().get("siap") == index


def said(event: str) -> Any:
    """Return what came with an event of this run; None when it did not happen."""
    return _state().get(event)


def draw(
    turns: Mapping[int, str],
    index: int,
    titles: list[str],
    *,
    layout: str,
    live: bool,
    revision: int,
    on: Mapping[str, Callable[[], None]],
) -> None:
    """Draw the stage.

    Parameters
    ----------
    turns : HTML of the turn that is on and of those beside it, by their place in the agenda
    index : the turn that is on
    titles : of every turn
    layout : "rakor" for the hall, "penyaji" for the presenter's own screen
    live : whether it goes where the meeting goes, moved from another window
    revision : of the store, when this was drawn
    on : what happens at the events ke, jeda, kabar, bukti
    """
    data = {
        "index": index,
        "turns": {str(i): html for i, html in turns.items()},
        "titles": titles,
        "form": form(),
        "layar": layout,
        "live": live,
        "ready": ready(index),
        "rest": REST_MS,
        "pause": "jeda" in on,
        "revisi": revision,
        "now": round(access.now().timestamp() * 1000),
    }
    heard: dict[str, Any] = {f"on_{name}_change": on.get(name, _nothing) for name in EVENTS}
    with st.container(key="panggung_tempat"):
        _STAGE(key=KEY, data=data, **heard)


def _state() -> Mapping[str, Any]:
    found: Any = st.session_state.get(KEY)
    return found or {}


def _nothing() -> None: ...
