"""Which sessions may send files, and how many bytes the server holds for them."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable

PATH = re.compile(r"/_stcore/upload_file/([^/]{1,100})/([^/]{1,100})/?$")
PER_SESSION = 60_000_000  # bytes held for one session at once
IN_ALL = 300_000_000
NOT_ALLOWED = "Perangkat ini tidak boleh mengunggah. Masuk dahulu dengan kode penyaji atau korkot."
UNKNOWN_SIZE = "Ukuran berkas tidak disebut; unggahan ditolak."
TOO_MUCH = "Unggahan perangkat ini melebihi {limit} MB sekaligus. Unggah berkasnya satu per satu."
FULL = "Server sedang menerima terlalu banyak unggahan. Tunggu sebentar, lalu coba lagi."


class Desk:
    """Keeps who may send, and what is held until it was read."""

    def __init__(self) -> None:
        """Start with nobody allowed."""
        self._lock = threading.Lock()
        self._allowed: set[str] = set()
        self._held: dict[tuple[str, str], int] = {}

    def allow(self, session: str) -> None:
        """Let a session send from now on: its page has asked who it is."""
        with self._lock:
            self._allowed.add(session)

    def forbid(self, session: str) -> None:
        """Let a session send no more."""
        with self._lock:
            self._allowed.discard(session)

    def admit(self, session: str, file: str, size: int | None) -> tuple[int, str] | None:
        """Take a file in, or return status and sentence of the refusal."""
        with self._lock:
            if session not in self._allowed:
                return 403, NOT_ALLOWED
            if size is None or size < 0:
                return 411, UNKNOWN_SIZE
            own = sum(held for (other, _), held in self._held.items() if other == session)
            if own + size > PER_SESSION:
                return 413, TOO_MUCH.format(limit=PER_SESSION // 1_000_000)
            if sum(self._held.values()) + size > IN_ALL:
                return 503, FULL
            self._held[session, file] = size
            return None

    def release(self, session: str, file: str) -> None:
        """Count a file no longer: it was given back, or never came."""
        with self._lock:
            self._held.pop((session, file), None)

    def forget(self, is_active: Callable[[str], bool]) -> None:
        """Count nothing of sessions that ended; Streamlit gave their memory back."""
        with self._lock:
            known = {*self._allowed, *(session for session, _ in self._held)}
            gone = {session for session in known if not is_active(session)}
            self._allowed -= gone
            for key in [key for key in self._held if key[0] in gone]:
                del self._held[key]

    @property
    def held(self) -> int:
        """Return the bytes held for all sessions."""
        with self._lock:
            return sum(self._held.values())


desk = Desk()
