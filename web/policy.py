"""What every answer tells browsers: nobody frames the app, and nothing strange runs in it."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import lru_cache
from pathlib import Path

import streamlit

from web import assets

_PLAIN_HOST = re.compile(r"[A-Za-z0-9.\-]{1,253}(?::\d{1,5})?")
_INLINE = re.compile(r"<script>([^<]*)</script>")


@lru_cache(maxsize=64)
def headers(host: str = "", base_map: str = "") -> tuple[tuple[bytes, bytes], ...]:
    """Return the headers, as the server sends them to who reached it by a host and port.

    ``base_map`` is the one server outside that maps may ask, where the settings name it.
    """
    told = {
        "content-security-policy": content(host, base_map),
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        "x-frame-options": "SAMEORIGIN",  # for browsers before frame-ancestors
        "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    }
    return tuple((name.encode(), value.encode()) for name, value in told.items())


def content(host: str = "", base_map: str = "") -> str:
    """Return the content policy that the pages run under.

    Maps work in blob: workers, the map's style is a data: address, components come as blob:
    modules, and Streamlit and Plotly write styles into the page. Older phones do not take a
    WebSocket to the same host for 'self'.
    """
    sockets = f" ws://{host} wss://{host}" if _PLAIN_HOST.fullmatch(host) else ""
    outside = f" {base_map}" if base_map else ""
    inline = " ".join(f"'sha256-{digest}'" for digest in _inline_scripts())
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' 'wasm-unsafe-eval' blob: {inline}".rstrip(),
            "worker-src 'self' blob:",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "media-src 'self' data: blob:",
            f"connect-src 'self' data: blob:{sockets}{outside}",
            "frame-src 'self' blob: data:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'self'",
        )
    )


def _inline_scripts() -> list[str]:
    """Return the hashes of the scripts that stand in the page itself: Streamlit's, and ours."""
    page = Path(streamlit.__file__).parent / "static" / "index.html"
    scripts = [*_INLINE.findall(page.read_text(encoding="utf-8")), assets.SCRIPT]
    return [base64.b64encode(hashlib.sha256(s.encode()).digest()).decode() for s in scripts]
