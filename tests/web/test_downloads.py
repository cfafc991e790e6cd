"""A download waits to be fetched; one that fails says why in Indonesian."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace

import pytest
from streamlit.runtime import media_file_manager
from streamlit.runtime.backend_operation_handler import DeferredFileHandler
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage

from kotaku.intake.safe import limits
from kotaku.store import NotAllowed
from web import downloads


@pytest.fixture
def manager(monkeypatch: pytest.MonkeyPatch) -> MediaFileManager:
    monkeypatch.setattr(DeferredFileHandler, "handle", DeferredFileHandler.handle)
    monkeypatch.setattr(media_file_manager, "_get_session_id", lambda: "penyaji")
    downloads.say_why()
    return MediaFileManager(MemoryMediaFileStorage("/media"))


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (limits.exceeded("waktu_unduhan", file=""), "tidak selesai dibuat dalam 60 detik"),
        (NotAllowed("Masuk lagi."), "Masuk lagi."),
        (RuntimeError("secret"), downloads.FAILED),
    ],
)
def test_the_page_says_why(manager: MediaFileManager, error: Exception, words: str) -> None:
    def fails() -> bytes:
        raise error

    answer = asyncio.run(asked(manager, manager.add_deferred(fails, None, "1")))
    assert answer.request_id == "7"
    assert words in answer.error_msg
    assert "secret" not in answer.error_msg


def test_a_file_waits_to_be_fetched_whoever_draws_pages_meanwhile(manager, monkeypatch) -> None:
    monkeypatch.setattr(downloads, "HOLD_S", 0.05)

    async def pressed() -> None:
        answer = await asked(manager, manager.add_deferred(lambda: b"slide", "text/plain", "1"))
        name = answer.deferred_file.url.rpartition("/")[2]
        assert manager.read_file(name).content == b"slide"
        manager.clear_session_refs("penyaji")
        for _ in range(3):  # other scripts end
            manager.remove_orphaned_files()
        assert manager.read_file(name).content == b"slide"
        await asyncio.sleep(0.2)
        for _ in range(2):
            manager.remove_orphaned_files()
        assert manager.read_file(name) is None

    asyncio.run(pressed())


async def asked(manager: MediaFileManager, file_id: str):
    request = SimpleNamespace(request_id="7", deferred_file=SimpleNamespace(file_id=file_id))
    return await DeferredFileHandler(lambda: manager).handle(request, "s")
