"""A page looks for its server where it is; that no browser complains, every journey sees."""

from __future__ import annotations

import json
import re
import shutil
import subprocess

import pytest

from web import nearest
from web.assets import FOLDER

FIRST = [path.read_bytes() for path in FOLDER.glob(f"js/{nearest.STEM}.*.js")]
_BODY = re.compile(r"\{let e=[\w$]+\([\w$.]*\),\{pathname:[^\n]*?reverse\(\):[\w$]+\}")


def test_one_file_of_the_browser_is_another() -> None:
    assert sum(nearest.nearest(content) != content for content in FIRST) == 1


@pytest.mark.parametrize("other", [b"", b"export default 1", b"".join(FIRST) * 2])
def test_a_file_that_is_built_otherwise_goes_out_as_it_is(other: bytes) -> None:
    assert nearest.nearest(other) == other


@pytest.mark.parametrize(
    ("path", "base", "page"),
    [
        ("/", "", ""),
        ("/peta", "", "peta"),
        ("/peta/", "", "peta"),
        ("/rakor", "rakor", ""),
        ("/rakor/", "/rakor/", ""),
        ("/rakor/peta", "rakor", "peta"),
        ('/a"><script>', "", ""),
    ],
)
def test_the_page_is_the_end_of_the_address(path: str, base: str, page: str) -> None:
    assert nearest.page_of(path, base) == page


@pytest.mark.skipif(shutil.which("node") is None, reason="node tidak ada: urutan tidak diperiksa")
@pytest.mark.parametrize(
    ("address", "page", "first"),
    [
        ("/peta", "peta", ["/", "/peta"]),
        ("/kantor/peta", "peta", ["/kantor", "/kantor/peta"]),
        ("/kantor", "", ["/kantor", "/"]),
        ("/kantor", "peta", ["/kantor", "/"]),
        ("/", "peta", ["/"]),
    ],
)
def test_the_folder_above_a_page_comes_first(address: str, page: str, first: list[str]) -> None:
    (told,) = (new for one in FIRST if (new := nearest.nearest(one)) != one)
    (body,) = _BODY.findall(told.decode())
    body = re.sub(r"let e=[\w$]+\([\w$.]*\)", f"let e=new URL('http://a{address}')", body, count=1)
    script = (
        f"const document={{body:{{dataset:{json.dumps({'halaman': page})}}}}};"
        f"console.log(JSON.stringify((()=>{body})().map(one=>one.pathname)))"
    )
    run = subprocess.run(["node", "-e", script], capture_output=True, text=True, timeout=60)
    assert json.loads(run.stdout) == first
