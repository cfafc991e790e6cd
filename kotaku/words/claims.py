"""Read the figures of a report out of a pasted paragraph: hectares, percents, what is left."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from kotaku.words.parsing import read_number

COLUMNS = ("wilayah", "tahun", "besaran", "nilai_klaim", "satuan", "sumber")
_NUMBER = r"(?<!\d)(?<!\d\.)(\d++(?:\.\d++)*+(?:,\d++)?+)\s*+"
_FIGURE = re.compile(rf"{_NUMBER}(%|persen\b|ha\b|hektare?\b)", re.IGNORECASE)
_COUNT = re.compile(
    rf"{_NUMBER}(kab(?:upaten)?\.?\s*+(?:[/-]\s*+)?kota|kabupaten|kelurahan(?:\s*/\s*desa)?|desa)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b((?:19|20)\d{2})\b")
_SENTENCE = re.compile(r"(?<=[.!?;])(?<![Kk]ab\.)(?<![Kk]e[lc]\.)(?<![Pp]rov\.)\s+(?=[A-Z])|\n+")
_LEFT = re.compile(r"\b(?:sisa(?:nya)?|tersisa|menyisakan|masih)\b", re.IGNORECASE)
_START = re.compile(
    r"\b(?:dari|awal(?:nya)?|semula|baseline|luas\s+sk|total\s+kumuh|target)\b", re.IGNORECASE
)
_GONE = re.compile(
    r"\b(?:pengurangan|berkurang|mengurangi|tertangani|terkurangi|penanganan|tercapai|capaian"
    r"|ditangani|menangani)\b",
    re.IGNORECASE,
)
_SCHEDULE = re.compile(r"\bmaster\s+schedull?e\b", re.IGNORECASE)
_BESIDE = re.compile(r"^\s*(?:\(|atau|=|setara|yaitu|yakni|/)\s*", re.IGNORECASE)
_KINDS = {"sisa": "persen_sisa", "pengurangan": "persen_pengurangan"}


@dataclass(frozen=True)
class _Figure:
    start: int
    end: int
    value: float
    percent: bool


def read_claims(
    paragraph: str, *, wilayah: str = "", sumber: str = "teks", places: Sequence[str] = ()
) -> pd.DataFrame:
    """Return the claims of a paragraph as a table like Klaim, one row for each figure.

    What a figure is follows from the nearest word before it in its sentence: ``sisa``,
    ``pengurangan`` or ``tertangani``, ``dari`` or ``awal``; without any, the first hectares are
    the reduction. A percent beside hectares (``atau 93,51 %``) is theirs. The year is the last
    one of the sentence, else of the text. Only numbers that can be read one way are taken.

    Parameters
    ----------
    paragraph : text as pasted; Indonesian numbers
    wilayah, sumber : what to write into every row
    places : kab/kota of the data; a sentence that names just one of them is about it
    """
    years = _YEAR.findall(paragraph)
    fallback = int(years[-1]) if years else None
    rows: list[tuple[str, float, str, int | None, str]] = []
    for sentence in _SENTENCE.split(paragraph):
        here = _YEAR.findall(_FIGURE.sub(" ", sentence))
        year = int(here[-1]) if here else fallback
        place = _place(sentence, places) or wilayah
        rows += [(*claim, year, place) for claim in (*_figures(sentence), *_counts(sentence))]
    unique = dict.fromkeys(rows)
    frame = pd.DataFrame(
        [(place, year, kind, value, unit, sumber) for kind, value, unit, year, place in unique],
        columns=list(COLUMNS),
    )
    types = {"wilayah": "str", "tahun": "Int64", "besaran": "str", "nilai_klaim": "float64",
             "satuan": "str", "sumber": "str"}  # fmt: skip
    return frame.astype(types)


def _place(sentence: str, places: Sequence[str]) -> str:
    """Return the one place that a sentence names, "" for none or several.

    A kota needs its title (a meeting "di Kupang" says nothing of Kota Kupang); a kabupaten only
    where a kota has the same name.
    """
    titled = {place: _titled(place) for place in places}
    kota = {name for title, name in titled.values() if title == "kota"}
    rest, found = sentence, []
    for place in sorted(places, key=len, reverse=True):  # "Sumba Barat Daya" before "Sumba Barat"
        title, name = titled[place]
        words = re.escape(name)
        pattern = rf"\bkota\s+{words}\b"
        if title != "kota":
            bare = "" if name in kota else rf"|(?<!\bkota )\b{words}\b"
            pattern = rf"\bkab(?:upaten|\.)?\s+{words}\b{bare}"
        rest, hits = re.subn(pattern, " ", rest, flags=re.IGNORECASE)
        found += [place] if hits else []
    return found[0] if len(found) == 1 else ""


def _titled(place: str) -> tuple[str, str]:
    hit = re.fullmatch(r"(kota|kabupaten|kab\.?)\s+(.+)", place.strip(), re.IGNORECASE)
    if hit is None:
        return "", place.strip().casefold()
    return ("kota" if hit[1].casefold() == "kota" else "kab"), hit[2].casefold()


def _figures(sentence: str) -> list[tuple[str, float, str]]:
    found: list[tuple[str, float, str]] = []
    before: _Figure | None = None
    last = ""
    for figure in _read(sentence):
        gap = sentence[before.end if before else 0 : figure.start]
        beside = before is not None and before.percent != figure.percent and _BESIDE.match(gap)
        kind = last if beside else _kind(gap) or _follows(sentence[figure.end :])
        if kind == "" and not figure.percent and not found:
            kind = "pengurangan"
        name = _name(kind, percent=figure.percent)
        if name:
            found.append((name, figure.value, "%" if figure.percent else "ha"))
        before, last = figure, kind
    return found


def _read(sentence: str) -> list[_Figure]:
    out: list[_Figure] = []
    for hit in _FIGURE.finditer(sentence):
        percent = hit[2].lower() in ("%", "persen")
        value = read_number(hit[1], "%" if percent else "ha")
        if value is not None:
            out.append(_Figure(hit.start(), hit.end(), value, percent))
    return out


def _kind(gap: str) -> str:
    """Return what the last telling word before a figure says, "" when none does."""
    words = (("sisa", _LEFT), ("luas_awal", _START), ("pengurangan", _GONE),
             ("master_schedule", _SCHEDULE))  # fmt: skip
    hits = [(m.start(), kind) for kind, pattern in words for m in pattern.finditer(gap)]
    return max(hits)[1] if hits else ""


def _follows(rest: str) -> str:
    """Return what directly follows a figure says: ``13,14 ha tersisa``."""
    near = rest[:24]
    return "sisa" if re.match(r"\s*(?:lagi\s+)?(?:tersisa|yang\s+tersisa)", near, re.I) else ""


def _name(kind: str, *, percent: bool) -> str:
    if not percent:
        return kind if kind != "master_schedule" else ""
    return _KINDS.get(kind, "master_schedule" if kind == "master_schedule" else "")


def _counts(sentence: str) -> list[tuple[str, float, str]]:
    found: list[tuple[str, float, str]] = []
    for hit in _COUNT.finditer(sentence):
        value = read_number(hit[1], "unit")
        if value is None or value != int(value):
            continue
        kind = "jumlah_kelurahan" if hit[2].lower().startswith(("kel", "desa")) else (
            "jumlah_kab_kota"
        )  # fmt: skip
        found.append((kind, value, "lokasi" if kind == "jumlah_kelurahan" else "kab/kota"))
    return found
