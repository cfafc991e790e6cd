"""Outlines that browsers fetch once and keep: their address is made of what they are."""

from __future__ import annotations

import gzip
import hashlib
import threading
from collections import OrderedDict
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

PAGE: Final = "geometri"
MOST: Final = 64_000_000  # bytes kept for who comes next, compressed
YEAR: Final = 31_536_000


class Shelf:
    """Keeps the outlines that are shown, the ones asked for last."""

    def __init__(self) -> None:
        """Start empty."""
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, bytes] = OrderedDict()

    def put(self, geojson: bytes) -> str:
        """Keep outlines and return where a browser finds them."""
        name = hashlib.sha256(geojson).hexdigest()
        with self._lock:
            if name not in self._kept:
                self._kept[name] = gzip.compress(geojson, compresslevel=6, mtime=0)
            self._kept.move_to_end(name)
            while len(self._kept) > 1 and sum(map(len, self._kept.values())) > MOST:
                self._kept.popitem(last=False)
        return f"{PAGE}/{name}.json"

    def get(self, name: str) -> bytes | None:
        """Return outlines, compressed; None when nobody showed them lately."""
        with self._lock:
            return self._kept.get(name)


shelf = Shelf()


def routes() -> list[BaseRoute]:
    """Return the route of the outlines."""
    return [Route(f"/{PAGE}/{{name}}.json", _give)]


async def _give(request: Request) -> Response:
    found = shelf.get(request.path_params["name"])
    if found is None:
        return Response(status_code=404)
    return Response(
        found,
        media_type="application/geo+json",
        headers={
            "content-encoding": "gzip",
            "cache-control": f"private, max-age={YEAR}, immutable",
            "vary": "accept-encoding",
        },
    )
