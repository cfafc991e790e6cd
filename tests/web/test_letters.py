"""The letters of the map's base, against a reading of their own format and the font itself."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from PIL import ImageFont
from starlette.applications import Starlette

from kotaku import paths
from web import letters

FONT = letters.LETTERS_FONT


def fields(told: bytes) -> Iterator[tuple[int, Any]]:
    """Read a message of Protocol Buffers: whole numbers and parts."""
    at = 0

    def number() -> int:
        nonlocal at
        value = shift = 0
        while True:
            byte = told[at]
            at += 1
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return value

    while at < len(told):
        key = number()
        if key & 7 == 0:
            yield key >> 3, number()
        else:
            assert key & 7 == 2
            length = number()
            yield key >> 3, told[at : at + length]
            at += length


def signs(told: bytes) -> dict[int, dict[int, Any]]:
    """Return the signs of a range by their number, each with its fields."""
    (stack,) = (part for field, part in fields(told) if field == 1)
    parts = [dict(fields(part)) for field, part in fields(stack) if field == 3]
    return {int(one[1]): one for one in parts}


def test_a_sign_is_as_large_as_in_the_font_and_its_edge_where_the_base_looks_for_it() -> None:
    found, font = signs(letters.letters(0)), ImageFont.truetype(paths.FONTS / f"{FONT}.ttf", 240)
    for sign in "BTRS0!?iÉö":
        told = found[ord(sign)]
        wide, high, distances = told[3], told[4], told[2]
        field = np.frombuffer(distances, "uint8").reshape(int(high) + 6, int(wide) + 6)
        left, top, right, bottom = (edge / 10 for edge in font.getbbox(sign, anchor="ls"))
        assert (wide, high) == pytest.approx((right - left, bottom - top), abs=2)
        assert told[7] == pytest.approx(font.getlength(sign) / 10, abs=0.6)
        ink = (field >= 191).sum()  # three quarters of 255: on the edge
        drawn = np.asarray(font.getmask(sign)).sum() / 255 / 100
        assert ink == pytest.approx(drawn, rel=0.15, abs=4)
        assert field[0].max() < 191 > field[:, 0].max()


def test_a_capital_stands_in_the_middle_of_its_line() -> None:
    told = signs(letters.letters(0))[ord("H")]
    top = int(told[6])
    top = top // 2 if top % 2 == 0 else -(top + 1) // 2
    assert -17 - top + int(told[4]) / 2 == pytest.approx(0, abs=1.5)


def asked(path: str) -> tuple[int, bytes]:
    """Return status and content of what the server answers."""
    sent: list[dict[str, Any]] = []

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> Any:
        return {"type": "http.request"}

    scope = {"type": "http", "method": "GET", "path": path, "headers": [], "query_string": b""}
    asyncio.run(Starlette(routes=letters.routes())(scope, receive, send))
    body = b"".join(one.get("body", b"") for one in sent)
    return sent[0]["status"], gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body


def test_every_range_has_an_answer_and_nothing_else_has_one() -> None:
    status, content = asked(f"/huruf/{FONT}/0-255.pbf")
    assert (status, signs(content).keys() >= set(map(ord, "ABC abc 019 -.,"))) == (200, True)
    for first in (8192, 65280):  # dashes; the last
        assert asked(f"/huruf/{FONT}/{first}-{first + 255}.pbf")[0] == 200
    halves = asked(f"/huruf/{FONT}/55296-55551.pbf")  # of signs beyond
    assert (halves[0], signs(halves[1])) == (200, {})
    for other in ("1-256", "65536-65791", "99999-99999", "x", "-1-0"):
        assert asked(f"/huruf/{FONT}/{other}.pbf")[0] == 404
    assert asked("/huruf/Arial/0-255.pbf")[0] == 404


def test_letters_are_sent_packed() -> None:
    assert len(letters._packed(0)) < 90_000
    assert gzip.decompress(letters._packed(0)) == letters.letters(0)
