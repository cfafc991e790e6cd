"""What was checked and found in order, and what could not be judged: nothing is said unchecked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from kotaku.dataset import Dataset
from kotaku.findings import Finding
from kotaku.view.areas import AreaSummary
from kotaku.words.numbers import format_ha, format_number, format_pct
from kotaku.words.safe import in_full

UNSURE, UNCHECKED = "belum pasti", "belum diperiksa"
LATE = ("terlambat", "kritis")

TOTALS_PUBLISHED = "Hanya jumlah provinsi yang terbit; rinciannya ilustrasi."
NOTHING_PUBLISHED = "Seluruh angka ilustrasi, tidak ada yang terbit."


def in_order(
    area: AreaSummary | None, latest: pd.DataFrame | None, findings: Iterable[Finding]
) -> list[str]:
    """Return what was checked and is as it should be."""
    found = []
    if area is not None and area.kurang_ha == 0:
        found.append("target tercapai menurut realisasi")
    known = latest is not None and latest["deviasi_pp"].notna().any()
    if latest is not None and known and not latest["status"].isin(LATE).any():
        found.append("jadwal sesuai")
    if not any(f.severity == "galat" for f in findings):
        found.append("data tanpa galat")
    return found


def unjudged(
    area: AreaSummary | None,
    latest: pd.DataFrame | None,
    *,
    target_text: str,
    of_part: bool,
    questions: int,
) -> list[str]:
    """Return what keeps figures from being judged, each as a short clause.

    Parameters
    ----------
    target_text : the target as the profile writes it
    of_part : whether these are the figures of one kab/kota
    questions : number of open questions of the data set
    """
    missing = []
    if area is None:
        missing.append("luas kumuh tidak ada dalam data")
    elif area.luas_awal_ha != area.luas_awal_ha:  # NaN
        missing.append("luas awal tidak ada dalam data")
    if area is not None and area.target_sisa_ha is None:
        missing.append(_target_missing(target_text, of_part))
    if latest is None:
        missing.append("Master Schedule tidak ada")
    elif latest["deviasi_pp"].isna().all():
        missing.append("Master Schedule belum punya realisasi")
    if questions:
        missing.append(f"{format_number(questions, 0)} pertanyaan data belum dijawab")
    return missing


def _target_missing(text: str, of_part: bool) -> str:
    if not text:
        return "target tidak ada dalam Profil"
    if of_part:
        return "target kab/kota ini tidak ada, Profil hanya memuat target seluruhnya"
    return f"target “{in_full(text)}” dalam Profil tidak terbaca sebagai hektare"


def still_open(area: AreaSummary | None, findings: Iterable[Finding]) -> list[str]:
    """Return what is not in order though nothing of it waits for a decision."""
    found = []
    if area is not None and area.kurang_ha is None and area.sisa_ha > 0:
        found.append(f"sisa {format_ha(area.sisa_ha)} ({format_pct(area.sisa_pct)})")
    errors = sum(f.severity == "galat" for f in findings)
    if errors:
        found.append(f"{format_number(errors, 0)} galat data")
    return found


def nothing_due(order: Sequence[str], left: Sequence[str]) -> str:
    """Return what stands in place of an empty list of decisions: only what was checked."""
    if not order and not left:
        return "Belum ada yang dapat dinilai."
    told = f"Tidak ada yang menunggu keputusan dari yang diperiksa: {', '.join(order)}."
    first = told if order else "Tidak ada yang menunggu keputusan dari yang diperiksa."
    return f"{first} Tercatat: {', '.join(left)}." if left else first


def doubt_word(dataset: Dataset, quantity: str) -> str:
    """Return the word beside a figure of a quantity that is not sure; "" when it is."""
    if any(q.besaran == quantity for q in dataset.questions):
        return UNSURE
    return UNCHECKED if any(u.besaran == quantity for u in dataset.unproven) else ""


def doubt_note(dataset: Dataset, quantity: str) -> str:
    """Return the doubt as a sentence to stand behind a figure; "" without any."""
    asked = sum(q.besaran == quantity for q in dataset.questions)
    failed = sum(u.besaran == quantity for u in dataset.unproven)
    if asked:
        return f" Belum pasti: {asked} pertanyaan data belum dijawab."
    return f" Belum diperiksa: bacaan {failed} lembar belum terbukti." if failed else ""


def published(nature: str) -> str:
    """Return what of an illustration is published; "" for data that are none.

    Parameters
    ----------
    nature : sifat_data of the profile: ``ilustrasi``, ``ilustrasi seluruhnya`` or anything else
    """
    if not nature.lower().startswith("ilustrasi"):
        return ""
    whole = nature.lower() != "ilustrasi"
    return NOTHING_PUBLISHED if whole else TOTALS_PUBLISHED
