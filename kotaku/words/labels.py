"""The names of methods, units, states, evidence and verdicts: one list for every face."""

from __future__ import annotations

from typing import TypedDict

from kotaku.words.loading import DataFile


class _Lists(TypedDict):
    metode: dict[str, str]
    satuan: dict[str, str]
    keadaan: dict[str, str]
    bukti: dict[str, str]
    putusan: dict[str, str]
    poligon: dict[str, str]
    digabung: dict[str, str]


lists = DataFile("kotaku.words", "labels.toml", _Lists)

METHOD = lists()["metode"]
UNIT = lists()["satuan"]
STATE = lists()["keadaan"]
EVIDENCE = lists()["bukti"]
VERDICT = lists()["putusan"]
POLYGON = lists()["poligon"]  # how the area of a polygon agrees with what is stated
JOINED = lists()["digabung"]  # by what a polygon was joined to a row
SERVICES = "5 layanan dasar"  # what method T may ask for beside its threshold


def method(code: str, *, services: bool = False) -> str:
    """Return what a method is called; with the condition of services, T says so."""
    words = METHOD[code]
    return (
        words.replace("(ambang)", f"(ambang + {SERVICES})") if services and code == "T" else words
    )
