"""Every hostile or odd upload there is, by what it is: what a live server is tried with.

Each family has its home beside this; names of files, which have no content of their own, are here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tests.intake import hostile, hostile_maps
from tests.intake.straining import STRAINING

_SIGNATURES = {b"PK\x03\x04": "xlsx", b"\xd0\xcf\x11\xe0": "xls"}
_GOOD = "id_rt;kab_kota;luas verifikasi (ha)\nA;Kota Kupang;1,5\n"

# what is odd about the name of a good table -> the name
NAMES: Mapping[str, str] = {
    "upwards": "../../../../etc/passwd.csv",
    "absolute": "/etc/cron.d/jahat.csv",
    "of another system": "C:\\Windows\\System32\\jahat.csv",
    "long": "a" * 251 + ".csv",
    "markup": '<img src=x onerror="alert(1)">.csv',
    "markdown": "![a](http:x) [b](http:y) :red[c] $d$.csv",
    "formula": "=HYPERLINK(1,2).csv",
    "braces": "{0}{value}{__class__}.csv",
    "turned round": "\u202evsc.exe.csv",
    "controls": "a\x07b\x1b[31mc.csv",
    "of a device": "con.csv",
    "nothing before the ending": ".csv",
    "letters of other scripts": "データ \U0001f600.csv",
}

# what is odd about the words of a good table -> the word that stands in every text of it
WORDS: Mapping[str, str] = {
    "markup": "<script>alert(1)</script><img src=x onerror=alert(2)>",
    "markdown": "[a](javascript:alert(1)) ![b](x) :material/key: $\\href{x}{y}$ `c` **d**",
    "formulas": "=cmd|' /C calc'!A0",
    "braces": "{0} {value} {kolom!r} %s %(a)s",
    "turned round": "\u202eabc\u2066def\u200f",
    "marks on marks": "a" + "\u0301" * 1500,
    "nothing to see": "\u200b\u200c\u2060\ufeff" * 300,
    "lines": "a\u2028b\u2029c\x0bd\x85e",
    "outside the plane": "\U0001f600" * 900,
    "half a letter": "\udcff",
}


@dataclass(frozen=True)
class Hostile:
    """One upload: its bytes, made when asked for, and its name, drawn from the bytes when empty."""

    build: Callable[[], bytes]
    named: str = ""

    def file(self) -> tuple[str, bytes]:
        """Return name and bytes as they are sent."""
        data = self.build()
        return self.named or f"berkas.{_SIGNATURES.get(data[:4], 'csv')}", data


def corpus() -> Mapping[str, Hostile]:
    """Return every upload by its family and what it is."""
    return {
        **{f"refused: {name}": Hostile(build) for name, (build, _) in hostile.REFUSED.items()},
        **{f"odd: {name}": Hostile(build) for name, build in hostile.READ.items()},
        **{f"poisoned: {name}": Hostile(build) for name, build in hostile.POISONED.items()},
        **{f"straining: {name}": Hostile(build) for name, build in STRAINING.items()},
        **{f"map: {n}": Hostile(build, n) for n, (build, _) in hostile_maps.REFUSED.items()},
        **{f"map of {name}": Hostile(lambda data=data: data, "peta.geojson")
           for name, data in hostile_maps.LEFT_OUT.items()},
        **{f"name: {what}": Hostile(_GOOD.encode, name) for what, name in NAMES.items()},
        **{f"words: {what}": Hostile(lambda word=word: _worded(word))
           for what, word in WORDS.items()},
    }  # fmt: skip


def _worded(word: str) -> bytes:
    """Return a table whose texts are one word, in headings too."""
    said = word.replace('"', "'")
    lines = [f'id_rt;kab_kota;kelurahan;luas verifikasi (ha);"{said}"']
    lines += [f'"{i}{said}";"{said}";"{said}";1,5;"{said}"' for i in range(5)]
    return "\n".join(lines).encode("utf-8", "surrogateescape")
