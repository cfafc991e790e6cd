"""A regulation as tables to read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pandas as pd

from kotaku import schema
from kotaku.evaluation import Settings
from kotaku.progress.judging import rule_entries
from kotaku.rules import Regulation, RuleEntry, entries
from kotaku.view.scope import Scope
from kotaku.words.dates import format_date
from kotaku.words.labels import SERVICES
from kotaku.words.numbers import format_number, format_pct
from kotaku.words.safe import in_full

MINUS = "\N{MINUS SIGN}"


def criteria_frame(regulation: Regulation) -> pd.DataFrame:
    """Return the criteria: id, aspek, nama, satuan, pembagi."""
    names = {aspect.id: aspect.name for aspect in regulation.aspects}
    return pd.DataFrame(
        [
            (c.id, names[c.aspect], c.name, c.unit, schema.fields()[c.denominator].heading)
            for c in regulation.criteria
        ],
        columns=["id", "aspek", "nama", "satuan", "pembagi"],
    )


def entries_frame(regulation: Regulation) -> pd.DataFrame:
    """Return every number of the regulation with its source: nama, nilai, pasal, sumber, tanda."""
    return pd.DataFrame(
        [(e.name, _said(e), e.article, e.source, e.mark, e.checked) for e in entries(regulation)],
        columns=["nama", "nilai", "pasal", "sumber", "tanda", "diperiksa"],
    )


def _said(entry: RuleEntry) -> str:
    """Return a value as people read it; of a criterion, its denominator by its heading."""
    if isinstance(entry.value, int | float):
        whole = float(entry.value).is_integer()
        number = str(entry.value).replace("-", MINUS) if whole else format_number(entry.value, 3)
        return f"{number} {entry.unit}".strip()
    if entry.unit == "tanggal":
        return format_date(date.fromisoformat(str(entry.value)))
    volume, over, column = str(entry.value).partition(" / ")
    field = schema.fields().get(column)
    return f"{volume}{over}{field.heading if field else column}"


def scale_frame(regulation: Regulation) -> pd.DataFrame:
    """Return the bands and classes alone: nama, nilai (lower limit), tanda."""
    bands = [
        (f"Nilai {b.score}", f"persen ≥ {format_number(b.at_least_pct, 3)}", b.basis.mark)
        for b in regulation.bands
    ]
    classes = [
        (c.name, f"total ≥ {format_number(c.at_least, 0)}", c.basis.mark)
        for c in regulation.classes
    ]
    return pd.DataFrame([*bands, *classes], columns=["nama", "nilai", "tanda"])


def uncertain_frame(regulation: Regulation, changes: Mapping[str, float]) -> pd.DataFrame:
    """Return the numbers marked P or I, with the value in use beside the original.

    Parameters
    ----------
    changes : mapping of entry key to the value that replaces it
    """
    rows = [
        (e.key, e.name, float(e.value), changes.get(e.key, float(e.value)), e.mark)
        for e in entries(regulation)
        if e.mark in ("P", "I") and isinstance(e.value, int | float)
    ]
    return pd.DataFrame(rows, columns=["Kode", "Ketentuan", "Nilai asal", "Dipakai", "Tanda"])


def way_words(used: Settings, scope: Scope, *, planned: bool) -> list[str]:
    """Return what the figures leave out or count otherwise than usual.

    Parameters
    ----------
    planned : whether the account knows plans at all
    """
    told = ["tanpa simulasi"] if planned and not scope.simulasi else []
    told += [] if scope.tahun is None else [f"sampai {scope.tahun}"]
    told += [f"dasar {in_full(used.dasar)}"] if used.dasar else []
    told += ["RT tambahan masuk luas awal"] if used.tambahan else []
    changed = len(used.penyesuaian)
    return told + ([f"{changed} ketentuan disesuaikan provinsi"] if changed else [])


def achievement_rules_frame() -> pd.DataFrame:
    """Return the thresholds of KPI, funds, audit and complaints: nama, nilai, sumber, tanda."""
    return pd.DataFrame(rule_entries(), columns=["nama", "nilai", "sumber", "tanda"])


_SCORED = (
    "Persen tiap kriteria = volume masalah ÷ pembagi × 100; pembagi 0 memberi 0 %.",
    "Nilai tiap kriteria 0, 1, 3, atau 5 menurut batas persen; persen negatif bernilai 0.",
    "Total nilai menentukan kelas: berat, sedang, ringan, atau tidak kumuh.",
    "Kawasan, kelurahan, kab/kota: volume dan pembagi RT dijumlahkan, lalu dinilai kembali.",
    "Setelah pekerjaan: volume akhir = volume awal − volume pekerjaan, paling kecil 0.",
)


def method_steps(
    metode: str, regulation: Regulation, *, services: bool, reported: bool, schedule: bool
) -> tuple[str, ...]:
    """Return how the figures come about, in the order of the calculation.

    Parameters
    ----------
    metode : the method that rules the account; "" where none does
    services : whether method T asks for the basic services too
    reported : whether any hectares are as teams report them
    schedule : whether there is a Master Schedule
    """
    steps = [*_SCORED, _formula(metode, regulation, services=services)] if metode else []
    if reported:
        steps.append("Bila hanya hektare yang dilaporkan: sisa = luas awal − jumlah pengurangan.")
    steps.append("Yang direncanakan, berjalan, atau disimulasikan belum dihitung berkurang.")
    if schedule:
        steps.append("Master Schedule: jumlah bobot × kemajuan kegiatan; deviasi = realisasi − "
                     "rencana.")  # fmt: skip
    return tuple(steps)


def _formula(metode: str, regulation: Regulation, *, services: bool) -> str:
    floor = f"total nilainya di bawah {regulation.floor}"
    also = f" dan {SERVICES} masing-masing terlayani lebih dari 80 %" if services else ""
    usual = regulation.thresholds["r0_rata_rata"].value
    return {
        "T": f"Metode T (ambang): luas satuan berkurang seluruhnya saat {floor}{also}.",
        "K_T0": "Metode K (kontribusi terhadap T0): (R0 − R1) ÷ R0 × luas, terhadap tahun awal.",
        "K_tahun": "Metode K (kontribusi tahunan): (R0 − R1) ÷ R0 × luas, tiap tahun terhadap "
        "tahun sebelumnya.",
        "R0": f"Metode R0: rumus buku kerja R0 dengan pengurang {format_pct(usual)}.",
    }[metode]
