"""A download that fails says why in Indonesian."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace

import pytest
from streamlit.runtime.backend_operation_handler import DeferredFileHandler
from streamlit.runtime.media_file_storage import MediaFileStorageError

from kotaku.intake.safe import limits
from kotaku.store import NotAllowed
from web import downloads


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (limits.exceeded("waktu_unduhan", file=""), "tidak selesai dibuat dalam 60 detik"),
        (NotAllowed("Masuk lagi."), "Masuk lagi."),
        (RuntimeError("secret"), downloads.FAILED),
    ],
)
def test_the_page_says_why(monkeypatch, error: Exception, words: str) -> None:
    monkeypatch.setattr(DeferredFileHandler, "handle", DeferredFileHandler.handle)
    downloads.say_why()

    def fails(_file: str) -> str:
        raise MediaFileStorageError("Callable execution failed") from error

    def made(file: str) -> str:
        return f"/media/{file}"

    asked = SimpleNamespace(request_id="7", deferred_file=SimpleNamespace(file_id="a"))
    for make in (fails, made):
        manager = SimpleNamespace(execute_deferred=make)
        answer = asyncio.run(DeferredFileHandler(lambda m=manager: m).handle(asked, "s"))
        assert answer.request_id == "7"
        if make is fails:
            assert words in answer.error_msg
            assert "secret" not in answer.error_msg
        else:
            assert (answer.error_msg, answer.deferred_file.url) == ("", "/media/a")
