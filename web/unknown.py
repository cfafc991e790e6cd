"""An address that no page has leads to the start page; Streamlit would say so in English."""

from __future__ import annotations

import re

from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from kotaku import paths

START = "mulai"  # stands at "/"
PAGES = frozenset(page.stem for page in (paths.ROOT / "pages").glob("*.py")) - {START}
_PAGE = re.compile(r"/([^/._][^/.]*)/?")  # what a page's address looks like


class Unknown:
    """Leads whoever asks for a page that is not there to the start, with the data set asked for."""

    def __init__(self, app: ASGIApp, others: frozenset[str]) -> None:
        """Stand before an app whose addresses beside its pages are ``others``."""
        self.app = app
        self.known = PAGES | others

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or hand on."""
        found = _PAGE.fullmatch(scope["path"]) if scope["type"] == "http" else None
        if found is None or scope["method"] != "GET" or found[1] in self.known:
            await self.app(scope, receive, send)
            return
        query = scope["query_string"].decode("ascii", "replace")
        await RedirectResponse(f"/?{query}" if query else "/")(scope, receive, send)
