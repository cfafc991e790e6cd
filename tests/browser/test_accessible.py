"""Who does not see well, or does not use a mouse, can use every page."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, Literal

import axe_playwright_python
import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from tests.browser.driver import LAPTOP, WIDE, visit, wait_idle
from tests.browser.legible import PAGES, START
from tests.browser.server import projector_settings, serve

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
# What Streamlit, Plotly and the map say by themselves, and what slips into a page.
ENGLISH = re.compile(
    r"\b(upload|browse|files?|drag|search|fullscreen|download|close|select(ed)?|clear|choose|options?|"
    r"results?|show|hide|columns?|rows?|loading|running|stop|rerun|settings|press|apply|sort|zoom|"
    r"toggle|help|remove|previous|next|error|warning|icon|link|submit|empty|value|shortcut)\b",
    re.IGNORECASE,
)
SAID = """
() => {
  const said = [...document.querySelectorAll("body *")].flatMap((e) => [
    ...["aria-label", "title", "placeholder", "alt"].map((name) => e.getAttribute(name)),
    ...[...e.childNodes].filter((n) => n.nodeType === Node.TEXT_NODE).map((n) => n.data),
  ].filter((text) => text && !e.closest(
    "script, style, noscript, pre, code, [data-testid=stIconMaterial]")))
  return said.map((text) => text.trim())
}
"""
GRAVE = ("serious", "critical")
DATA = "data=Contoh+NTT+2019"
HALL = {"width": 1024, "height": 768}  # the narrowest projector
TURNS = "mode_rakor"  # has a line of its own
SCHEME = """() =>
  getComputedStyle(document.querySelector("[data-testid=stApp]")).colorScheme"""
OTHER: dict[str, Literal["light", "dark"]] = {"light": "dark", "dark": "light"}
# Only colours differ from theme to theme.
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
AXE_RUN = """async (options) =>
  (await axe.run(document, { resultTypes: ["violations"], ...options })).violations"""
# Each day some other pages in the form for a weak projector, and the one with most kinds of fields.
WEAK = sorted({"peta", *random.Random(date.today().toordinal()).sample(PAGES, 3)})


OVER = """() => {
  const main = document.querySelector("[data-testid=stMain]")
  return main.scrollWidth - main.clientWidth
}"""
# What the bar shows beside one another: its middles [px], and the words of it that are cut.
BAR = """() => {
  const bar = document.querySelector(".st-key-bilah")
  const parts = [...bar.children].map((one) => one.getBoundingClientRect()).filter((b) => b.height)
  const words = [...bar.querySelectorAll("h1, input")]
  const cut = words.filter((e) => e.clientWidth + 1 < e.scrollWidth)
  return {
    lines: new Set(parts.map((box) => Math.round((box.top + box.bottom) / 4))).size,
    over: Math.max(...parts.map((box) => box.right)) > innerWidth,
    cut: cut.map((one) => one.value ?? one.textContent),
  }
}"""
ONE_LINE = {"lines": 1, "over": False, "cut": []}
# Pages of a whole sample on which nothing has to be warned of.
QUIET = {"ringkasan", "pengurangan_kumuh", "tingkat_kekumuhan", "master_schedule", "peta",
         "kualitas_data", "unggah_data", "metode_dan_sumber"}  # fmt: skip


@pytest.fixture(scope="module")
def broken() -> list[str]:
    """What a page did against the policy that the server tells browsers."""
    return []


@pytest.fixture(scope="module")
def window(browser: Browser, broken: list[str]) -> Iterator[Page]:
    context = browser.new_context(locale="id-ID")
    page = context.new_page()
    page.on("console", lambda m: broken.append(m.text) if "ontent Security Policy" in m.text else 0)
    yield page
    context.close()


@pytest.fixture(scope="module")
def weak_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The app in the form for a weak projector."""
    with serve(tmp_path_factory.mktemp("weak"), **projector_settings()) as address:
        yield address


def look(window: Page, address: str, name: str) -> None:
    """Open a page and let it rest."""
    visit(window, f"{address}/{'' if name == START else name}?{DATA}")
    window.set_viewport_size(ViewportSize(**LAPTOP))
    wait_idle(window, quiet_ms=500, patience_ms=120_000)
    window.evaluate(AXE)


def grave(window: Page, options: dict[str, Any]) -> list[str]:
    """Return what stands in the way of somebody, in words."""
    found: list[dict[str, Any]] = window.evaluate(AXE_RUN, options)
    return [
        f"{one['id']}: {part['html'][:120]} {part['failureSummary'][:200]}"
        for one in found
        if one["impact"] in GRAVE
        for part in one["nodes"]
    ]


def bars(window: Page) -> dict[int, object]:
    """Return what the bar is like in each window of a hall that differs from one line, by width."""
    found = {}
    for size in (HALL, LAPTOP):
        window.set_viewport_size(ViewportSize(**size))
        found[size["width"]] = window.evaluate(BAR)
    return {wide: bar for wide, bar in found.items() if bar != ONE_LINE}


@pytest.mark.parametrize("name", PAGES)
def test_nothing_serious_stands_in_the_way(
    app_url: str, window: Page, broken: list[str], name: str
) -> None:
    look(window, app_url, name)
    assert broken == []
    assert grave(window, {}) == []
    assert window.evaluate(OVER) <= 0
    assert name not in QUIET or window.get_by_test_id("stAlert").count() == 0
    said = set(window.evaluate(SAID))
    assert not {text for text in said if ENGLISH.search(text)}
    assert window.locator("html").get_attribute("lang") == "id"
    assert window.locator("h1").count() <= 1 <= window.get_by_role("heading").count()
    assert window.title().endswith(" · Rakor KOTAKU")
    other = OTHER[window.evaluate(SCHEME)]  # each page once in light and once in dark
    window.emulate_media(color_scheme=other)
    window.wait_for_function(f"other => ({SCHEME})() === other", arg=other)
    wait_idle(window, quiet_ms=300, patience_ms=120_000)
    assert grave(window, COLOURS) == []
    window.set_viewport_size(ViewportSize(**WIDE))
    wait_idle(window, quiet_ms=500, patience_ms=120_000)
    assert window.evaluate(OVER) <= 0
    if name != TURNS:
        assert bars(window) == {}


@pytest.mark.parametrize("name", WEAK)
def test_a_weak_projector_shows_every_word(weak_url: str, window: Page, name: str) -> None:
    look(window, weak_url, name)
    assert grave(window, COLOURS) == []
    if name != TURNS:
        assert bars(window) == {}
