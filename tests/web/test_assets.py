"""What the browser loads is small, is kept, and says that it speaks Indonesian."""

from __future__ import annotations

import asyncio
import gzip
from typing import Any

import pytest
from fontTools.ttLib import TTFont
from starlette.responses import HTMLResponse, PlainTextResponse

from kotaku.words import numbers
from tests.web import icons
from web import assets
from web.assets import FOLDER, ICONS, Assets

HEAVY = ("PlotlyChart", "DeckGlJsonChart", "index", "protobuf")


def answer(path: str, *, inside: Any = None, **headers: str) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body of what is answered to a browser."""
    sent: list[Any] = []
    told = [(k.replace("_", "-").encode(), v.encode()) for k, v in headers.items()]
    scope = {"type": "http", "method": "GET", "path": path, "headers": told}

    async def receive() -> Any:
        return {"type": "http.request", "body": b""}

    async def send(message: Any) -> None:
        sent.append(message)

    app = Assets(inside or PlainTextResponse("dari aplikasi"))
    asyncio.run(app(scope, receive, send))
    got = {k.decode().lower(): v.decode() for k, v in sent[0]["headers"]}
    return sent[0]["status"], got, b"".join(one.get("body", b"") for one in sent[1:])


def chunk(stem: str) -> str:
    return max(FOLDER.glob(f"js/{stem}.*.js"), key=lambda p: p.stat().st_size).name


@pytest.mark.parametrize("stem", HEAVY)
def test_a_heavy_file_goes_out_compressed(stem: str) -> None:
    name = chunk(stem)
    status, headers, body = answer(f"/static/js/{name}", accept_encoding="gzip, deflate")
    assert status == 200
    assert headers["content-encoding"] == "gzip"
    assert len(body) == int(headers["content-length"])
    whole = (FOLDER / "js" / name).read_bytes()
    assert len(body) < 0.35 * len(whole)
    assert gzip.decompress(body) == assets.ours(name, whole)


def test_who_cannot_unpack_gets_it_as_it_is() -> None:
    name = chunk("index")
    _, headers, body = answer(f"/static/js/{name}")
    assert "content-encoding" not in headers
    assert body == assets.ours(name, (FOLDER / "js" / name).read_bytes())


def test_a_file_as_streamlit_made_it_is_kept_for_good() -> None:
    _, headers, _ = answer(f"/static/js/{chunk('react-dom')}", accept_encoding="gzip")
    assert "immutable" in headers["cache-control"]


def test_a_file_with_our_words_is_asked_for_again_and_not_sent_twice() -> None:
    path = f"/static/js/{chunk('FileUploader')}"
    _, headers, _ = answer(path, accept_encoding="gzip")
    assert headers["cache-control"] == "no-cache"
    status, _, body = answer(path, accept_encoding="gzip", if_none_match=headers["etag"])
    assert (status, body) == (304, b"")


@pytest.mark.parametrize(
    "path", ["/ringkasan", "/static/js/..%2f..%2findex.html", "/static/js/lain.js", "/static/js/"]
)
def test_other_addresses_are_the_apps(path: str) -> None:
    assert answer(path, accept_encoding="gzip")[2] == b"dari aplikasi"


def test_the_page_says_that_it_is_indonesian() -> None:
    own = (FOLDER.parent / "index.html").read_text(encoding="utf-8")
    _, headers, body = answer("/ringkasan", inside=HTMLResponse(own))
    assert b'<html lang="id"' in body
    assert b"<title>Rakor KOTAKU</title>" in body
    assert b"JavaScript untuk membuka" in body
    assert int(headers["content-length"]) == len(body)


@pytest.mark.parametrize(("page", "early"), [("peta", 1), ("peta_dan_tabel", 1), ("ringkasan", 0)])
def test_only_pages_that_draw_a_map_fetch_its_drawer_early(page: str, early: int) -> None:
    own = (FOLDER.parent / "index.html").read_text(encoding="utf-8")
    assert (icons.ROOT / "pages" / f"{page}.py").exists()
    body = answer(f"/{page}", inside=HTMLResponse(own))[2].decode()
    name = chunk("DeckGlJsonChart")
    assert body.count(f'rel="modulepreload" href="./static/js/{name}"') == early
    assert answer(f"/static/js/{name}", accept_encoding="gzip")[0] == 200


@pytest.mark.parametrize(
    ("stem", "english"),
    [(stem, english) for stem, pairs in assets.words().items() for english in pairs],
)
def test_each_word_that_is_replaced_stands_in_streamlits_files(stem: str, english: str) -> None:
    word = assets.code(english)
    texts = [p.read_text(encoding="utf-8") for p in FOLDER.glob(f"js/{stem}.*.js")]
    assert any(word in text for text in texts)


def test_pages_bind_the_same_units_to_their_numbers_as_slides_and_minutes() -> None:
    texts = assets.words()["StreamlitMarkdown"].values()
    (pattern,) = (text for text in texts if "(Rp|" in text)
    told = pattern.partition("&#37;|(?:")[2].partition(")")[0]
    assert {"%", *told.split("|")} == set(numbers._UNITS.split())


def test_every_icon_in_use_is_in_the_small_font() -> None:
    whole = set(icons.held(TTFont(icons.whole())))
    small = set(icons.held(TTFont(ICONS)))
    missing = (icons.used() & whole) - small
    assert not missing, f"{missing}: python -m tests.web.icons"
    assert ICONS.stat().st_size < 40_000
