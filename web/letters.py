"""The letters of the map's base, which takes them as fields of distances and not as a font.

A range of 256 signs is drawn from the app's own font when a browser first asks for it.
"""

from __future__ import annotations

import asyncio
import gzip
import math
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

import numpy as np
from PIL import Image, ImageDraw, ImageFont
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from kotaku import paths
from kotaku.geo.basemap import LETTERS, LETTERS_FONT

# As the base reads them: letters of 24 px, a rim of 3 px, distances up to 8 px of which a quarter
# lies inside; what stands above the line is told from 25 px over it.
SIZE, RIM, REACH, INSIDE, ABOVE = 24, 3, 8.0, 0.25, 25
FINER: Final = 4  # times, for distances between pixels
RANGE: Final = 256
LAST: Final = 0xFFFF
DAY: Final = 86_400
_ASKED: Final = re.compile(r"(\d{1,5})-(\d{1,5})")


def routes() -> list[BaseRoute]:
    """Return the route of the letters."""
    return [Route("/" + LETTERS.replace("{fontstack}", "{font}"), _give)]


async def _give(request: Request) -> Response:
    asked = _ASKED.fullmatch(request.path_params["range"])
    first = int(asked[1]) if asked else -1
    known = 0 <= first <= LAST and first % RANGE == 0
    if not known or request.path_params["font"] != LETTERS_FONT:
        return Response(status_code=404)
    return Response(
        await asyncio.to_thread(_packed, first),
        media_type="application/x-protobuf",
        headers={"content-encoding": "gzip", "cache-control": f"public, max-age={DAY}"},
    )


@lru_cache(maxsize=32)
def _packed(first: int) -> bytes:
    return gzip.compress(letters(first), mtime=0)


def letters(first: int) -> bytes:
    """Return the signs of a range as the base reads them; what is no sign is left out."""
    font = ImageFont.truetype(str(paths.FONTS / f"{LETTERS_FONT}.ttf"), SIZE * FINER)
    stack = _text(1, LETTERS_FONT) + _text(2, f"{first}-{first + RANGE - 1}")
    for code in range(first, first + RANGE):
        if chr(code).isprintable():
            stack += _part(3, b"".join(_letter(font, code)))
    return _part(1, stack)


def _letter(font: ImageFont.FreeTypeFont, code: int) -> Iterator[bytes]:
    """Yield the fields of a sign: its number, distances, size, place and width."""
    edges = font.getbbox(chr(code), anchor="ls")
    left, top = (math.floor(edge / FINER) for edge in edges[:2])
    right, bottom = (math.ceil(edge / FINER) for edge in edges[2:])
    wide, high = right - left, bottom - top
    seen = wide > 0 and high > 0 and not chr(code).isspace()
    yield _number(1, code)
    if seen:
        size = ((wide + 2 * RIM) * FINER, (high + 2 * RIM) * FINER)
        image = Image.new("L", size)
        place = ((RIM - left) * FINER, (RIM - top) * FINER)
        ImageDraw.Draw(image).text(place, chr(code), font=font, fill=255, anchor="ls")
        yield _part(2, _distances(image))
    yield _number(3, wide if seen else 0)
    yield _number(4, high if seen else 0)
    yield _number(5, _signed(left if seen else 0))
    yield _number(6, _signed(-top - ABOVE if seen else 0))
    yield _number(7, round(font.getlength(chr(code)) / FINER))


def _distances(image: Image.Image) -> bytes:
    """Return how far each pixel lies from the edge of a sign, finely drawn."""
    from scipy.ndimage import distance_transform_edt  # memory that only maps need

    ink = np.asarray(image) > 127
    apart = distance_transform_edt(~ink) - distance_transform_edt(ink)
    high, wide = (side // FINER for side in ink.shape)
    pixels = apart.reshape(high, FINER, wide, FINER).mean(axis=(1, 3)) / FINER
    told = 255 * (1 - INSIDE - pixels / REACH)
    return bytes(np.clip(np.round(told), 0, 255).astype("uint8").tobytes())


def _text(field: int, text: str) -> bytes:
    return _part(field, text.encode())


def _part(field: int, content: bytes) -> bytes:
    return _varint(field << 3 | 2) + _varint(len(content)) + content


def _number(field: int, value: int) -> bytes:
    return _varint(field << 3) + _varint(value)


def _signed(value: int) -> int:
    return value * 2 if value >= 0 else -value * 2 - 1


def _varint(value: int) -> bytes:
    """Return a number in groups of seven bits, the lowest first."""
    parts = bytearray()
    while value > 0x7F:
        parts.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*parts, value])
