"""Stands before everything the server does: foreign names, foreign pages, forbidden messages."""

from __future__ import annotations

import os
from collections.abc import MutableMapping
from typing import Any
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config, runtime
from streamlit.proto.BackMsg_pb2 import BackMsg

from web import online_map, policy, upload_room, viewer
from web.upload_room import desk

UNKNOWN_NAME = (
    "Alamat ini bukan alamat aplikasi. Buka dengan alamat yang tampak di jendela tempat aplikasi "
    "dijalankan, atau daftarkan nama server pada KOTAKU_NAMA_SERVER."
)
CLOSED = "Hanya dapat dibuka di komputer yang menjalankan aplikasi."
METRICS = "/_stcore/metrics"
# What a page asks of the server; the other messages are for who develops Streamlit apps.
MESSAGES = frozenset(
    {
        "rerun_script",
        "stop_script",
        "app_heartbeat",
        "file_urls_request",
        "backend_operation_request",
    }
)
# Of what a page asks for besides its runs; the others write files of Streamlit's on this computer.
OPERATIONS = frozenset({"deferred_file", "dataframe_chunk"})


class Guard:
    """Lets through what belongs here, and adds the headers of ``policy`` to every answer."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand before an app."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or hand on."""
        if scope["type"] == "http":
            await self._http(scope, receive, send)
        elif scope["type"] == "websocket":
            await self._websocket(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        host = Headers(scope=scope).get("host")
        known = viewer.is_own_name(host)
        told = policy.headers(host if known and host else "", online_map.origin(os.environ))
        names = {name for name, _ in told}

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                others = (pair for pair in message["headers"] if pair[0].lower() not in names)
                message["headers"] = [*others, *told]
            await send(message)

        if not known:
            await PlainTextResponse(UNKNOWN_NAME, 421)(scope, receive, with_headers)
        elif scope["path"].rstrip("/").endswith(METRICS) and not _is_laptop(scope):
            await PlainTextResponse(CLOSED, 403)(scope, receive, with_headers)
        elif found := upload_room.PATH.search(scope["path"]):
            await self._upload(found[1], found[2], scope, receive, with_headers)
        else:
            await self.app(scope, receive, with_headers)

    async def _upload(
        self, session: str, file: str, scope: Scope, receive: Receive, send: Send
    ) -> None:
        """Let a file in from who may send one, as long as there is room."""
        if scope["method"] in ("PUT", "POST"):
            if runtime.exists():
                desk.forget(runtime.get_instance().is_active_session)
            size = Headers(scope=scope).get("content-length", "")
            refused = desk.admit(session, file, int(size) if size.isdecimal() else None)
            if refused is not None:
                status, words = refused
                await PlainTextResponse(words, status)(scope, receive, send)
                return
        elif scope["method"] == "DELETE":
            desk.release(session, file)

        async def told(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] >= 400:
                desk.release(session, file)
            await send(message)

        await self.app(scope, receive, told)

    async def _websocket(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope)
        host, origin = headers.get("host"), headers.get("origin")
        if not viewer.is_own_name(host) or not is_own_page(origin, host):
            await receive()  # the wish to connect
            await send({"type": "websocket.close", "code": 1008})
            return
        laptop = _is_laptop(scope)

        async def allowed() -> Message:
            while True:
                message = await receive()
                if not _is_forbidden(message, laptop=laptop):
                    return message

        await self.app(scope, allowed, send)


def is_own_page(origin: str | None, host: str | None) -> bool:
    """Tell whether a page may open a connection: one of this server, or one that the settings name.

    Asked here, before Streamlit is: it would ask a server outside for this machine's address.
    Programs that are no browsers send no origin.
    """
    if origin is None:
        return True
    named = {one.strip() for one in config.get_option("server.corsAllowedOrigins")}
    try:
        return urlsplit(origin).netloc.lower() == (host or "").lower() or origin in named
    except ValueError:
        return False


def _is_laptop(scope: Scope) -> bool:
    client = scope.get("client")
    return viewer.is_laptop(client[0] if client else "?", dict(Headers(scope=scope)))


def _is_forbidden(message: MutableMapping[str, Any], *, laptop: bool) -> bool:
    """Tell whether a message asks for what only who sits at the computer may, or nobody."""
    data = message.get("bytes") if message["type"] == "websocket.receive" else None
    if not data:
        return False
    asked = BackMsg()
    try:
        asked.ParseFromString(data)
    except Exception:  # the protocol's own error; Streamlit closes the connection for it
        return False
    kind = asked.WhichOneof("type")
    if kind == "backend_operation_request":
        return asked.backend_operation_request.WhichOneof("payload") not in OPERATIONS
    return not laptop and kind not in MESSAGES
