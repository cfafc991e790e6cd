"""What the server is made of; ``app.py`` puts it together."""

from __future__ import annotations

import asyncio
import gc
import os
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Route
from streamlit import cli_util, config, net_util
from streamlit.runtime.pages_manager import PagesManager
from streamlit.web.server import server_util

from kotaku.intake.safe.apart import READING
from web import downloads, geometry, letters, online_map, retention
from web.assets import Assets
from web.follow import routes as follow
from web.guard import Guard
from web.unknown import Unknown

INTERNET = (socket.AF_INET, socket.AF_INET6)


def middleware() -> list[Middleware]:
    """Return what every request passes, the first one first."""
    own = frozenset(route.path.strip("/") for route in routes() if isinstance(route, Route))
    return [Middleware(Guard), Middleware(Unknown, own), Middleware(Assets)]


def routes() -> list[BaseRoute]:
    """Return the pages that need no Streamlit session."""
    return [*follow.routes(), *geometry.routes(), *letters.routes()]


@asynccontextmanager
async def lifespan(_app: Any) -> AsyncIterator[dict[str, Any]]:
    """Stay on this machine, delete what is too old, and open a browser on a desktop."""
    stay_home()
    know_own_pages()
    send_at_once()
    downloads.say_why()
    say_what_is_wrong()
    READING.prepare()  # whoever opens data first does not wait for its imports
    if not config.get_option("server.headless"):
        address = server_util.get_url("localhost")
        asyncio.get_running_loop().call_later(0.2, cli_util.open_browser, address)
    removing = asyncio.create_task(retention.keep_removing(os.environ))
    yield {}
    removing.cancel()


def know_own_pages() -> None:
    """Have the first link after the start open its page.

    Streamlit takes a folder named pages for its older way of many pages until a script said
    otherwise, so whoever came first was shown the start page whatever the link named.
    """
    PagesManager.uses_pages_directory = False


def send_at_once() -> None:
    """Let no small message wait for the receipt of the one before it, some 40 ms a page.

    asyncio sees to that for sockets that were made for TCP by name; Streamlit's was not. What the
    listening socket is set to holds for whoever it lets in.
    """
    for one in gc.get_objects():
        if type(one) is socket.socket and one.family in INTERNET and one.type == socket.SOCK_STREAM:
            with suppress(OSError):  # closed meanwhile
                one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def say_what_is_wrong() -> None:
    """Say in the terminal that the setting of the online map is no address of one."""
    try:
        online_map.chosen(os.environ)
    except ValueError as error:
        print(error, flush=True)


def stay_home() -> None:
    """Never ask a server outside for this machine's address."""
    net_util.get_external_ip = lambda: None
