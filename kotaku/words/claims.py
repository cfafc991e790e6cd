"""Read the figures of a report out of a pasted paragraph: hectares, percents, what is left."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from kotaku.words.claim_places import place_of
from kotaku.words.parsing import read_number

COLUMNS = ("wilayah", "tahun", "besaran", "nilai_klaim", "satuan", "sumber")
LONGEST = 20_000  # characters that are read of a pasted text
_HA, _PERCENT, _OTHER = "ha", "%", "-"
_DIGITS = r"(?<![\d.,])(\d{1,9}+(?:\.\d{1,6}+){0,3}+(?:,\d{1,6}+)?+(?:\.\d{1,6}+)?+)"
_FIGURE = re.compile(
    rf"{_DIGITS}(?: ?(%|persen\b|prosen\b|ha\b|hektare?\b|hektar\b)"
    r"|(?= ?(?:ribu|juta|miliar|milyar|triliun|rupiah|m2|m²|meter|km|kilometer|kk|rw|rt|jiwa|orang"
    r"|unit|rumah|kawasan|lokasi|kelurahan|desa|kab\w{0,10}|kota|kecamatan|paket|hari|bulan|menit"
    r"|tahun|provinsi)\b)()|)",
    re.IGNORECASE,
)
_COUNT = re.compile(
    r"(?<![\d.,])(\d{1,6}+) ?(kab(?:upaten)?\.? ?(?:[/-] ?)?kota|kota ?[/-] ?kab(?:upaten)?"
    r"|kabupaten|kelurahan(?: ?/ ?desa)?|desa)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<![\d.,/-])((?:19|20)\d{2})(?!\d|[.,]\d)")
_DATE_YEAR = re.compile(r"[/-]((?:19|20)\d{2})\b")
_SENTENCE = re.compile(
    r"(?<=[.!?;])(?<![Kk]ab\.)(?<![Kk]e[lc]\.)(?<![Pp]rov\.)(?<!\bRp\.) (?=[A-Z])"
)
_SPACE = re.compile(r"[^\S\n]+")


def _words(text: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{text})\b", re.IGNORECASE)


_LEFT = _words(
    r"sisa(?:nya)?|tersisa|bersisa|menyisakan|masih|menjadi|jadi|belum (?:ter|di)[a-z]{3,20}"
    r"|(?<!tempat )(?<!rumah )tinggal"
)
_START = _words(
    r"dari|awal(?:nya)?|semula|mulanya|sebelumnya|baseline|luas sk|total kumuh|target(?:nya)?"
    r"|menargetkan|ditargetkan|ditetapkan|penetapan"
)
_GONE = _words(
    r"pengurangan|berkurang(?:nya)?|mengurangi|dikurangi|terkurangi|tertangani|ditangani|menangani"
    r"|penanganan|tercapai|capaian|(?:me|te|di)?reduksi|tereduksi|(?:me)?nyusut|penyusutan"
    r"|(?:me)?nurun(?:kan)?|turun(?:nya)?|diturunkan|penurunan|(?:te|me)?realisasi(?:kan)?"
    r"|terealisasi|dituntaskan|(?:me)?nuntaskan|tuntas|penuntasan|dientaskan|mengentaskan"
    r"|pengentasan|terentaskan|diselesaikan|menyelesaikan|teratasi|diatasi|mengatasi|terhapus"
    r"|dihapus|menghapus|dibebaskan|membebaskan|berhasil dikurangi"
)
_SCHEDULE = _words(r"master schedull?e|(?:progres|capaian|kinerja)? ?pendampingan")
_AREA = _words(r"luas(?:an|nya)?|seluas")
_NOT_SLUM = _words(
    r"luas(?:an)? (?:total )?(?:wilayah|kota|kabupaten|kab\.?|kecamatan|kelurahan|daerah"
    r"|administrasi|administratif|daratan|lahan|sawah|hutan|rth|taman|provinsi)"
)
_HOPE = _words(r"diharapkan|berharap|harapan|akan|direncanakan|rencananya|universal|seharusnya")
_GREW = _words(r"bertambah|meningkat|naik|membengkak|meluas|penambahan|kenaikan")
_ASIDE = _words(r"rw|rt|kk|rumah tangga|akses|air minum|sanitasi|apbd|apbn|anggaran|progres fisik")
_TARGET = _words(r"target(?:nya)? (?:pengurangan|penanganan|capaian|penurunan|penuntasan)")
_BESIDE = re.compile(r"^ ?(?:\(|atau|=|setara|yaitu|yakni|/|sekitar) ?(?:dengan |sekitar )?$", re.I)
_OF_PLACE = re.compile(r"^\)? ?dari (?:total )?luas", re.IGNORECASE)
_TRAILING_YEAR = re.compile(
    r"^(?: (?:ha|hektare?))? ?\(?(?:di |pada |per |hingga |sampai )?(?:akhir )?(?:tahun )?"
    r"((?:19|20)\d{2})\b(?![.,]\d)",
    re.IGNORECASE,
)
_LINK = re.compile(
    r"\b(?:dan|serta|lalu|kemudian|hingga|sampai|tahun|pada|di|per|akhir|masing-masing|ha|sebesar)\b",
    re.IGNORECASE,
)
_LISTED = re.compile(r"^(?: ?[,;/&-]| (?:dan|serta|ke|menjadi|hingga|sampai)\b){1,3} ?$", re.I)
_CLAUSE_END = re.compile(r"[,.;(]|\b(?:lalu|kemudian|dan|sehingga|hingga|serta|dari)\b", re.I)
_NAMES = {"sisa": "persen_sisa", "pengurangan": "persen_pengurangan",
          "master_schedule": "master_schedule", "luas_wilayah": "persen_luas_wilayah"}  # fmt: skip
_ROUND = 3


@dataclass(frozen=True)
class _Figure:
    start: int
    end: int
    value: float
    unit: str  # _HA, _PERCENT, _OTHER for none


@dataclass(frozen=True)
class _Claim:
    besaran: str
    value: float
    unit: str
    year: int | None = None
    place: str = ""


def read_claims(
    paragraph: str, *, wilayah: str = "", sumber: str = "teks", places: Sequence[str] = ()
) -> pd.DataFrame:
    """Return the claims of a paragraph as a table like Klaim, one row for each figure.

    What a figure is follows from the nearest word before it in its sentence: ``sisa``,
    ``pengurangan`` or ``tertangani``, ``dari`` or ``awal``; else from the words behind it; without
    any, the first hectares are the reduction. A percent beside hectares (``atau 93,51 %``) is
    theirs. In prose a point before three digits marks thousands. Reductions that each have a year
    are ``pengurangan_tahun``. The year is the figure's, else the last one of the sentence, else of
    the text. What is hoped for, and areas of a whole town, are no claims on slum.

    Parameters
    ----------
    paragraph : text as pasted; Indonesian numbers; the first :data:`LONGEST` characters are read
    wilayah, sumber : what to write into every row
    places : kab/kota of the data; a sentence that names just one of them is about it, and so are
        the sentences after it that name none. A place outside the data is kept as written.
    """
    text = paragraph[:LONGEST]
    years = _years(text)
    fallback = years[-1] if years else None
    claims: list[_Claim] = []
    for line in _SPACE.sub(" ", text).split("\n"):
        carried = wilayah
        for sentence in _SENTENCE.split(line):
            place = place_of(sentence, places, wilayah)
            found = list(_of_sentence(sentence, fallback))
            carried = place or carried
            claims += [
                replace(c, place=wilayah if c.besaran == "jumlah_kab_kota" else carried)
                for c in found
            ]
            if not any(claim.unit == _HA for claim in found):
                carried = wilayah  # where a meeting was held says nothing of the next sentence
    return _frame(dict.fromkeys(_based(claims)), sumber)


def only_other_figures(paragraph: str) -> bool:
    """Tell whether a text has percents or counts (RW, KK) but no hectares of slum to test."""
    hits = [hit for hit in _FIGURE.finditer(paragraph[:LONGEST]) if hit[2] is not None]
    return bool(hits) or bool(_ASIDE.search(paragraph[:LONGEST]))


def _frame(claims: dict[_Claim, None], sumber: str) -> pd.DataFrame:
    frame = pd.DataFrame(
        [(c.place, c.year, c.besaran, c.value, c.unit, sumber) for c in claims],
        columns=list(COLUMNS),
    )
    types = {"wilayah": "str", "tahun": "Int64", "besaran": "str", "nilai_klaim": "float64",
             "satuan": "str", "sumber": "str"}  # fmt: skip
    return frame.astype(types)


def _based(claims: list[_Claim]) -> list[_Claim]:
    """Return the claims with each start in the year of what is counted from it."""
    later = {c.place: c.year for c in claims if c.besaran in ("sisa", "pengurangan") and c.year}
    pairs = {(c.place, c.year) for c in claims if c.besaran in ("sisa", "pengurangan")}
    return [
        replace(c, year=later[c.place])
        if c.besaran == "luas_awal" and c.place in later and (c.place, c.year) not in pairs
        else c
        for c in claims
    ]


def _years(text: str) -> list[int]:
    hits = [*_YEAR.finditer(text), *_DATE_YEAR.finditer(text)]
    return [int(hit[1]) for hit in sorted(hits, key=lambda hit: hit.start())]


def _of_sentence(sentence: str, fallback: int | None) -> Iterator[_Claim]:
    figures = _read(sentence)
    blank = list(sentence)
    for figure in figures:
        blank[figure.start : figure.end] = " " * (figure.end - figure.start)
    here = _years("".join(blank))
    year = here[-1] if here else fallback
    claims = _figures(sentence, figures)
    own = [claim.year for claim in claims if claim.besaran == "pengurangan" and claim.year]
    for claim in claims:
        series = claim.besaran == "pengurangan" and claim.year and len(set(own)) > 1
        named = replace(claim, besaran="pengurangan_tahun") if series else claim
        yield replace(named, year=claim.year or year)
    yield from (replace(claim, year=year) for claim in _counts(sentence))


def _figures(sentence: str, figures: Sequence[_Figure]) -> list[_Claim]:
    found: list[_Claim] = []
    last = before = ""
    years = _own_years(sentence, figures)
    aside = bool(_ASIDE.search(sentence)) and all(f.unit != _HA for f in figures)
    for i, figure in enumerate(figures):
        gap = sentence[figures[i - 1].end if i else 0 : figure.start]
        after = sentence[figure.end : figures[i + 1].start if i + 1 < len(figures) else None]
        if i and last and last == _behind(gap) and not _strong(before):
            gap = gap[_clause(gap) :]  # the words that told what the figure before is
        other = i > 0 and figures[i - 1].unit != figure.unit
        kind = last if other and _BESIDE.match(gap) else _kind(gap, after, last)
        if figure.unit == _PERCENT and _OF_PLACE.match(after) and _NOT_SLUM.search(after):
            kind = "luas_wilayah"
        elif kind == "" and figure.unit == _HA and not found:
            kind = "pengurangan"
        name = kind if figure.unit == _HA else _NAMES.get(kind, "")
        wrong = name == "master_schedule" and figure.unit == _HA
        if name and not wrong and kind != "harapan" and not (aside and name != "master_schedule"):
            found.append(_Claim(name, figure.value, figure.unit, years[i]))
        last, before = kind, gap
    return found


def _own_years(sentence: str, figures: Sequence[_Figure]) -> list[int | None]:
    """Return the year that belongs to each figure: behind it, before it, or one of a list."""
    out: list[int | None] = []
    start = 0
    for figure in figures:
        gap = _years(sentence[start : figure.start])
        behind = _TRAILING_YEAR.match(sentence[figure.end : figure.end + 60])
        start = figure.end + (behind.end() if behind else 0)
        out.append(int(behind[1]) if behind else gap[-1] if gap else None)
    first = _years(sentence[: figures[0].start]) if figures else []
    listed = [i for i, figure in enumerate(figures) if figure.unit == _HA]
    if len(first) > 1 and len(first) == len(listed):
        for i, year in zip(listed, first, strict=True):
            out[i] = year
    return out


def _read(sentence: str) -> list[_Figure]:
    """Return the figures with their units; a figure without takes that of the next of its list."""
    out: list[_Figure] = []
    for hit in reversed(list(_FIGURE.finditer(sentence))):
        unit = (hit[2] or "").lower()
        known = _PERCENT if unit in ("%", "persen", "prosen") else _HA if unit else ""
        if not known and hit[3] is None and out:
            known = _lent(sentence, hit, out[-1])
        value = _prose_number(hit[1], known) if known else None
        if value is not None:
            out.append(_Figure(hit.start(), hit.end(), value, known))
    return out[::-1]


def _lent(sentence: str, hit: re.Match[str], after: _Figure) -> str:
    """Return the unit that a bare figure shares with the figure after it, "" for none."""
    gap = sentence[hit.end() : after.start]
    if _YEAR.fullmatch(hit[1]) or re.search(r"\brp\.? ?$", sentence[: hit.start()][-5:], re.I):
        return ""
    if _LISTED.match(gap):
        return after.unit
    near = sentence[max(0, hit.start() - 60) : hit.start()]
    decimals = "," in hit[1]
    return _HA if decimals and after.unit == _HA and re.search(r"luas|kumuh", near, re.I) else ""


def _prose_number(digits: str, unit: str) -> float | None:
    """Return a number of running text, where ``38.431`` ha are thousands."""
    digits = digits.rstrip(".")
    whole, comma, rest = digits.partition(",")
    groups = whole.split(".")
    grouped = len(groups) > 1 and all(len(group) == _ROUND for group in groups[1:])
    if grouped and groups[0].lstrip("0") and "." not in rest and (comma or unit == _HA):
        return float("".join(groups) + (f".{rest}" if comma else ""))
    return read_number(digits, "%" if unit == _PERCENT else "ha")


def _kind(gap: str, after: str, last: str) -> str:
    """Return what a figure is by the words before it, else behind it, else like the last one."""
    strong = _strong(gap)
    if strong:
        return strong
    behind = _behind(after)
    if behind:
        return behind
    if last and not re.search(r"\w", _LINK.sub(" ", _YEAR.sub(" ", gap))):
        return last
    return "luas_awal" if _AREA.search(gap) else ""


def _strong(gap: str) -> str:
    if _SCHEDULE.search(gap):
        return "master_schedule"
    gap = _TARGET.sub("target", gap)
    words = (("sisa", _LEFT), ("luas_awal", _START), ("pengurangan", _GONE), ("harapan", _HOPE),
             ("luas_wilayah", _NOT_SLUM), ("lain", _GREW))  # fmt: skip
    hits = {kind: [m.start() for m in pattern.finditer(gap)] for kind, pattern in words}
    if hits["harapan"]:
        return "harapan"
    place, slum = max(hits["luas_wilayah"], default=-1), gap.lower().rfind("kumuh")
    if place >= 0 and place > slum:
        return "luas_wilayah"
    if hits["lain"]:
        return "lain"
    hits["luas_wilayah"] = []
    found = Counter({kind: max(starts) for kind, starts in hits.items() if starts})
    return found.most_common(1)[0][0] if found else ""


def _behind(after: str) -> str:
    """Return what directly follows a figure says: ``13,14 ha tersisa``."""
    near = _CLAUSE_END.split(after[:60], maxsplit=1)[0]
    hits = [(m.start(), kind) for kind, pattern in (
        ("sisa", _LEFT), ("luas_awal", _words("ditetapkan|target")), ("pengurangan", _GONE)
    ) for m in pattern.finditer(near)]  # fmt: skip
    return min(hits)[1] if hits else ""


def _clause(gap: str) -> int:
    """Return where the first clause of the words between two figures ends."""
    end = _CLAUSE_END.search(gap)
    return end.start() if end else 0


def _counts(sentence: str) -> Iterator[_Claim]:
    for hit in _COUNT.finditer(sentence):
        if hit[2].lower().startswith(("kel", "desa")):
            yield _Claim("jumlah_kelurahan", float(hit[1]), "lokasi")
        else:
            yield _Claim("jumlah_kab_kota", float(hit[1]), "kab/kota")
