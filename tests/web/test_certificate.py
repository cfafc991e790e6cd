"""A certificate of this computer's own: for the names asked, private, and renewed in time."""

from __future__ import annotations

import os
import ssl
import stat
import urllib.request
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.sync.client import connect

from tests.browser.server import serve
from web import certificate

NOW = datetime(2026, 12, 1, 9, tzinfo=UTC)


def test_it_is_for_the_names_of_the_hall_and_for_this_computer(tmp_path: Path) -> None:
    names = ["192.168.1.7", "laptop-rakor"]
    path, key, _ = certificate.ensure(tmp_path / "https", names, datetime.now(UTC))
    for name in ("192.168.1.7", "laptop-rakor", "localhost", "127.0.0.1", "::1"):
        greet(path, key, name)
    with pytest.raises(ssl.SSLCertVerificationError, match="not valid for"):
        greet(path, key, "bank.example")


def greet(path: Path, key: Path, name: str) -> None:
    """Shake hands as a browser does that trusts the certificate and asks for a name."""
    serving = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    serving.load_cert_chain(path, key)
    trusting = ssl.create_default_context(cafile=str(path))
    up, down = ssl.MemoryBIO(), ssl.MemoryBIO()
    server = serving.wrap_bio(up, down, server_side=True)
    browser = trusting.wrap_bio(down, up, server_hostname=name)
    for _ in range(3):
        for side in (browser, server):
            with suppress(ssl.SSLWantReadError):
                side.do_handshake()
    assert browser.version() == server.version() == "TLSv1.3"


def test_the_app_is_served_over_it(tmp_path: Path) -> None:
    path, key, _ = certificate.ensure(tmp_path / "https", [], datetime.now(UTC))
    settings = {
        "STREAMLIT_SERVER_SSL_CERT_FILE": str(path),
        "STREAMLIT_SERVER_SSL_KEY_FILE": str(key),
    }
    trusting = ssl.create_default_context(cafile=str(path))
    direct = urllib.request.build_opener(
        urllib.request.ProxyHandler({}), urllib.request.HTTPSHandler(context=trusting)
    )
    with serve(tmp_path, **settings) as address:
        assert address.startswith("https://")
        with direct.open(f"{address}/_stcore/health", timeout=10) as answer:
            assert answer.status == 200
        with connect(
            f"{address.replace('https', 'wss')}/_stcore/stream",
            ssl=trusting, subprotocols=["streamlit"], proxy=None,  # type: ignore[list-item]
            origin=address,  # type: ignore[arg-type]
        ) as stream:  # fmt: skip
            stream.send(BackMsg(rerun_script={}).SerializeToString())
            assert len(stream.recv(timeout=30)) > 0


@pytest.mark.skipif(os.name == "nt", reason="Windows knows no such rights")
def test_nobody_else_reads_the_key(tmp_path: Path) -> None:
    path, key, _ = certificate.ensure(tmp_path / "https", [], NOW)
    assert {stat.S_IMODE(one.stat().st_mode) for one in (path, key)} == {0o600}
    assert stat.S_IMODE(key.parent.stat().st_mode) == 0o700


def test_it_stays_as_long_as_it_serves(tmp_path: Path) -> None:
    first = certificate.ensure(tmp_path, ["192.168.1.7"], NOW)
    assert certificate.ensure(tmp_path, ["192.168.1.7"], NOW + timedelta(days=300)) == first
    assert certificate.ensure(tmp_path, [], NOW) == first


@pytest.mark.parametrize(
    ("names", "days", "spoil"),
    [
        (["192.168.1.8"], 0, ""),
        ([], certificate.DAYS - certificate.LEFT_DAYS, ""),
        ([], 0, certificate.KEY),
        ([], 0, certificate.CERTIFICATE),
    ],
)
def test_another_is_made_when_it_serves_no_more(
    tmp_path: Path, names: list[str], days: int, spoil: str
) -> None:
    *_, first = certificate.ensure(tmp_path, ["192.168.1.7"], NOW)
    if spoil:
        (tmp_path / spoil).write_text("bukan kunci")
    *_, second = certificate.ensure(tmp_path, names, NOW + timedelta(days=days))
    assert second != first
