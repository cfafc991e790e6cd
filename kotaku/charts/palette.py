"""Colours with their words, marks and patterns, so that colour never stands alone."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

OUTLINE = "rgba(105, 115, 126, 0.9)"  # seen on white, on near-black and on the projector
ACCENT = "#2f6db5"
PATTERN: dict[str, Any] = {
    "fillmode": "overlay",
    "fgcolor": "#3d4650",
    "fgopacity": 0.3,
    "size": 8,
    "solidity": 0.15,
}
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


def _group(name: str, entries: Mapping[str, Mapping[str, str]]) -> Mapping[str, Swatch]:
    return {key: Swatch(key=key, **entry) for key, entry in entries[name].items()}  # type: ignore[arg-type]


_DATA: dict[str, Any] = tomllib.loads(
    files(__package__).joinpath("palette.toml").read_text(encoding="utf-8")
)
KELAS: Mapping[str, Swatch] = _group("kelas", _DATA)
AKUN: Mapping[str, Swatch] = _group("akun", _DATA)
SATUAN: Mapping[str, Swatch] = _group("satuan", _DATA)
STATUS: Mapping[str, Swatch] = _group("status", _DATA)
SISA: Mapping[str, Swatch] = _group("sisa", _DATA)
KONDISI: Mapping[str, Swatch] = _group("kondisi", _DATA)
KPI: Mapping[str, Swatch] = _group("kpi", _DATA)
PASANGAN: Mapping[str, Swatch] = _group("pasangan", _DATA)
PERKARA: Mapping[str, Swatch] = _group("perkara", _DATA)
ASPEK: Mapping[str, str] = _DATA["aspek"]


def status_word(status: object) -> str:
    """Return the word for a status of the Master Schedule."""
    return STATUS[str(status)].label if str(status) in STATUS else "tanpa status"
