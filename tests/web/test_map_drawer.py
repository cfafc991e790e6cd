"""The drawer of maps goes out with its scale bar and its base, and as it is where it is unknown."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from web import map_drawer
from web.assets import FOLDER

WHOLE = next(FOLDER.glob(f"js/{map_drawer.STEM}.*.js")).read_bytes()


def test_one_map_gets_the_bar_that_the_file_holds() -> None:
    told = map_drawer.with_base(WHOLE)
    assert told.count(b"addControl(new ") == WHOLE.count(b"addControl(new ") + 1
    assert told.count(b"$under($base.current,") == 2
    assert told.count(b"$renew(") == 2
    assert b"useLayoutEffect)(()=>{if(" in told
    assert len(told) - len(WHOLE) < 2000


@pytest.mark.parametrize(
    "other", [b"", b"export default 1", WHOLE.replace(b"ScaleControl", b"Skala"), WHOLE * 2]
)
def test_a_file_that_is_built_otherwise_goes_out_as_it_is(other: bytes) -> None:
    assert map_drawer.with_base(other) == other


@pytest.mark.skipif(shutil.which("node") is None, reason="node tidak ada: bentuk tidak diperiksa")
def test_it_stays_a_whole_program(tmp_path: Path) -> None:
    path = tmp_path / "peta.mjs"
    path.write_bytes(map_drawer.with_base(WHOLE))
    subprocess.run(["node", "--check", str(path)], check=True, timeout=60)
