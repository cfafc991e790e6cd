"""The drawer of charts goes out with the kinds of charts in use, and whole where it is unknown."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.browser.server import ROOT
from web import lean
from web.assets import FOLDER

WHOLE = next(FOLDER.glob(f"js/{lean.STEM}.*.js")).read_bytes()
DRAWN = re.compile(r'"type": "([a-z0-9]+)"')
NO_TRACE = {"line", "date", "category"}  # of shapes and axes


def test_it_weighs_a_third() -> None:
    assert len(lean.lean(WHOLE)) < 0.33 * len(WHOLE)


def test_every_kind_that_a_chart_asks_for_stays() -> None:
    sources = (ROOT / "kotaku" / "charts" / "plotly").glob("*.py")
    drawn = {kind for p in sources for kind in DRAWN.findall(p.read_text(encoding="utf-8"))}
    assert drawn - NO_TRACE == {"scatter", *lean.KINDS}


def test_other_kinds_are_left_out_with_what_only_they_need() -> None:
    left = lean.lean(WHOLE)
    for kind in ("scatter3d", "choropleth", "sankey", "scattermap"):
        assert f"name:`{kind}`,".encode() in WHOLE
        assert f"name:`{kind}`,".encode() not in left
    assert b"maplibre-gl/dist/maplibre-gl.mjs" in WHOLE
    assert len(left.split(b"maplibre-gl/dist/maplibre-gl.mjs")[1].split(b"=_({")[0]) < 2_000


@pytest.mark.parametrize(
    "other", [b"", b"export default 1", WHOLE.replace(b'"lib/core.js"', b'"lib/kern.js"')]
)
def test_a_file_that_is_built_otherwise_goes_out_whole(other: bytes) -> None:
    assert lean.lean(other) == other


@pytest.mark.skipif(shutil.which("node") is None, reason="node tidak ada: bentuk tidak diperiksa")
def test_what_is_left_is_a_whole_program(tmp_path: Path) -> None:
    path = tmp_path / "lean.mjs"
    path.write_bytes(lean.lean(WHOLE))
    subprocess.run(["node", "--check", str(path)], check=True, timeout=60)
