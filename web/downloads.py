"""A file that is made when it is asked for: when that fails, the page says why."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

from streamlit.proto.ForwardMsg_pb2 import (
    BackendOperationResponse,
    DeferredFileResponsePayload,
)
from streamlit.runtime.backend_operation_handler import DeferredFileHandler
from streamlit.runtime.media_file_storage import MediaFileStorageError

from kotaku.intake.model import UnreadableFile
from kotaku.store import NotAllowed

LOG = logging.getLogger(__name__)
FAILED = "Berkas tidak berhasil dibuat. Muat ulang halaman, lalu unduh lagi."


def say_why() -> None:
    """Have Streamlit answer a failed download with the sentence for it, not one in English."""
    DeferredFileHandler.handle = _handle  # type: ignore[method-assign]


async def _handle(self: Any, request: Any, session_id: str) -> Any:  # noqa: ARG001 -- as Streamlit calls it
    make = self._get_media_file_mgr().execute_deferred
    try:
        url = await asyncio.to_thread(make, request.deferred_file.file_id)
    except MediaFileStorageError as error:
        return BackendOperationResponse(
            request_id=request.request_id, error_msg=_sentence(error.__cause__)
        )
    return BackendOperationResponse(
        request_id=request.request_id, deferred_file=DeferredFileResponsePayload(url=url)
    )


def _sentence(cause: BaseException | None) -> str:
    if isinstance(cause, UnreadableFile):
        return cause.message
    if isinstance(cause, NotAllowed):
        return str(cause)
    LOG.error("unduhan gagal dibuat", exc_info=cause)
    return FAILED
