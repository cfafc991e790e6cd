"""Foreign names, foreign pages and forbidden messages end before the app sees them."""

from __future__ import annotations

import asyncio
import socket
from typing import Any

import pytest
from streamlit import config, net_util
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.web.server import server_util

from web import server, viewer
from web.guard import MESSAGES, METRICS, OPERATIONS, Guard, is_own_page

LAPTOP, OTHER = "127.0.0.1", "192.168.1.20"
HERE = "127.0.0.1:8501"


class Inside:
    """The app behind the guard: keeps what reaches it."""

    def __init__(self) -> None:
        self.seen: list[Any] = []

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "http":
            self.seen.append(scope["path"])
            own = [(b"content-type", b"text/plain"), (b"X-Frame-Options", b"ALLOWALL")]
            await send({"type": "http.response.start", "status": 200, "headers": own})
            await send({"type": "http.response.body", "body": b"isi"})
            return
        while (message := await receive())["type"] != "websocket.disconnect":
            self.seen.append(message)


def asked(
    kind: str, messages: list[Any], *, client: str = OTHER, path: str = "/", **headers: str
) -> tuple[Inside, list[Any]]:
    """What reached the app and what was answered."""
    inside, sent = Inside(), []
    incoming = iter([*messages, {"type": f"{kind}.disconnect"}])
    told = [(k.replace("_", "-").encode(), v.encode()) for k, v in headers.items()]
    scope = {"type": kind, "path": path, "headers": told, "client": (client, 5000), "method": "GET"}

    async def receive() -> Any:
        return next(incoming)

    async def send(message: Any) -> None:
        sent.append(message)

    asyncio.run(Guard(inside)(scope, receive, send))
    return inside, sent


def message(**fields: Any) -> dict[str, Any]:
    return {"type": "websocket.receive", "bytes": BackMsg(**fields).SerializeToString()}


CONNECT = {"type": "websocket.connect"}
CLEAR = message(clear_cache=True)
BEAT = message(app_heartbeat=True)


def test_a_reader_does_not_clear_the_caches() -> None:
    inside, _ = asked("websocket", [CONNECT, CLEAR, BEAT], host=HERE)
    assert inside.seen == [CONNECT, BEAT]


def test_who_sits_at_the_computer_may() -> None:
    inside, _ = asked("websocket", [CONNECT, CLEAR], client=LAPTOP, host=HERE)
    assert inside.seen == [CONNECT, CLEAR]


@pytest.mark.parametrize("header", ["x-forwarded-for", "forwarded", "x-real-ip"])
def test_a_proxy_on_the_computer_makes_nobody_the_laptop(header: str) -> None:
    inside, _ = asked(
        "websocket", [CONNECT, CLEAR], client=LAPTOP, host=HERE, **{header: "127.0.0.1"}
    )
    assert inside.seen == [CONNECT]


def test_only_what_a_page_needs_passes() -> None:
    kinds = [f.name for f in BackMsg.DESCRIPTOR.oneofs_by_name["type"].fields]
    passed = []
    for kind in kinds:
        wish = BackMsg()
        field = BackMsg.DESCRIPTOR.fields_by_name[kind]
        if kind == "backend_operation_request":
            wish.backend_operation_request.deferred_file.file_id = "x"
        if field.message_type:
            getattr(wish, kind).SetInParent()
        else:
            setattr(wish, kind, "x" if field.type == field.TYPE_STRING else True)
        data = {"type": "websocket.receive", "bytes": wish.SerializeToString()}
        inside, _ = asked("websocket", [data], host=HERE)
        passed += [kind] if inside.seen else []
    assert {*passed} == MESSAGES
    assert {"clear_cache", "load_git_info", "set_run_on_save"} <= {*kinds}


def test_nobody_has_the_server_write_files_of_streamlits_own() -> None:
    asked_for = BackMsg().backend_operation_request.DESCRIPTOR.oneofs_by_name["payload"].fields
    for client in (LAPTOP, OTHER):
        passed = set()
        for field in asked_for:
            wish = BackMsg()
            getattr(wish.backend_operation_request, field.name).SetInParent()
            data = {"type": "websocket.receive", "bytes": wish.SerializeToString()}
            inside, _ = asked("websocket", [data], client=client, host=HERE)
            passed |= {field.name} if inside.seen else set()
        assert passed == OPERATIONS < {field.name for field in asked_for}


@pytest.mark.parametrize("data", [b"\xff\xff", b"", None])
def test_what_is_no_message_is_left_to_streamlit(data: bytes | None) -> None:
    odd = {"type": "websocket.receive", "bytes": data}
    inside, _ = asked("websocket", [odd], host=HERE)
    assert inside.seen == [odd]


@pytest.mark.parametrize(
    ("origin", "host", "enters"),
    [
        (f"http://{HERE}", HERE, True),
        ("http://192.168.1.7:8501", "192.168.1.7:8501", True),
        (None, HERE, True),
        ("http://evil.example", HERE, False),
        ("http://127.0.0.1:9000", HERE, False),
        ("null", HERE, False),
        ("http://[", HERE, False),
        ("http://evil.example:8501", "evil.example:8501", False),  # a name bent to our address
    ],
)
def test_only_own_pages_open_a_connection(origin: str | None, host: str, enters: bool) -> None:
    extra = {"origin": origin} if origin else {}
    inside, sent = asked("websocket", [CONNECT], host=host, **extra)
    assert bool(inside.seen) is enters
    assert sent == ([] if enters else [{"type": "websocket.close", "code": 1008}])


def test_an_origin_that_the_settings_name_enters(monkeypatch: pytest.MonkeyPatch) -> None:
    named = ["https://rakor.example.id"]
    monkeypatch.setattr(config, "get_option", lambda _: named)
    assert is_own_page(named[0], HERE)
    assert not is_own_page("https://rakor.example.id.evil.example", HERE)


def test_a_foreign_name_gets_no_page_and_a_sentence() -> None:
    inside, sent = asked("http", [], host="evil.example:8501")
    assert not inside.seen
    assert sent[0]["status"] == 421
    assert "bukan alamat aplikasi" in sent[1]["body"].decode()


@pytest.mark.parametrize(
    "host", ["localhost", "127.0.0.1:8501", "[::1]:8501", "10.1.2.3:80", socket.gethostname()]
)
def test_own_names_and_addresses_get_the_page(host: str) -> None:
    inside, sent = asked("http", [], host=host)
    assert inside.seen == ["/"]
    assert sent[0]["status"] == 200


@pytest.mark.parametrize("host", [None, "", "[", "a b", "evil.example"])
def test_odd_names_are_none_of_ours(host: str | None) -> None:
    assert not viewer.is_own_name(host)


def test_a_shared_server_is_known_by_its_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(viewer.SHARED_SETTING, "postgresql://x")
    assert viewer.is_own_name("rakor.example.id")
    viewer._own_names.cache_clear()
    monkeypatch.setenv(viewer.NAMES_SETTING, "rakor.example.id, lain.example.id")
    assert viewer.is_own_name("rakor.example.id:443")
    assert not viewer.is_own_name("evil.example")
    viewer._own_names.cache_clear()


def test_every_answer_says_what_browsers_may_do() -> None:
    for host in (HERE, "evil.example"):
        _, sent = asked("http", [], host=host)
        told = dict(sent[0]["headers"])
        names = [name.lower() for name, _ in sent[0]["headers"]]
        assert len(names) == len({*names})
        assert told[b"x-content-type-options"] == b"nosniff"
        assert told[b"referrer-policy"] == b"no-referrer"
        assert told[b"x-frame-options"] == b"SAMEORIGIN"
        policy = told[b"content-security-policy"].decode()
        assert "frame-ancestors 'self'" in policy
        assert "unsafe-eval" not in policy.replace("wasm-unsafe-eval", "")
        assert "*" not in policy
        assert (f"ws://{HERE}" in policy) is (host == HERE)


def test_the_figures_of_the_server_are_for_who_sits_at_it() -> None:
    inside, sent = asked("http", [], path=METRICS, host="192.168.1.7:8501")
    assert (inside.seen, sent[0]["status"]) == ([], 403)
    inside, _ = asked("http", [], path=METRICS, host=HERE, client=LAPTOP)
    assert inside.seen == [METRICS]


def test_nothing_outside_is_asked_for_the_own_address(monkeypatch: pytest.MonkeyPatch) -> None:
    def ask(*_: object, **__: object) -> None:
        raise AssertionError("a server outside was asked")

    monkeypatch.setattr(net_util, "_make_blocking_http_get", ask)
    monkeypatch.setattr(net_util, "get_external_ip", net_util.get_external_ip)
    server.stay_home()
    assert not server_util.is_url_from_allowed_origins("http://evil.example")
