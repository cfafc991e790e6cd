"""The icons in use, cut out of Streamlit's font: all of them weigh more than any page.

``python -m tests.web.icons`` makes the file anew; a test tells when that is due.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from fontTools import subset
from fontTools.ttLib import TTFont

from web.assets import FOLDER, ICONS

ROOT = Path(__file__).resolve().parents[2]
_NAMED = re.compile(r":material/([a-z0-9_]{1,80})")


def used() -> set[str]:
    """Return the names of the icons that the app and Streamlit itself ask for."""
    ours = [ROOT / "app.py", *(p for part in ("pages", "kotaku") for p in _sources(ROOT / part))]
    texts = (p.read_text(encoding="utf-8") for p in [*ours, *FOLDER.glob("js/*.js")])
    return {name for text in texts for name in _NAMED.findall(text)}


def _sources(folder: Path) -> list[Path]:
    return [p for p in folder.rglob("*") if p.suffix in (".py", ".toml")]


def held(font: TTFont) -> dict[str, str]:
    """Return the icons of a font: the glyph of each name."""
    letters = {glyph: chr(code) for code, glyph in font.getBestCmap().items()}
    found: dict[str, str] = {}
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for part in lookup.SubTable:
            for first, ligatures in getattr(part, "ExtSubTable", part).ligatures.items():
                for one in ligatures:
                    name = "".join(letters.get(g, "?") for g in (first, *one.Component))
                    found[name] = one.LigGlyph
    return found


def whole() -> Path:
    """Return the font that Streamlit brings."""
    return next(FOLDER.glob("media/MaterialSymbols-Rounded.*.woff2"))


def cut(names: set[str]) -> Any:
    """Return a font with the icons of some names, as far as there are any."""
    font = TTFont(whole())
    icons = held(font)
    letters = font.getBestCmap()
    glyphs = {icons[name] for name in names & set(icons)}
    glyphs |= {letters[ord(c)] for name in names & set(icons) for c in name}
    options = subset.Options(layout_closure=False, layout_features=["*"], notdef_outline=True)
    cutter = subset.Subsetter(options)
    cutter.populate(glyphs=glyphs)
    cutter.subset(font)
    font.flavor = "woff2"
    return font


if __name__ == "__main__":
    cut(used()).save(ICONS)
