"""Whose figures are shown, and which of them count."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Scope:
    """One kab/kota or all (None); whether plans are shown beside what is done; the last year."""

    kab_kota: str | None = None
    simulasi: bool = True
    tahun: int | None = None


@dataclass(frozen=True)
class Remark:
    """What was written down in Mode rakor while a place was spoken about."""

    kab_kota: str
    text: str
    by: str
