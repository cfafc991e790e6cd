"""The online base map that an office may name; without a setting there is none.

Even with the setting nobody's browser asks for it until its user switches it on.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from functools import lru_cache
from urllib.parse import urlsplit

from kotaku.geo.basemap import Tiles
from kotaku.words.safe import clean
from web import viewer

SETTING = "KOTAKU_PETA_DARING"  # address of its pictures with {z}, {x} and {y}
SOURCE_SETTING = "KOTAKU_PETA_DARING_SUMBER"  # who made it, written on the map
NO_TEMPLATE = (
    f"{SETTING} harus alamat https yang memuat {{z}}, {{x}}, dan {{y}}, misalnya "
    "https://peta.contoh.go.id/{z}/{x}/{y}.png; peta dasar daring tidak dipakai."
)
LONGEST = 500
_PARTS = ("{z}", "{x}", "{y}")
_HOST = re.compile(r"[a-z0-9.\-]{1,253}(?::[0-9]{1,5})?")
# What would end a word of the content policy, or leave the address, is no part of one.
_REST = re.compile(r"/[A-Za-z0-9._~/?&=%+:@,\-]{0,500}")


def chosen(environ: Mapping[str, str]) -> Tiles | None:
    """Return the map that the settings name; None without one.

    Raises
    ------
    ValueError
        The setting is no such address.
    """
    template = environ.get(SETTING, "").strip()
    if not template:
        return None
    if not _origin(template):
        raise ValueError(NO_TEMPLATE)
    host = urlsplit(template).hostname or ""
    # the base map writes it as markup
    source = html.escape(clean(environ.get(SOURCE_SETTING) or host, 200))
    return Tiles(template, source, host)


def origin(environ: Mapping[str, str]) -> str:
    """Return what the content policy lets through for it; nothing without a proper setting."""
    return _origin(environ.get(SETTING, "").strip())


@lru_cache(maxsize=8)
def _origin(template: str) -> str:
    """Return scheme, host and port of an address of pictures; empty when it is none."""
    if len(template) > LONGEST or any(template.count(part) != 1 for part in _PARTS):
        return ""
    scheme, _, behind = template.partition("://")
    host, slash, rest = behind.partition("/")
    for part in _PARTS:
        rest = rest.replace(part, "0")
    if not _HOST.fullmatch(host.lower()) or not _REST.fullmatch(slash + rest):
        return ""
    # on this computer itself nobody listens in between
    safe = scheme == "https" or (scheme == "http" and viewer.is_here(host.partition(":")[0]))
    return f"{scheme}://{host.lower()}" if safe else ""
