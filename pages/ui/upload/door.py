"""Files that come in: only from who may send them, and their memory given back when read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import streamlit as st
from streamlit import runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx

from web.upload_room import desk


def uploader(label: str, **options: Any) -> Any:
    """Draw ``st.file_uploader`` for who may write data, and let this session send."""
    if (session := _session()) is not None:
        desk.allow(session)
    return st.file_uploader(label, **options)


def close() -> None:
    """Let this session send no files (any more)."""
    if (session := _session()) is not None:
        desk.forbid(session)


def give_back(files: Iterable[Any]) -> None:
    """Forget the bytes of files that were read."""
    session = _session()
    if session is None or not runtime.exists():
        return
    manager: Any = runtime.get_instance().uploaded_file_mgr  # its protocol lacks remove_file
    for file in files:
        manager.remove_file(session_id=session, file_id=file.file_id)
        desk.release(session, file.file_id)


def _session() -> str | None:
    context = get_script_run_ctx()
    return None if context is None else context.session_id
