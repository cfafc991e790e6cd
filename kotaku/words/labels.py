"""The names of methods, units, states, evidence and verdicts: one list for every face."""

from __future__ import annotations

from typing import TypedDict

from kotaku.words.loading import DataFile


class _Lists(TypedDict):
    metode: dict[str, str]
    satuan: dict[str, str]
    keadaan: dict[str, str]
    sisa: dict[str, str]
    bukti: dict[str, str]
    putusan: dict[str, str]
    poligon: dict[str, str]
    digabung: dict[str, str]


lists = DataFile("kotaku.words", "labels.toml", _Lists)

METHOD = lists()["metode"]
UNIT = lists()["satuan"]
STATE = lists()["keadaan"]
LEFT = lists()["sisa"]
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


def state(code: str) -> str:
    """Return what a state of the account is called where it stands alone; what is left is one."""
    words = STATE.get(code) or LEFT["saja"]
    return words[0].upper() + words[1:]


def left_after(plan: str) -> str:
    """Return what is left once a plan is carried out, such as ``simulasi 2019``."""
    return LEFT["rencana"].format(rencana=plan)
