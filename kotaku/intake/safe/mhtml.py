"""Read a workbook that was saved as one web page with all its parts (MHTML)."""

from __future__ import annotations

import email
import email.policy
import re
from dataclasses import replace

from kotaku.intake.model import Sheet, UnreadableFile
from kotaku.intake.safe import limits
from kotaku.intake.safe.markup import read_pages

_NAMED = re.compile(rb"<x:Name>([^<]{1,60})</x:Name>", re.IGNORECASE)
_TABLE = re.compile(rb"<table", re.IGNORECASE)


def read_mhtml(data: bytes, *, file: str, name: str) -> tuple[Sheet, ...]:
    """Return the tables of every page within, one sheet each, by the names of the workbook.

    Raises
    ------
    UnreadableFile
        When no page holds a table, or a limit is exceeded.
    """
    whole = email.message_from_bytes(data, policy=email.policy.compat32)
    pages: list[bytes] = []
    names: list[str] = []
    for part in whole.walk():
        if part.get_content_type() != "text/html":
            continue
        body = part.get_payload(decode=True)
        if not isinstance(body, bytes):
            continue
        names += [n.decode("utf-8", errors="replace").strip() for n in _NAMED.findall(body)]
        if _TABLE.search(body):
            pages.append(body)
            limits.check("jumlah_lembar", len(pages), file=file)
    if not pages:
        raise UnreadableFile(
            "BERKAS-BUKAN-LEMBAR-KERJA", file=file, jenis="halaman web tersimpan tanpa tabel"
        )
    titles = names if len(names) == len(pages) else [f"{name} ({i + 1})" for i in range(len(pages))]
    if len(pages) == 1:
        titles = names[:1] or [name]
    found: list[Sheet] = []
    for body, title in zip(pages, titles, strict=True):
        found += _numbered(read_pages(body, file=file, name=title), title)
    limits.check("jumlah_lembar", len(found), file=file)
    return tuple(found)


def _numbered(sheets: tuple[Sheet, ...], title: str) -> list[Sheet]:
    return [
        replace(sheet, name=title if i == 0 else f"{title} ({i + 1})")
        for i, sheet in enumerate(sheets)
    ]
