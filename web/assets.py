"""The browser's side of the app: sent compressed, kept by the browser, and in Indonesian.

Streamlit sends its files as they lie on the disk. Over a hall's Wi-Fi they are too heavy, and the
words in them are English; both are mended here, once a file. They are packed by gzip alone:
browsers take nothing stronger over plain HTTP, which is what a hall has.
"""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

import streamlit
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config

from web import lean, map_drawer, nearest

FOLDER = Path(streamlit.__file__).parent / "static" / "static"
ICONS = Path(__file__).parent / "icons.woff2"  # those in use: tests/web/icons.py
TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}
_PACKED = frozenset({".woff2"})  # in itself
# A hashed name never changes its content, unless it is ours that stands in it.
KEPT, ASKED = "public, max-age=31536000, immutable", "no-cache"
STYLE = "kotaku.css"
_ROOT = b'<div id="root">'  # where Streamlit draws
_NOSCRIPT = re.compile(rb"<noscript>[^<]*(?:<(?!/noscript>)[^<]*)*</noscript>")
# The first drawing is as wide as the window: the session is opened with this cookie. Another tab's
# is put right by pages/ui/bar/window.py.
COOKIE = "lebar"
_WIDTH = f"document.cookie = `{COOKIE}=${{innerWidth}}; path=/; SameSite=Strict`"
# Back leads to the page before. Streamlit would make an entry of its own of every address that the
# server writes, and of a page that it was still being asked for as Back was pressed.
_BACK = """
{
  const push = history.pushState
  let hand = true
  for (const one of ["pointerdown", "keydown", "click"])
    addEventListener(one, () => { hand = true }, true)
  addEventListener("popstate", () => { hand = false }, true)
  history.pushState = (state, title, url) => {
    const other = new URL(url ?? "", location.href).pathname !== location.pathname
    if (hand && other) push.call(history, state, title, url)
    else history.replaceState(state, title, url)
  }
}
"""
SCRIPT = _WIDTH + _BACK
_PAGE = (
    (b'<html lang="en"', b'<html lang="id"'),
    (b"<title>Streamlit</title>", b"<title>Rakor KOTAKU</title>"),
    (
        b"</head>",
        f'<link rel="stylesheet" href="./{STYLE}"><script>{SCRIPT}</script></head>'.encode(),
    ),
)
_CODE = ("`", "Intl.")  # what no word for people holds
# Pages that surely draw a map fetch and read its drawer while the server works out what to draw.
MAPS = frozenset({"peta", "peta_dan_tabel"})
_WITHOUT = b"<noscript>Aktifkan JavaScript untuk membuka aplikasi ini.</noscript>"


@dataclass(frozen=True)
class Asset:
    """A file as it is sent."""

    body: bytes
    packed: bool  # by gzip
    kind: str
    tag: str
    kept: str


class Assets:
    """Answers for the browser's files, and says in the page itself which language it speaks."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand before an app."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or hand on."""
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            await self.app(scope, receive, send)
            return
        file = _named(scope["path"])
        if file is None:
            await self.app(scope, receive, _translating(send, _own_page(scope["path"])))
            return
        asset = await asyncio.to_thread(asset_of, file)
        await _answer(asset, Headers(scope=scope))(scope, receive, send)


def _named(path: str) -> str | None:
    """Return which of the browser's files an address means; None when it is none of these."""
    if path.rpartition("/")[2] == STYLE:
        return STYLE
    parts = path.rsplit("/", 3)
    named = "/".join(parts[2:]) if len(parts) == 4 and parts[1] == "static" else ""
    return named if named in _known() else None


@cache
def _known() -> frozenset[str]:
    found = (p for p in FOLDER.glob("*/*") if p.suffix in TYPES)
    return frozenset(p.relative_to(FOLDER).as_posix() for p in found)


@cache
def asset_of(name: str) -> Asset:
    """Return a file as it is sent, packed at its first use; ``name`` is that of one in FOLDER."""
    path = FOLDER / name
    content = b"" if name == STYLE else path.read_bytes()
    told = ours(path.name, content)
    packed = path.suffix not in _PACKED
    return Asset(
        body=gzip.compress(told, 9, mtime=0) if packed else told,
        packed=packed,
        kind=TYPES[path.suffix],
        tag=f'"{hashlib.sha256(told).hexdigest()[:16]}"',
        kept=KEPT if told == content else ASKED,
    )


def ours(name: str, content: bytes) -> bytes:
    """Return a file in Indonesian, without icons and charts that nobody uses, maps with a scale."""
    if name.startswith("MaterialSymbols"):
        return ICONS.read_bytes()
    if name == STYLE:
        return (Path(__file__).parent / "page.css").read_bytes()
    if name.startswith(lean.STEM):
        content = lean.lean(content)
    if name.startswith(nearest.STEM) and name.endswith(".js"):
        content = nearest.nearest(content)
    if name.startswith(map_drawer.STEM) and name.endswith(".js"):
        content = map_drawer.with_base(content)
    return translated(name, content) if name.endswith(".js") else content


def translated(name: str, content: bytes) -> bytes:
    """Return a file with its words in Indonesian; as it was where there are none."""
    for english, indonesian in words().get(name.partition(".")[0], {}).items():
        content = content.replace(code(english).encode(), code(indonesian).encode())
    return content


def code(word: str) -> str:
    """Return a word as Streamlit's files hold it: a whole text, unless it is code already."""
    return word if any(mark in word for mark in _CODE) else f"`{word}`"


@cache
def words() -> dict[str, dict[str, str]]:
    """Return what stands in place of Streamlit's words, by the first part of a file's name."""
    text = files(__package__).joinpath("assets.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _answer(asset: Asset, asked: Headers) -> Response:
    told = {"cache-control": asset.kept, "etag": asset.tag, "vary": "Accept-Encoding"}
    if asked.get("if-none-match") == asset.tag:
        return Response(status_code=304, headers=told)
    if not asset.packed:
        return Response(asset.body, media_type=asset.kind, headers=told)
    if "gzip" in asked.get("accept-encoding", ""):
        told |= {"content-encoding": "gzip"}
        return Response(asset.body, media_type=asset.kind, headers=told)
    return Response(gzip.decompress(asset.body), media_type=asset.kind, headers=told)


def _own_page(path: str) -> str:
    return nearest.page_of(path, config.get_option("server.baseUrlPath"))


def _translating(send: Send, page: str) -> Send:
    """Return a way to send that makes Streamlit's own page say that it speaks Indonesian."""
    held: list[Message] = []

    async def told(message: Message) -> None:
        if message["type"] == "http.response.start" and _is_page(message):
            held.append(message)
        elif held:
            held.append(message)
            if not message.get("more_body"):
                for one in _spoken(held, page):
                    await send(one)
                held.clear()
        else:
            await send(message)

    return told


@cache
def _early(stem: str) -> bytes:
    found = FOLDER.glob(f"js/{stem}.*.js")
    return b"".join(
        f'<link rel="modulepreload" href="./static/js/{file.name}">'.encode() for file in found
    )


def _is_page(start: Message) -> bool:
    headers = Headers(raw=start["headers"])
    return headers.get("content-type", "").startswith("text/html") and start["status"] == 200


def _spoken(held: list[Message], name: str) -> list[Message]:
    """Return Streamlit's page in Indonesian and with our style; another page as it is."""
    start, *rest = held
    body = b"".join(one.get("body", b"") for one in rest)
    packed = Headers(raw=start["headers"]).get("content-encoding") == "gzip"
    page = gzip.decompress(body) if packed and body else body
    if _ROOT not in page:
        return held
    for theirs, ours in _PAGE:
        page = page.replace(theirs, ours)
    if name:
        page = page.replace(b"<body>", f'<body {nearest.ATTRIBUTE}="{name}">'.encode(), 1)
    if name in MAPS:
        page = page.replace(b"</head>", _early(map_drawer.STEM) + b"</head>", 1)
    page = _NOSCRIPT.sub(_WITHOUT, page)
    body = gzip.compress(page) if packed else page
    gone = {b"content-length", b"etag", b"last-modified"}  # those of another text
    kept = [pair for pair in start["headers"] if pair[0].lower() not in gone]
    size = (b"content-length", str(len(body)).encode())
    return [{**start, "headers": [*kept, size]}, {"type": "http.response.body", "body": body}]
