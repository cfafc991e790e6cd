"""The way for other devices in the hall to this very view: an address and its QR code."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from urllib.parse import urlencode, urlsplit, urlunsplit

import streamlit as st

from pages.ui.bar.spoken import spoken
from run import own_address
from web import viewer

HELP = "Bagikan: buka tampilan ini di perangkat lain"
TOO_LONG = "Alamat ini terlalu panjang untuk kode QR; salin alamatnya."
PAGE = "ikut"  # where a device can follow the presenter
SCALE, QUIET = 5, 4  # of a QR code: pixels a module, modules of white around it


def popover() -> None:
    """Draw the button that shows the address of this view to the hall."""
    with st.popover(spoken("Bagikan"), icon=":material/qr_code_2:", help=HELP):
        addresses()


def addresses() -> None:
    """Draw the address of this view and that of who follows the presenter."""
    address = hall_address(str(st.context.url or ""))
    if not address:
        st.markdown(
            "**Komputer ini tidak tersambung ke jaringan.** Sambungkan ke Wi-Fi ruangan atau "
            "nyalakan hotspot, lalu muat ulang halaman."
        )
        return
    st.markdown("**Buka di perangkat lain** di jaringan yang sama; perangkat itu hanya membaca.")
    same, follow = st.columns(2)
    with same:
        _one("Tampilan ini", with_query(address, st.query_params.to_dict()))
    with follow:
        _one("Ikuti penyaji", at_page(address, PAGE))


def _one(title: str, address: str) -> None:
    st.markdown(f"**{title}**")
    if drawn := qr(address):
        st.image(drawn, width=230, alt=f"Kode QR: {title.lower()}, {address}")
    else:
        st.caption(TOO_LONG)
    st.code(address, language=None, wrap_lines=True)


def hall_address(url: str) -> str:
    """Return a page's address as other devices reach it; "" when nobody else can.

    The name the browser used is kept, unless it means this computer itself.
    """
    try:
        parts = urlsplit(url)
    except ValueError:  # a browser says what it likes
        return ""
    if not parts.hostname:
        return ""
    if not viewer.is_here(parts.hostname):
        return urlunsplit((parts.scheme, parts.netloc, parts.path, "", ""))
    own = own_address()
    if viewer.is_here(own):
        return ""
    port = f":{parts.port}" if parts.port else ""
    return urlunsplit((parts.scheme, f"{own}{port}", parts.path, "", ""))


def at_page(address: str, page: str) -> str:
    """Return the address of another page of the same app."""
    base = address if address.endswith("/") else address.rpartition("/")[0] + "/"
    return base + page


def with_query(address: str, query: Mapping[str, str]) -> str:
    """Return an address with what stands behind its question mark."""
    return f"{address}?{urlencode(query)}" if query else address


@lru_cache(maxsize=64)
def qr(text: str) -> str:
    """Return a QR code as SVG, dark on white in every theme; "" of a text that none can hold."""
    import segno

    try:
        made = segno.make(text, error="m", micro=False)
    except segno.DataOverflowError:
        return ""
    return str(made.svg_inline(scale=SCALE, border=QUIET, dark="#000000", light="#ffffff"))
