"""The audit trail in plain words: who, when, what, before and after; nobody reads JSON."""

from __future__ import annotations

import json
from collections.abc import Hashable, Mapping
from datetime import date, tzinfo
from typing import Any, NotRequired, TypedDict

import pandas as pd

from kotaku.store import statuses
from kotaku.words.dates import format_date
from kotaku.words.loading import DataFile
from kotaku.words.numbers import format_number
from kotaku.words.safe import clean, in_full

COLUMNS = (
    "nomor",
    "waktu",
    "oleh",
    "peran",
    "jenis",
    "tindakan",
    "objek",
    "kab_kota",
    "sebelum",
    "sesudah",
)
OTHER = "Lain-lain"
NOTHING = "–"
LONGEST = 600  # letters of a side that are shown; the store keeps all
_TITLES = ("nama", "tindakan", "masalah", "teks")  # what an object is known by, best first


class _Action(TypedDict):
    """What was done: its group in the filter, and words for a side that the trail lacks."""

    jenis: str
    kata: str
    sebelum: NotRequired[str]
    sesudah: NotRequired[str]


class _Words(TypedDict):
    """The words of the trail."""

    tindakan: dict[str, _Action]
    isian: dict[str, str]
    peran: dict[str, str]


_words = DataFile(__package__, "trail_words.toml", _Words)


def kinds() -> tuple[str, ...]:
    """Return the kinds of actions to filter by, in the order to offer them."""
    known = [entry["jenis"] for entry in _words()["tindakan"].values()]
    return tuple(dict.fromkeys([*known, OTHER]))


def readable(
    trail: pd.DataFrame, *, names: Mapping[str, str] | None = None, zone: tzinfo | None = None
) -> pd.DataFrame:
    """Return the trail in words, newest first, columns COLUMNS.

    Parameters
    ----------
    trail : DataFrame
        As ``Reader.trail`` gives it, from the first row on: objects are known by the name that an
        earlier row tells.
    names : mapping of object to name, optional
        Names that the trail does not tell, such as those of meetings.
    zone : tzinfo, optional
        Zone of ``waktu``; that of the trail (UTC) when None.

    Of a change only what differs is told. An action that has no words keeps its own name.
    """
    known = dict(names or {})
    rows = [_row(row, known, zone) for row in trail.to_dict("records")]
    return pd.DataFrame(rows[::-1], columns=list(COLUMNS))


def _row(row: Mapping[Hashable, Any], known: dict[str, str], zone: tzinfo | None) -> list[Any]:
    """Return one row in words; ``known`` gains the name that it tells of its object."""
    sides = [_load(row[side]) for side in ("sebelum", "sesudah")]
    action = _words()["tindakan"].get(row["tindakan"])
    name = next((told for side in reversed(sides) if (told := _title(side))), "")
    known.setdefault(row["objek"], name)
    before, after = _told(sides[0], sides[1], name)
    return [
        row["nomor"],
        row["waktu"] if zone is None else row["waktu"].tz_convert(zone),
        clean(row["oleh"]),
        _words()["peran"].get(row["peran"], row["peran"]),
        action["jenis"] if action else OTHER,
        action["kata"] if action else clean(row["tindakan"].replace("_", " ")),
        in_full(name or known[row["objek"]]) or NOTHING,
        clean(row["kab_kota"]),
        before or (action.get("sebelum", "") if action else ""),
        after or (action.get("sesudah", "") if action else ""),
    ]


def _load(text: str) -> Any:
    return json.loads(text) if text else None


def _title(side: Any) -> str:
    if not isinstance(side, dict):
        return ""
    known = next((str(side[key]) for key in _TITLES if side.get(key)), "")
    return known or _file(side.get("berkas", ()), side)


def _told(before: Any, after: Any, name: str) -> tuple[str, str]:
    """Return both sides in words; of two mappings only what differs, of one not its name."""
    left_out: set[str] = set()
    if isinstance(before, dict) and isinstance(after, dict):
        left_out = {k for k in before.keys() & after.keys() if before[k] == after[k]}
    else:
        left_out = {k for k in _TITLES if name in (_get(before, k), _get(after, k))}
    return _side(before, left_out), _side(after, left_out)


def _get(side: Any, key: str) -> Any:
    return side.get(key) if isinstance(side, dict) else None


def _side(side: Any, left_out: set[str]) -> str:
    if side is None:
        return ""
    if not isinstance(side, dict):
        return clean(_value("", side, {}), LONGEST)
    parts = [
        f"{label}: {_value(key, value, side)}"
        for key, value in side.items()
        if key not in left_out
        and (label := _words()["isian"].get(key, str(key).replace("_", " ")))
        and value not in (None, "", [], {})
    ]
    return clean("; ".join(parts), LONGEST)


def _value(key: str, value: Any, side: Mapping[str, Any]) -> str:
    """Return a value of the trail in words."""
    special = _SPECIAL.get(key)
    if special is not None:
        return special(value, side)
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, float | int):
        return format_number(value, 0 if value == int(value) else 2)
    if isinstance(value, dict):
        return ", ".join(f"{k} {_value('', v, {})}" for k, v in value.items())
    if isinstance(value, list):
        return ", ".join(_value("", one, {}) for one in value)
    return str(value)


def _file(value: Any, _: Mapping[str, Any]) -> str:
    """Return the names of (SHA-256, name) pairs."""
    return ", ".join(str(pair[-1]) for pair in value)


def _turn(value: Any, side: Mapping[str, Any]) -> str:
    agenda = side.get("agenda") or []
    if not isinstance(value, int) or not 0 <= value < len(agenda):
        return str(value)
    return agenda[value] or "provinsi"


def _agenda(value: Any, _: Mapping[str, Any]) -> str:
    return ", ".join(name or "provinsi" for name in value)


def _minutes(value: Any, _: Mapping[str, Any]) -> str:
    return f"{format_number(value / 60, 0 if value % 60 == 0 else 1)} menit"


def _size(value: Any, _: Mapping[str, Any]) -> str:
    return f"{format_number(value / 1000, 0)} KB"


def _day(value: Any, _: Mapping[str, Any]) -> str:
    return format_date(date.fromisoformat(str(value)))


def _status(value: Any, _: Mapping[str, Any]) -> str:
    known = statuses().get(str(value))
    return known.name if known else str(value)


_SPECIAL = {
    "berkas": _file,
    "giliran": _turn,
    "agenda": _agenda,
    "jatah_detik": _minutes,
    "ukuran": _size,
    "batas_waktu": _day,
    "status": _status,
}
