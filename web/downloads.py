"""A file that is made when it is asked for: it waits to be fetched, or the page says why not."""

from __future__ import annotations

import asyncio
import logging
from pathlib import PurePosixPath
from typing import Any, Final
from uuid import uuid4

from streamlit.proto.ForwardMsg_pb2 import (
    BackendOperationResponse,
    DeferredFileResponsePayload,
)
from streamlit.runtime.backend_operation_handler import DeferredFileHandler
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.media_file_storage import MediaFileStorageError

from kotaku.intake.model import UnreadableFile
from kotaku.store import NotAllowed

LOG = logging.getLogger(__name__)
HELD: Final = "unduhan"  # stands where Streamlit keeps the ids of sessions
HOLD_S: Final = 120  # a slow phone has begun to fetch its file by then
FAILED = "Berkas tidak berhasil dibuat. Muat ulang halaman, lalu unduh lagi."


def say_why() -> None:
    """Have Streamlit answer a failed download with the sentence for it, not one in English.

    And have a file that was made wait for its fetching: Streamlit forgets it as soon as two scripts
    of anybody have ended, which in a full hall is sooner than a phone asks for it.
    """
    DeferredFileHandler.handle = _handle  # type: ignore[method-assign]


async def _handle(self: Any, request: Any, session_id: str) -> Any:  # noqa: ARG001 -- as Streamlit calls it
    manager, key = self._get_media_file_mgr(), uuid4().hex
    try:
        url = await asyncio.to_thread(_made, manager, request.deferred_file.file_id, key)
    except MediaFileStorageError as error:
        return BackendOperationResponse(
            request_id=request.request_id, error_msg=_sentence(error.__cause__)
        )
    asyncio.get_running_loop().call_later(HOLD_S, _let_go, manager, key)
    return BackendOperationResponse(
        request_id=request.request_id, deferred_file=DeferredFileResponsePayload(url=url)
    )


def _made(manager: MediaFileManager, file_id: str, key: str) -> str:
    url = manager.execute_deferred(file_id)
    with manager._lock:
        manager._files_by_session_and_coord[HELD][key] = PurePosixPath(url).stem
    return url


def _let_go(manager: MediaFileManager, key: str) -> None:
    with manager._lock:
        manager._files_by_session_and_coord[HELD].pop(key, None)


def _sentence(cause: BaseException | None) -> str:
    if isinstance(cause, UnreadableFile):
        return cause.message
    if isinstance(cause, NotAllowed):
        return str(cause)
    LOG.error("unduhan gagal dibuat", exc_info=cause)
    return FAILED
