"""The addresses that a follower's browser asks for."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from functools import cache
from importlib.resources import files

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from pages.ui.bar import library
from pages.ui.rakor import slide
from web.follow.hall import Hall

PAGE = "/ikut"
TYPES = {
    "ikut.js": "text/javascript",
    "layar.js": "text/javascript",
    "ikut.css": "text/css",
    "giliran.css": "text/css",
}


def routes() -> list[BaseRoute]:
    """Return the routes of the follower's page, its turn, and the news of another one."""
    hall = Hall(library.store)

    async def turn(request: Request) -> Response:
        wanted = request.query_params.get("bentuk", "")
        form = wanted if wanted in slide.FORMS else slide.USUAL
        shown, body = await hall.current(form)
        return Response(
            body,
            media_type="text/html",
            headers={
                "content-encoding": "gzip",
                "cache-control": "no-store",
                "x-versi": shown.version,
                "x-saat": str(round(time.time() * 1000)),
            },
        )

    async def news(request: Request) -> Response:
        async def told() -> AsyncIterator[str]:
            async for news in hall.news(request.client.host if request.client else ""):
                if await request.is_disconnected():
                    return
                yield f"data: {news}\n\n" if news else ": \n\n"

        return StreamingResponse(
            told(),
            media_type="text/event-stream",
            headers={"cache-control": "no-store", "x-accel-buffering": "no"},
        )

    return [
        Route(PAGE, _page),
        Route(f"{PAGE}/giliran", turn),
        Route(f"{PAGE}/kabar", news),
        Route(f"{PAGE}/{{name}}", _file),
    ]


async def _page(_request: Request) -> Response:
    return Response(_read("ikut.html"), media_type="text/html",
                    headers={"cache-control": "no-cache"})  # fmt: skip


async def _file(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in TYPES:
        return RedirectResponse(PAGE)
    return Response(_read(name), media_type=TYPES[name], headers={"cache-control": "no-cache"})


@cache
def _read(name: str) -> bytes:
    return files(__package__).joinpath(name).read_bytes()
