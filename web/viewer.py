"""Who a request comes from: the computer that serves the app, or another one."""

from __future__ import annotations

import os
import socket
from collections.abc import Mapping
from functools import cache
from ipaddress import ip_address
from urllib.parse import urlsplit

SHARED_SETTING = "KOTAKU_DATABASE_URL"  # a database of several servers: nobody sits before it
NAMES_SETTING = "KOTAKU_NAMA_SERVER"  # further names the server is reached by, with commas
_HERE = frozenset({"localhost", "127.0.0.1", "::1"})
_FORWARDED = ("x-forwarded-for", "forwarded", "x-real-ip")


def is_laptop(client: str | None, headers: Mapping[str, str]) -> bool:
    """Tell whether somebody sits before the computer that serves the app.

    A proxy would make everybody look like that: whatever names one, or a database of several
    servers, answers no.

    Parameters
    ----------
    client
        Address the connection came from.
    headers
        Of the request, by any spelling of their names.
    """
    if os.environ.get(SHARED_SETTING) or not is_loopback(client):
        return False
    known = {name.lower(): value for name, value in headers.items()}
    return is_here(host_of(known.get("host") or "localhost")) and not any(
        known.get(name) for name in _FORWARDED
    )


def is_here(host: str | None) -> bool:
    """Tell whether a name in an address means this computer and no other."""
    return host in _HERE


def is_loopback(address: str | None) -> bool:
    """Tell whether an address is this machine's own, also when IPv6 carries it as IPv4."""
    try:
        known = ip_address((address or "127.0.0.1").removeprefix("::ffff:"))
    except ValueError:
        return False
    return known.is_loopback


def host_of(header: str) -> str | None:
    """Return the name or address of a Host header, without its port."""
    try:
        return urlsplit(f"//{header}").hostname
    except ValueError:
        return None


def is_own_name(header: str | None) -> bool:
    """Tell whether a Host header names this server; a foreign name was bent to its address.

    An address is always its own: it cannot be bent. A server of several others is known by names
    that only who looks after it knows; without them every name is let through.
    """
    if header is None:
        return False
    host = host_of(header)
    if host is None:
        return False
    try:
        ip_address(host)
    except ValueError:
        return host in _own_names() or (bool(os.environ.get(SHARED_SETTING)) and not _given())
    return True


@cache
def _own_names() -> frozenset[str]:
    name = socket.gethostname().lower()
    short = name.partition(".")[0]
    return frozenset({"localhost", name, short, f"{short}.local", *_given()})


def _given() -> frozenset[str]:
    names = os.environ.get(NAMES_SETTING, "").split(",")
    return frozenset(name.strip().lower() for name in names if name.strip())
