"""Streamlit's search for its server, from where the page knows it to be.

At a page's own address it looks one folder too deep first; the browser's console then shows two
files that are not there. The page says of which page it is, so it looks one folder above first.
"""

from __future__ import annotations

import re

STEM = "index"
ATTRIBUTE = "data-halaman"
_SEARCH = re.compile(
    rb"(?P<head>\{pathname:(?P<path>[\w$]+)\}=.{0,250}?)"
    rb"return (?P<found>[\w$]+)\.length<=2\?(?P=found):(?P=found)\.slice\(0,2\)\}"
)
_PAGE = re.compile(r"[a-z0-9_]{1,80}")


def nearest(content: bytes) -> bytes:
    """Return the browser's first file so; as it was where it is built otherwise."""
    found = _SEARCH.findall(content)
    return _SEARCH.sub(_told, content) if len(found) == 1 else content


def _told(match: re.Match[bytes]) -> bytes:
    head, path, found = match["head"], match["path"], match["found"]
    return b"%sconst h=document.body.dataset.halaman;%s=%s.slice(0,2);" % (
        head, found, found,
    ) + b"return h&&%s.endsWith(`/${h}`)?%s.reverse():%s}" % (path, found, found)  # fmt: skip


def page_of(path: str, base: str) -> str:
    """Return the page that an address of the server names; empty for the start page."""
    last = path.strip("/").removeprefix(base.strip("/")).strip("/").rpartition("/")[2]
    return last if _PAGE.fullmatch(last) else ""
