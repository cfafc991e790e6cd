"""What somebody in the last row sees of a turn, read from the page itself."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from kotaku import paths
from kotaku.intake.understand import build_dataset
from kotaku.store import FollowUp, Store

NTT = "Contoh NTT 2019"
CUT = (Path(__file__).parent / "cut.js").read_text(encoding="utf-8")
ROWS = 45  # the smallest type is no smaller than one of so many parts of the height
# Every text that is seen, with its height of type [px] and its box; a picture's own scale counts.
SEEN = """
() => {
  const found = []
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node; (node = walk.nextNode());) {
    const text = node.textContent.trim()
    const parent = node.parentElement
    if (!text || !parent || !parent.checkVisibility({ visibilityProperty: true })) continue
    const range = document.createRange()
    range.selectNodeContents(node)
    const box = range.getBoundingClientRect()
    if (box.width < 2 || box.height < 2 || parent.closest("script, style, [hidden]")) continue
    const style = getComputedStyle(parent)
    if (/icon|symbols/i.test(style.fontFamily)) continue
    const svg = parent.closest("svg")
    const scale = svg ? parent.getScreenCTM().a : 1
    found.push({ text, px: parseFloat(style.fontSize) * scale, svg: Boolean(svg),
      left: box.left, top: box.top, right: box.right, bottom: box.bottom })
  }
  return found
}
"""
# What takes room: texts, pictures, buttons and fields; then the widest gap between any of them.
USED = """
() => {
  const boxes = [...document.querySelectorAll(
    ".giliran :is(h1, h2, p, li, svg, footer), .kendali button, .st-key-alat :is(button, a), nav a"
  )]
    .filter((one) => one.checkVisibility() && one.textContent.trim() + one.innerHTML)
    .map((one) => one.getBoundingClientRect()).filter((box) => box.height > 0)
    .map((box) => [box.top, box.bottom]).sort((a, b) => a[0] - b[0])
  let end = 0, empty = 0
  for (const [top, bottom] of [...boxes, [innerHeight, innerHeight]]) {
    empty = Math.max(empty, top - end)
    end = Math.max(end, bottom)
  }
  return { empty, end: Math.max(...boxes.map((box) => box[1])), high: innerHeight }
}
"""
# Texts of a picture that are cut by its edge, or lie upon one another.
CLASHES = """
() => [...document.querySelectorAll(".giliran svg[role=img]")].flatMap((svg) => {
  const frame = svg.getBoundingClientRect()
  const texts = [...svg.querySelectorAll("text")].map((one) => [one.textContent,
    one.getBoundingClientRect()])
  const cut = texts.filter(([, box]) => box.left < frame.left - 2 || box.right > frame.right + 2
    || box.top < frame.top - 2 || box.bottom > frame.bottom + 2).map(([text]) => "cut: " + text)
  const upon = texts.flatMap(([text, a], i) => texts.slice(i + 1).filter(([, b]) =>
    Math.min(a.right, b.right) - Math.max(a.left, b.left) > 3
    && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 4)
    .map(([other]) => `clash: ${text} | ${other}`))
  return [...cut, ...upon]
})
"""
OVER = """
() => [...document.querySelectorAll(".giliran")]
  .map((one) => Math.max(one.scrollHeight - one.clientHeight, one.scrollWidth - one.clientWidth))
"""


def complaints(page: Page) -> list[str]:
    """Return what the last row would complain about, in words."""
    seen: list[dict[str, Any]] = page.evaluate(SEEN)
    used: dict[str, float] = page.evaluate(USED)
    high = used["high"]
    small = {f"small ({t['px']:.1f} px): {t['text'][:40]}" for t in seen
             if t["px"] < high / ROWS - 0.1}  # fmt: skip
    below = {f"below the window: {t['text'][:40]}" for t in seen if t["bottom"] > high + 2}
    empty = used["empty"] / high
    found = [*sorted(small), *sorted(below), *page.evaluate(CLASHES), *page.evaluate(CUT)]
    if empty > 0.08:
        found.append(f"a band of {empty:.0%} of the height is empty")
    if any(over > 1 for over in page.evaluate(OVER)):
        found.append(f"the turn is larger than its place: {page.evaluate(OVER)}")
    return found


def open_meeting(folder: Path, *, at: int = 0, book: bytes | None = None) -> tuple[str, ...]:
    """Open a meeting on a sample or a workbook, with late promises at every place.

    Returns
    -------
    tuple of str
        Its agenda.
    """
    path = paths.SAMPLES[NTT]
    store, now, dataset = Store.in_folder(folder), datetime.now(UTC), NTT
    writer = store.writer("presenter", "Penyaji")
    if book is not None:
        sha = writer.save_upload(path.name, book, at=now, rules_version="")
        dataset = writer.save_dataset([(sha, path.name)], at=now)
    agenda = ("", *_places(path.name, book or path.read_bytes()))
    opened = writer.open_rakor("Rakor uji", dataset=dataset, agenda=agenda, seconds=600, at=now)
    writer.go_to(opened.id, at, at=now)
    late, soon = date.today() - timedelta(days=12), date.today() + timedelta(days=30)
    for place in agenda[1:]:
        for action, due in (
            ("Rapat pembebasan lahan drainase sekunder bersama camat dan pemilik lahan", late),
            ("Bersurat kepada PPK tentang pagu paket jalan lingkungan tahun depan", soon),
        ):
            content = FollowUp(place, "", action, "", "Askot Mandiri", due)
            writer.add_follow_up(opened.id, content, at=now)
    store.close()
    return agenda


@cache
def _places(name: str, content: bytes) -> tuple[str, ...]:
    return tuple(build_dataset([(name, content)]).kab_kota)
