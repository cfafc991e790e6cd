"""Only who may upload sends files, and the server holds no more than there is room for."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from web import upload_room
from web.guard import Guard
from web.upload_room import IN_ALL, PER_SESSION, Desk

MB = 1_000_000


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Desk:
    fresh = Desk()
    monkeypatch.setattr("web.guard.desk", fresh)
    return fresh


def send(method: str, path: str, *, size: int | None = 10, status: int = 204) -> tuple[int, bool]:
    """What a request was answered, and whether it reached Streamlit."""
    reached, sent = [], []

    async def inside(scope: Any, receive: Any, answer: Any) -> None:
        reached.append(scope["path"])
        await answer({"type": "http.response.start", "status": status, "headers": []})
        await answer({"type": "http.response.body", "body": b""})

    async def answer(message: Any) -> None:
        sent.append(message)

    async def receive() -> Any:
        return {"type": "http.disconnect"}

    headers = [(b"host", b"127.0.0.1:8501")]
    headers += [(b"content-length", str(size).encode())] if size is not None else []
    scope = {"type": "http", "path": path, "method": method, "headers": headers,
             "client": ("192.168.1.9", 1)}  # fmt: skip
    asyncio.run(Guard(inside)(scope, receive, answer))
    return sent[0]["status"], bool(reached)


def path(session: str, file: str = "f") -> str:
    return f"/_stcore/upload_file/{session}/{file}"


def test_a_reader_fills_no_memory(desk: Desk) -> None:
    refused = [send("PUT", path("pembaca", str(n)), size=20 * MB) for n in range(60)]
    assert refused == [(403, False)] * 60
    assert desk.held == 0


def test_who_may_sends_until_the_quota_and_again_when_it_was_read(desk: Desk) -> None:
    desk.allow("a")
    size = 20 * MB
    fits = PER_SESSION // size
    for number in range(fits):
        assert send("PUT", path("a", str(number)), size=size) == (204, True)
    assert send("PUT", path("a", "lebih"), size=size) == (413, False)
    assert send("DELETE", path("a", "0"), size=None) == (204, True)
    assert send("PUT", path("a", "lebih"), size=size) == (204, True)
    desk.release("a", "1")
    assert desk.held == (fits - 1) * size


def test_many_sessions_together_have_a_quota_too(desk: Desk) -> None:
    sent = 0
    for number in range(40):
        desk.allow(str(number))
        sent += send("PUT", path(str(number)), size=20 * MB)[1]
    assert sent == IN_ALL // (20 * MB)
    assert desk.held <= IN_ALL


def test_what_streamlit_refuses_is_not_held(desk: Desk) -> None:
    desk.allow("a")
    assert send("PUT", path("a"), size=MB, status=413) == (413, True)
    assert desk.held == 0


def test_a_file_of_no_told_size_is_refused(desk: Desk) -> None:
    desk.allow("a")
    assert send("PUT", path("a"), size=None) == (411, False)


def test_who_left_may_no_more(desk: Desk) -> None:
    desk.allow("a")
    desk.forbid("a")
    assert send("PUT", path("a")) == (403, False)


def test_sessions_that_ended_hold_nothing(desk: Desk) -> None:
    for session in ("a", "b"):
        desk.allow(session)
        assert desk.admit(session, "f", MB) is None
    desk.forget(lambda session: session == "b")
    assert desk.held == MB
    assert desk.admit("a", "g", 1) == (403, upload_room.NOT_ALLOWED)
