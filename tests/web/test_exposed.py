"""What the server gives to who asks for more than pages: nothing of the house."""

from __future__ import annotations

import socket
import urllib.error
import urllib.request
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from tests.browser.server import serve
from tests.conftest import PAGES

_direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
SECRETS = (
    "app.py", "run.py", ".git/config", "var/rakor.sqlite3", ".streamlit/config.toml",
    "kotaku/paths.py", "pages/laporan.py", "requirements.txt", "static/../app.py",
    "app/static/../../app.py", "app/static/..%2f..%2fapp.py", "app/static/%2e%2e/%2e%2e/run.py",
    "media/../app.py", "_stcore/../app.py", "app/static//etc/passwd", "app/static/%00",
)  # fmt: skip


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serve(tmp_path_factory.mktemp("app")) as served:
        yield served


def raw(address: str, method: str, path: str) -> tuple[int, str, bytes]:
    """Ask in the very words, which a library would tidy up; return status, head and body."""
    place = urlsplit(address)
    with socket.create_connection((str(place.hostname), int(place.port or 80)), timeout=20) as line:
        words = f"{method} /{path} HTTP/1.1\r\nHost: {place.netloc}\r\nConnection: close\r\n\r\n"
        line.sendall(words.encode())
        answer = b"".join(iter(lambda: line.recv(65536), b""))
    head, _, body = answer.partition(b"\r\n\r\n")
    return int(head.split(b" ", 2)[1]), head.decode("latin-1").lower(), body


@pytest.mark.parametrize("path", SECRETS)
def test_no_file_of_the_house_is_served(address: str, path: str) -> None:
    status, _, body = raw(address, "GET", path)
    is_page = body.lstrip().startswith(b"<!")
    for own in (b"def ", b"import ", b"[core]", b"SQLite format", b"root:", b"==", b"[theme"):
        assert own not in body or status >= 400 or is_page, (status, own)


@pytest.mark.parametrize("path", ["app/static", "app/static/", "static/", "media/"])
def test_no_folder_is_listed(address: str, path: str) -> None:
    _, _, body = raw(address, "GET", path)
    assert b"Index of" not in body
    assert b".woff2" not in body or body.lstrip().startswith(b"<!")


@pytest.mark.parametrize("path", ["mulai", "ringkasn", "Home/", "wp-login"])
def test_an_address_that_no_page_has_leads_to_the_start_with_its_data(
    address: str, path: str
) -> None:
    status, head, _ = raw(address, "GET", f"{path}?data=Contoh+NTT+2019")
    assert status == 307
    assert "location: /?data=contoh+ntt+2019" in head


def test_every_page_and_the_followers_keep_their_addresses(address: str) -> None:
    known = ("", *(page for page in PAGES if page != "mulai"), "ikut", "_stcore/health")
    assert {path: raw(address, "GET", path)[0] for path in known} == dict.fromkeys(known, 200)


@pytest.mark.parametrize("method", ["TRACE", "TRACK", "DELETE", "PATCH"])
def test_other_methods_are_refused(address: str, method: str) -> None:
    status, _, body = raw(address, method, "")
    assert status >= 400
    assert b"Host:" not in body


def test_no_answer_tells_what_runs_here(address: str) -> None:
    for path in ("", "_stcore/health", "ikut", "tidak-ada"):
        _, head, _ = raw(address, "GET", path)
        assert "x-powered-by" not in head
        for name in ("python", "uvicorn/", "starlette", "tornado"):
            assert name not in head.replace("streamlit", ""), (path, head)


def test_a_turn_of_the_followers_is_never_kept(address: str) -> None:
    try:
        with _direct.open(f"{address}/ikut/giliran", timeout=20) as answer:
            kept = answer.headers.get("Cache-Control", "")
    except urllib.error.HTTPError as error:
        kept = error.headers.get("Cache-Control", "")
    assert "no-store" in kept or "no-cache" in kept
