"""Who does not see well, or does not use a mouse, can use every page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import axe_playwright_python
import pytest
from playwright.sync_api import Browser, Page

from tests.browser.driver import LAPTOP, wait_idle
from tests.browser.legible import PAGES, START

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
THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
DATA = "data=Contoh+NTT+2019"


@pytest.fixture(scope="module", params=THEMES)
def window(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": LAPTOP["width"], "height": LAPTOP["height"]},
        locale="id-ID",
        color_scheme=request.param,
    )
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("name", PAGES)
def test_nothing_serious_stands_in_the_way(app_url: str, window: Page, name: str) -> None:
    window.goto(f"{app_url}/{'' if name == START else name}?{DATA}")
    wait_idle(window, quiet_ms=600, patience_ms=120_000)
    window.evaluate(AXE)
    found: list[dict[str, Any]] = window.evaluate("async () => (await axe.run()).violations")
    grave = [
        f"{one['id']}: {part['html'][:120]} {part['failureSummary'][:200]}"
        for one in found
        if one["impact"] in GRAVE
        for part in one["nodes"]
    ]
    assert grave == []
    said = set(window.evaluate(SAID))
    assert not {text for text in said if ENGLISH.search(text)}
    assert window.locator("html").get_attribute("lang") == "id"
    assert window.locator("h1").count() <= 1 <= window.get_by_role("heading").count()
    assert window.title().endswith(" · Rakor KOTAKU")
