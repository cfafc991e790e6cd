"""Who listens for another turn: a device that takes every place gives them up to the hall."""

from __future__ import annotations

import asyncio
import socket
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from pages.ui.rakor import slide
from tests.browser.server import serve
from web.follow.hall import Hall
from web.follow.seats import MOST, Seats
from web.follow.turn import Shown


def test_one_device_that_takes_all_gives_up_its_oldest_to_every_other() -> None:
    seats = Seats()
    greedy = [seats.take("192.168.1.66") for _ in range(MOST + 50)]
    held = [seat for seat in greedy if seat is not None]
    assert len(held) == len(seats) == MOST
    others = [seats.take(f"192.168.1.{n}") for n in range(60)]
    assert all(others)
    assert len(seats) == MOST
    assert [seat.gone for seat in held] == [True] * 60 + [False] * (MOST - 60)
    assert seats.take("192.168.1.66") is None


def test_places_given_back_are_free_again() -> None:
    seats = Seats(2)
    first, second = seats.take("a"), seats.take("a")
    assert first is not None
    assert second is not None
    assert seats.take("a") is None
    seats.leave(first)
    assert seats.take("a") is not None
    third = seats.take("b")
    assert third is not None
    assert second.gone
    seats.leave(second)  # its line ends a moment later
    assert len(seats) == 2


def test_a_hall_that_asks_at_once_is_answered_by_one_look(monkeypatch: pytest.MonkeyPatch) -> None:
    looks = []

    class Kept:
        def revision(self) -> int:
            looks.append(time.monotonic())
            return len(looks)

    async def ask() -> list[tuple[Shown, bytes]]:
        hall = Hall(Kept)  # type: ignore[arg-type]
        return await asyncio.gather(*(hall.current(slide.USUAL) for _ in range(52)))

    monkeypatch.setattr("web.follow.turn.now", lambda *_: Shown("1", "<p>giliran</p>"))
    monkeypatch.setattr("web.follow.turn.prepare", lambda *_: None)
    answers = asyncio.run(ask())
    assert {shown.version for shown, _ in answers} == {"1"}
    assert len(looks) < 52 / 2  # a busy machine may take longer than a look lasts


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    with serve(tmp_path) as served:
        yield served


def listener(address: str, source: str) -> socket.socket:
    port = urlsplit(address).port or 0
    line = socket.create_connection(("127.0.0.1", port), 10, source_address=(source, 0))
    line.sendall(b"GET /ikut/kabar HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
    return line


def heard(line: socket.socket) -> bytes:
    """Return what a listener is told within a moment."""
    line.settimeout(10)
    said = b""
    while b"data:" not in said and (more := line.recv(4096)):
        said += more
    return said


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a computer has one own address")
def test_the_hall_still_hears_when_one_device_listens_without_end(address: str) -> None:
    greedy = [listener(address, "127.0.0.2") for _ in range(MOST)]
    assert all(b"data:" in heard(line) for line in greedy)
    phones = [listener(address, f"127.0.1.{n}") for n in range(1, 53)]
    told = [heard(line) for line in phones]
    assert sum(b"data:" in one for one in told) == 52
    time.sleep(0.2)
    ended = [line for line in greedy if _is_over(line)]
    assert len(ended) == 52
    for line in (*greedy, *phones):
        line.close()


def _is_over(line: socket.socket) -> bool:
    """Tell whether the server ended what it says: the last piece of it is empty."""
    line.settimeout(0.01)
    try:
        return b"0\r\n\r\n" in line.recv(4096)
    except TimeoutError:
        return False
