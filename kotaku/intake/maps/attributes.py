"""What the attributes of a map mean: by their names, and where these are strange by values."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from html import unescape
from typing import Final, TypedDict

from kotaku.geo.names import village_code
from kotaku.intake.maps.rtrw import Number, read_alone, read_number
from kotaku.intake.model import Layer
from kotaku.words.loading import DataFile
from kotaku.words.safe import clean

Value = str | float | None
CUT: Final = 10  # letters of a name in a DBF
NAME: Final = 120  # letters of a name that are kept
TEXTS: Final = ("id_rt", "id_lokasi", "kawasan", "kelurahan", "kecamatan", "kab_kota", "nama")
_BLANK: Final = frozenset({"", "-", "na", "n/a", "null", "<null>", "none", "nan", "0"})
_LOOKED_AT: Final = 20  # values of a column, for tables of a web page
_MOST_COLUMNS: Final = 200
_ROW: Final = re.compile(r"<tr\b", re.IGNORECASE)
_CELL: Final = re.compile(r"<t[dh]\b[^<>]{0,200}>([^<>]{0,300})</t[dh]>", re.IGNORECASE)
_MOST: Final = 0.6  # of the values of a column that must be RT to make it a column of RT
_SPLIT: Final = re.compile(r"[\W_]+")
_WORDS: Final = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
_SIDE: Final = re.compile(
    r"^(?:kelurahan|kel|desa|ds|kecamatan|kec|kabupaten|kab|kawasan)\b[\s.:]{0,3}", re.IGNORECASE
)


class _Batas(TypedDict):
    atribut: list[str]
    paling_sedikit: int
    garis: list[str]
    wilayah: list[str]
    lain: list[str]


class _Kode(TypedDict):
    bagian: list[list[str]]


class Meanings(TypedDict):
    """The file attributes.toml."""

    alias: dict[str, list[str]]
    kode: _Kode
    batas: _Batas
    kata: dict[str, list[str]]


meanings = DataFile(__package__, "attributes.toml", Meanings)


@dataclass(frozen=True)
class Attributes:
    """The attributes of a layer by what they mean, one value for each shape."""

    used: Mapping[str, str]  # meaning -> the name of the attribute, as the map writes it
    numbers: Sequence[Number | None]
    texts: Mapping[str, Sequence[str]]  # id_rt, id_lokasi, kawasan, kelurahan, …; "" where empty
    areas: Mapping[str, Sequence[Value]] = field(default_factory=dict)  # by name of the attribute
    codes: Sequence[str] = ()  # area code of the kelurahan of each shape; "" where there is none
    boundary: bool = False  # the layer is one of administrative boundaries

    def text(self, meaning: str, place: int) -> str:
        """Return one value, "" where there is none."""
        values = self.texts.get(meaning)
        return values[place] if values else ""


def plain(name: str) -> str:
    """Return the name of an attribute for comparison."""
    return _SPLIT.sub("", name.casefold())


def understood(layer: Layer) -> Attributes:
    """Return what the attributes of a layer mean."""
    size = len(layer.shapes)
    columns = {**_in_tables(layer.columns), **layer.columns}
    by_name = _by_name(columns)
    used: dict[str, str] = {}
    texts: dict[str, Sequence[str]] = {}
    for meaning in TEXTS:
        name = next((n for n in by_name.get(meaning, ()) if _says(meaning, columns[n])), None)
        if name is not None:
            used[meaning] = name
            texts[meaning] = [_named(value) for value in columns[name]]
    numbers, said = _numbers(columns, by_name, size)
    used |= said
    areas = {name: columns[name] for name in by_name.get("luas", ())}
    codes = _codes(columns, by_name.get("kode", ()), size)
    return Attributes(
        used, numbers, texts, areas, codes, _is_boundary(layer.name, columns, numbers, areas)
    )


def _codes(columns: Mapping[str, Sequence[Value]], named: Sequence[str], size: int) -> list[str]:
    """Return the area code of the kelurahan of each shape: of one column, or put together."""
    whole = [[village_code(_named(value)) for value in columns[name]] for name in named]
    plain_names = {plain(name): name for name in reversed([*columns])}
    parts = []
    for names in meanings()["kode"]["bagian"]:
        own = next((plain_names[k] for n in names if (k := plain(n)) in plain_names), None)
        if own is None:
            break
        parts.append([_named(value) for value in columns[own]])
    if len(parts) == len(meanings()["kode"]["bagian"]):
        whole.append(
            [
                village_code("".join(t.rjust(2, "0") for t in texts)) if all(texts) else ""
                for texts in zip(*parts, strict=True)
            ]
        )
    return [next((codes[i] for codes in whole if codes[i]), "") for i in range(size)]


def _in_tables(columns: Mapping[str, Sequence[Value]]) -> dict[str, list[Value]]:
    """Return the attributes that a KML holds as a table of a web page, as ArcGIS writes them."""
    found: dict[str, list[Value]] = {}
    for values in columns.values():
        if not any(isinstance(v, str) and "<td" in v.lower() for v in values[:_LOOKED_AT]):
            continue
        for place, value in enumerate(values):
            for row in _ROW.split(str(value or "")):
                cells = [unescape(text).strip() for text in _CELL.findall(row)]
                if len(cells) == 2 and cells[0] and len(found) < _MOST_COLUMNS:
                    found.setdefault(cells[0], [None] * len(values))[place] = cells[1]
    return found


def place_in_name(name: str) -> str:
    """Return the place that the name of a layer or file holds, "" where it holds none.

    ``Batas_RT_Kel_Lakologou_Polygon_map`` names Lakologou.
    """
    words = [w for part in _SPLIT.split(name) for w in _WORDS.findall(part)]
    common = {*meanings()["kata"]["umum"]}
    kept = [w for w in words if w.lower() not in common and not w.isdecimal() and len(w) > 2]
    return clean(" ".join(kept), NAME)


def without_kind(text: str) -> str:
    """Return a name without Kelurahan, Desa, Kecamatan or Kawasan before it."""
    return _SIDE.sub("", text.strip()).strip(" ,.-/")


@cache
def _aliases() -> Mapping[str, tuple[str, int]]:
    """Return meaning and rank by the plain name, whole and cut."""
    found: dict[str, tuple[str, int]] = {}
    for meaning, names in meanings()["alias"].items():
        for rank, name in enumerate(names):
            for form in (plain(name), plain(name[:CUT])):
                found.setdefault(form, (meaning, rank))
    return found


def _by_name(columns: Mapping[str, object]) -> dict[str, list[str]]:
    """Return the attributes of each meaning, the best alias first."""
    ranked: dict[str, list[tuple[int, str]]] = {}
    for name in columns:
        key = plain(name)
        known = _aliases().get(key) or (
            _aliases().get(plain(name[:CUT])) if len(name) >= CUT else None
        )
        if known is None and key.startswith(("luas", "area")):
            known = ("luas", 99)
        if known is not None:
            ranked.setdefault(known[0], []).append((known[1], name))
    return {meaning: [n for _, n in sorted(names)] for meaning, names in ranked.items()}


def _named(value: Value) -> str:
    if value is None:
        return ""
    text = clean(f"{value:.0f}" if isinstance(value, float) and value.is_integer() else value, NAME)
    return "" if text.casefold() in _BLANK else text


def _says(meaning: str, values: Sequence[Value]) -> bool:
    """Tell whether a column says anything, and no RT where it should name a place."""
    texts = [t for t in map(_named, values) if t]
    if meaning in ("kelurahan", "kecamatan", "kab_kota", "kawasan"):
        return sum(read_number(t) is None and not t.isdecimal() for t in texts) * 2 > len(texts)
    return bool(texts)


def _numbers(
    columns: Mapping[str, Sequence[Value]], by_name: Mapping[str, Sequence[str]], size: int
) -> tuple[list[Number | None], dict[str, str]]:
    """Return the RT of each shape and which attributes tell it."""
    whole = [*by_name.get("rt_rw", ()), *by_name.get("rt", ()), *columns]
    for name in dict.fromkeys(whole):
        numbers = [read_number(_named(value)) for value in columns[name]]
        given = sum(bool(_named(value)) for value in columns[name])
        if given and sum(n is not None for n in numbers) >= _MOST * given:
            return numbers, {"rt_rw": name}
    rt = next(iter(by_name.get("rt", by_name.get("rt_rw", ()))), None)
    rw = next(iter(by_name.get("rw", ())), None)
    if rt is None:
        return [None] * size, {}
    first = [read_alone(_named(v)) for v in columns[rt]]
    if sum(n is not None for n in first) < _MOST * size:
        return [None] * size, {}
    then = [read_alone(_named(v)) for v in columns[rw]] if rw else [None] * size
    pairs = zip(first, then, strict=True)
    numbers = [Number(a, b or "") if a is not None else None for a, b in pairs]
    return numbers, {"rt_rw": f"{rt} dan {rw}" if rw else rt}


def _is_boundary(
    layer: str,
    columns: Mapping[str, object],
    numbers: Sequence[Number | None],
    areas: Mapping[str, object],
) -> bool:
    """Tell whether a layer is one of administrative boundaries: by attributes or by name."""
    rules = meanings()["batas"]
    known = sum(plain(name) in rules["atribut"] for name in columns)
    called = {word.casefold() for word in _WORDS.findall(layer)}
    named = all(called & {*rules[part]} for part in ("garis", "wilayah"))
    if any(numbers) or not (
        known >= rules["paling_sedikit"] or (named and not called & {*rules["lain"]})
    ):
        return False
    return not any("kumuh" in plain(name) for name in (*columns, *areas))
