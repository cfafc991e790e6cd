"""A real server: what strangers send does not reach it, and nothing leaves the machine."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.exceptions import InvalidStatus
from websockets.sync.client import ClientConnection, connect

from tests.browser.server import serve
from tests.web.session import Session

_direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
FOREIGN = 12  # handshakes tried


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server whose requests outside end in a trap (see ``serve``)."""
    with serve(tmp_path_factory.mktemp("app")) as served:
        yield served


def opened(address: str, origin: str | None) -> ClientConnection:
    stream = f"{address.replace('http', 'ws')}/_stcore/stream"
    return connect(stream, origin=origin, subprotocols=["streamlit"], proxy=None)  # type: ignore[arg-type,list-item]


def test_foreign_handshakes_are_refused_at_once(address: str) -> None:
    for number in range(FOREIGN):
        start = time.monotonic()
        with pytest.raises(InvalidStatus), opened(address, f"http://evil{number}.example"):
            pass
        assert time.monotonic() - start < 1


def test_the_first_link_after_the_start_opens_its_page(tmp_path: Path) -> None:
    with serve(tmp_path, anew=True) as fresh, Session(fresh, "unggah_data") as first:
        assert first.seen.uploaders


def test_a_page_of_the_server_itself_is_served(address: str) -> None:
    with opened(address, address) as socket_:
        socket_.send(BackMsg(rerun_script={}).SerializeToString())
        assert len(socket_.recv(timeout=30)) > 0


def test_the_server_stays_awake_while_strangers_knock(address: str) -> None:
    def knock() -> None:
        for _ in range(FOREIGN):
            with pytest.raises(InvalidStatus), opened(address, "http://evil.example"):
                pass

    strangers = [threading.Thread(target=knock) for _ in range(4)]
    for one in strangers:
        one.start()
    waits = []
    while any(one.is_alive() for one in strangers):
        start = time.monotonic()
        with _direct.open(f"{address}/_stcore/health", timeout=5) as answer:
            assert answer.status == 200
        waits.append(time.monotonic() - start)
    assert max(waits) < 1


def test_a_foreign_name_is_told_so(address: str) -> None:
    request = urllib.request.Request(address, headers={"Host": "evil.example"})
    with pytest.raises(urllib.error.HTTPError) as refused:
        _direct.open(request, timeout=5)
    with refused.value as answer:
        assert answer.code == 421


def test_nothing_is_asked_where_no_name_server_answers(tmp_path: Path) -> None:
    """No proxy stands in between: a name server that never answers would hold the server up."""
    silent = tmp_path / "sitecustomize.py"
    log = tmp_path / "asked"
    silent.write_text(
        "import socket, time\n"
        "real = socket.getaddrinfo\n"
        "def resolve(host, *a, **k):\n"
        "    name = host.decode() if isinstance(host, bytes) else host\n"
        "    if name in (None, '', 'localhost') or name[0].isdigit() or ':' in name:\n"
        "        return real(host, *a, **k)\n"
        f"    open({str(log)!r}, 'a').write(name + '\\n')\n"
        "    time.sleep(20)\n"
        "    raise socket.gaierror(-3, 'no answer')\n"
        "socket.getaddrinfo = resolve\n"
    )
    here = {**os.environ, "PYTHONPATH": str(tmp_path)}
    told = "import socket; print(socket.getaddrinfo.__name__)"
    shown = subprocess.run([sys.executable, "-c", told], env=here, capture_output=True, check=True)
    assert shown.stdout.strip() == b"resolve"
    folder = tmp_path / "app"
    folder.mkdir()
    with serve(folder, anew=True, PYTHONPATH=str(tmp_path), NO_PROXY="*", no_proxy="*") as at:
        start = time.monotonic()
        for origin in ("http://evil.example", "https://10.9.9.9", "null"):
            with pytest.raises(InvalidStatus), opened(at, origin):
                pass
        with opened(at, at):
            pass
        assert time.monotonic() - start < 5
    assert not log.exists(), log.read_text()
