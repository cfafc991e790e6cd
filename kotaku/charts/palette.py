"""Colours with their words, marks and patterns, so that colour never stands alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NotRequired, TypedDict

from kotaku.words import labels
from kotaku.words.loading import DataFile

OUTLINE = "rgba(105, 115, 126, 0.9)"  # seen on white, on near-black and on the projector
ACCENT = "#2f6db5"
PATTERN: dict[str, Any] = {
    "fillmode": "overlay",
    "fgcolor": "#3d4650",
    "fgopacity": 0.3,
    "size": 8,
    "solidity": 0.15,
}
HUES = {"biru": "#2f6db5", "kuning": "#dd9200", "kelabu": "#7d8792", "tua": "#1e5496"}
CLASSES = ("berat", "sedang", "ringan", "tidak_kumuh", "belum")  # worst first


@dataclass(frozen=True)
class Swatch:
    """One meaning: its word, its letter, its colour and its pattern."""

    key: str
    label: str
    mark: str
    fill: str
    pattern: str
    badge: str = "gray"  # the nearest of Streamlit's badge colours
    dash: str = "solid"  # of a line
    symbol: str = "circle"  # of a point on a line

    @property
    def ink(self) -> str:
        """Return the text colour that reads best on the fill."""
        red, green, blue = self.rgb
        return "#ffffff" if 0.2126 * red + 0.7152 * green + 0.0722 * blue < 125 else "#17212b"

    @property
    def rgb(self) -> tuple[int, int, int]:
        """Return the fill as red, green and blue, each 0 to 255."""
        red, green, blue = (int(self.fill[i : i + 2], 16) for i in (1, 3, 5))
        return red, green, blue

    def marker(self) -> dict[str, Any]:
        """Return Plotly's marker for a bar: fill, thin outline, pattern."""
        return {
            "color": self.fill,
            "line": {"color": OUTLINE, "width": 1},
            "pattern": {"shape": self.pattern, **PATTERN},
        }


class _Entry(TypedDict):
    label: NotRequired[str]
    mark: str
    fill: str
    pattern: str
    badge: NotRequired[str]
    dash: NotRequired[str]
    symbol: NotRequired[str]


class _Palette(TypedDict):
    """The groups of meanings that have a colour, and the words of the aspects."""

    kelas: dict[str, _Entry]
    akun: dict[str, _Entry]
    satuan: dict[str, _Entry]
    status: dict[str, _Entry]
    sisa: dict[str, _Entry]
    kondisi: dict[str, _Entry]
    kpi: dict[str, _Entry]
    pasangan: dict[str, _Entry]
    perkara: dict[str, _Entry]
    poligon: dict[str, _Entry]
    aspek: dict[str, str]
    tangga: list[str]


def _group(entries: Mapping[str, _Entry]) -> Mapping[str, Swatch]:
    """Return the looks of a group; a meaning without a label is a state of the account."""
    found = {}
    for key, entry in entries.items():
        looks = {"label": labels.state(key)} | {k: str(v) for k, v in entry.items()}
        found[key] = Swatch(key=key, **looks)
    return found


_DATA = DataFile(__package__, "palette.toml", _Palette)()
KELAS: Mapping[str, Swatch] = _group(_DATA["kelas"])
AKUN: Mapping[str, Swatch] = _group(_DATA["akun"])
SATUAN: Mapping[str, Swatch] = _group(_DATA["satuan"])
STATUS: Mapping[str, Swatch] = _group(_DATA["status"])
SISA: Mapping[str, Swatch] = _group(_DATA["sisa"])
KONDISI: Mapping[str, Swatch] = _group(_DATA["kondisi"])
KPI: Mapping[str, Swatch] = _group(_DATA["kpi"])
PASANGAN: Mapping[str, Swatch] = _group(_DATA["pasangan"])
PERKARA: Mapping[str, Swatch] = _group(_DATA["perkara"])
POLIGON: Mapping[str, Swatch] = {
    key: replace(look, label=labels.POLYGON[key]) for key, look in _group(_DATA["poligon"]).items()
}
TANGGA: Sequence[str] = _DATA["tangga"]  # light to dark
ASPEK: Mapping[str, str] = _DATA["aspek"]


def status_word(status: object) -> str:
    """Return the word for a status of the Master Schedule."""
    return STATUS[str(status)].label if str(status) in STATUS else "tanpa status"
