"""The drawer of maps goes out with its own scale bar, and as it is where it is unknown."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from web import scale
from web.assets import FOLDER

WHOLE = next(FOLDER.glob(f"js/{scale.STEM}.*.js")).read_bytes()


def test_one_map_gets_the_bar_that_the_file_holds() -> None:
    told = scale.with_scale(WHOLE)
    assert told.count(b"addControl(new ") == WHOLE.count(b"addControl(new ") + 1
    assert len(told) - len(WHOLE) < 120


@pytest.mark.parametrize(
    "other", [b"", b"export default 1", WHOLE.replace(b"ScaleControl", b"Skala"), WHOLE * 2]
)
def test_a_file_that_is_built_otherwise_goes_out_as_it_is(other: bytes) -> None:
    assert scale.with_scale(other) == other


@pytest.mark.skipif(shutil.which("node") is None, reason="node tidak ada: bentuk tidak diperiksa")
def test_it_stays_a_whole_program(tmp_path: Path) -> None:
    path = tmp_path / "peta.mjs"
    path.write_bytes(scale.with_scale(WHOLE))
    subprocess.run(["node", "--check", str(path)], check=True, timeout=60)
