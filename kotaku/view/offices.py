"""What the programme and its offices are called: as Profil says, since names change."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from kotaku.words.safe import clean

PROGRAM: Final = "KOTAKU"
BALAI: Final = "BPPW"
SIGNERS: Final = ("Pimpinan rapat", "Notulis", "Koordinator provinsi", "PPK", f"Kepala {BALAI}")
_NAME, _MOST = 80, 8  # letters of a name, names under the minutes


def program(profile: Mapping[str, str]) -> str:
    """Return the name of the programme."""
    return clean(profile.get("program"), _NAME) or PROGRAM


def offices(profile: Mapping[str, str]) -> str:
    """Return the ministry and offices that Profil names, in one line; "" when it names none."""
    given = (clean(profile.get(key), _NAME) for key in ("kementerian", "balai", "pokja"))
    return " · ".join(name for name in given if name)


def signers(profile: Mapping[str, str]) -> tuple[str, ...]:
    """Return who signs the minutes: those whom Profil names, else the usual ones."""
    asked = [clean(one, _NAME) for one in profile.get("penandatangan", "").split(";")]
    named = tuple(one for one in asked if one)[:_MOST]
    head = clean(profile.get("balai"), _NAME)
    return named or (*SIGNERS[:-1], f"Kepala {head or BALAI}")
