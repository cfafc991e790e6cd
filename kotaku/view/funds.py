"""Funds in words: the answer, how each figure came about, packages that do not move."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from kotaku.explain.figures import Explanation, Input, column_refs
from kotaku.once import once
from kotaku.progress.achievement import Funds
from kotaku.progress.judging import load_rules
from kotaku.view.areas import WHOLE
from kotaku.words.numbers import format_number, format_pct, format_rp, format_rp_short

if TYPE_CHECKING:
    from kotaku.view.view import View

STAGE_WORDS = {
    "pagu": "Pagu",
    "cair": "Cair",
    "fisik": "Fisik",
    "lpj": "LPJ",
    "serah_terima": "Serah terima",
}
REASONS = {
    "lewat_rencana": "Lewat rencana selesai",
    "tanpa_fisik": "Dana cair, belum ada fisik",
    "tanpa_lpj": "Fisik selesai, LPJ belum ada",
}
INSIDE = {"ya": "Di dalam", "tidak": "Di luar", "tidak_diketahui": "Belum diketahui"}


def held(view: View) -> Funds:
    """Return the funds of a view that holds some."""
    found = view.achievement.dana
    assert found is not None
    return found


def stage(view: View, name: str) -> pd.Series | None:
    """Return one stage of the whole funnel: jumlah_paket, nilai_rp, persen; None without."""
    return _stages(view).get(name)


@once
def _stages(view: View) -> dict[str, pd.Series]:
    corong = held(view).corong
    if corong is None:
        return {}
    return {row["tahap"]: row for _, row in corong[corong["kab_kota"] == WHOLE].iterrows()}


@once
def funds_answer(view: View) -> str:
    """Return how far the money has come and what stands still, in Indonesian."""
    return " ".join(part for part in (bpm_answer(view), _collaboration(view)) if part)


def bpm_answer(view: View) -> str:
    """Return how far the money of BPM has come, in Indonesian; "" without packages."""
    found = held(view)
    paid, ceiling, works = (stage(view, name) for name in ("cair", "pagu", "fisik"))
    if paid is None or ceiling is None or works is None:
        return ""
    first = (
        f"BPM cair {format_rp_short(paid['nilai_rp'])} dari pagu "
        f"{format_rp_short(ceiling['nilai_rp'])} ({format_pct(paid['persen'])}), "
        f"fisik {format_pct(works['persen'])}"
    )
    stuck = found.macet
    if found.as_of is None:  # without a data date nobody can tell what is late
        return f"{first}."
    if stuck is None or stuck.empty:
        return f"{first}; semua paket bergerak."
    return f"{first}; {len(stuck)} paket tertahan, terlama {_stuck_words(stuck.iloc[0])}."


def _stuck_words(row: pd.Series) -> str:
    place = "paket tanpa nama" if pd.isna(row["kelurahan"]) else row["kelurahan"]
    return f"{place} ({format_number(row['hari'], 0)} hari)"


def _collaboration(view: View) -> str:
    found = held(view)
    if found.kolaborasi is None:
        return ""
    spent = float(found.kolaborasi["realisasi_rp"].sum())
    return f"Kolaborasi {format_rp_short(spent)}."


@once
def funnel_table(view: View) -> pd.DataFrame:
    """Return the funnel with one row per kab/kota, the whole first, and a column per stage [Rp]."""
    found = held(view)
    assert found.corong is not None
    wide = found.corong.pivot_table(index="kab_kota", columns="tahap", values="nilai_rp")
    counts = found.corong[found.corong["tahap"] == "pagu"].set_index("kab_kota")["jumlah_paket"]
    table = wide[list(STAGE_WORDS)].assign(jumlah_paket=counts).reset_index()
    return table.assign(kab_kota=table["kab_kota"].replace({WHOLE: "Seluruhnya"}))


@once
def stalled_table(view: View) -> pd.DataFrame:
    """Return the packages that do not move with the reason in words."""
    found = held(view)
    assert found.macet is not None
    return found.macet.assign(alasan_teks=found.macet["alasan"].map(REASONS))


@once
def explain_paid(view: View) -> Explanation:
    """Return how the money paid came about."""
    paid, ceiling = stage(view, "cair"), stage(view, "pagu")
    assert paid is not None
    assert ceiling is not None
    return Explanation(
        key="cair",
        title="BPM cair",
        method="pagu tiap paket sekali, pencairan semua terminnya dijumlahkan",
        unit="rupiah",
        formula=(
            "cair = jumlah pencairan\n"
            f"persen = {format_rp(paid['nilai_rp'])} ÷ {format_rp(ceiling['nilai_rp'])} × 100 = "
            f"{format_pct(paid['persen'])}"
        ),
        inputs=(
            _input(view, "bpm", "cair_rp", "Cair", format_rp(paid["nilai_rp"])),
            _input(view, "bpm", "pagu_rp", "Pagu", format_rp(ceiling["nilai_rp"])),
        ),
    )


@once
def explain_works(view: View) -> Explanation:
    """Return how physical progress of all packages came about."""
    works, ceiling = stage(view, "fisik"), stage(view, "pagu")
    assert works is not None
    assert ceiling is not None
    return Explanation(
        key="fisik",
        title="Kemajuan fisik BPM",
        method="rata-rata tertimbang pagu; paket tanpa laporan fisik dihitung 0 %",
        unit="persen",
        formula=(
            "fisik = Σ (pagu × fisik paket) ÷ Σ pagu\n"
            f"{format_rp(works['nilai_rp'])} ÷ {format_rp(ceiling['nilai_rp'])} × 100 = "
            f"{format_pct(works['persen'])}"
        ),
        inputs=(
            _input(view, "bpm", "fisik_pct", "Fisik tiap paket", format_pct(works["persen"])),
            _input(view, "bpm", "pagu_rp", "Pagu", format_rp(ceiling["nilai_rp"])),
        ),
    )


@once
def explain_leverage(view: View) -> Explanation:
    """Return how collaboration stands against BPM."""
    found = held(view)
    assert found.kolaborasi is not None
    given = float(found.kolaborasi["realisasi_rp"].sum())
    paid = stage(view, "cair")
    inputs = [_input(view, "kolaborasi", "realisasi_rp", "Kolaborasi", format_rp(given))]
    formula = f"kolaborasi = jumlah realisasi = {format_rp(given)}"
    if paid is not None and found.pengungkit is not None:
        inputs.append(_input(view, "bpm", "cair_rp", "BPM cair", format_rp(paid["nilai_rp"])))
        formula += (
            f"\npengungkit = {format_rp(given)} ÷ {format_rp(paid['nilai_rp'])} = "
            f"{format_number(found.pengungkit)}"
        )
    return Explanation(
        key="kolaborasi",
        title="Dana kolaborasi",
        method="realisasi semua sumber dijumlahkan, dibandingkan dengan BPM yang cair",
        unit="rupiah",
        formula=formula,
        inputs=tuple(inputs),
    )


@once
def explain_training(view: View) -> Explanation:
    """Return how the share of women among those trained came about."""
    found = held(view)
    assert found.kapasitas is not None
    row = found.kapasitas.iloc[0]
    name = "peningkatan_kapasitas"
    return Explanation(
        key="kapasitas",
        title="Perempuan di antara yang hadir",
        method="hanya pelatihan yang mencatat keduanya",
        unit="persen orang",
        formula=f"persen = perempuan ÷ hadir × 100 = {format_pct(row['perempuan_pct'])}",
        inputs=(
            _input(view, name, "perempuan_orang", "Perempuan",
                   format_number(row["perempuan_orang"], 0)),
            _input(view, name, "hadir_orang", "Hadir", format_number(row["hadir_orang"], 0)),
            _input(view, name, "sasaran_orang", "Sasaran",
                   format_number(row["sasaran_orang"], 0)),
        ),
    )  # fmt: skip


def rules_words() -> str:
    """Return from when a package counts as standing still, in Indonesian."""
    rules = load_rules()
    return (
        "Tertahan: lewat rencana selesai; atau "
        f"{rules.days_without_works} hari sesudah cair belum ada fisik; atau "
        f"{rules.days_without_account} hari sesudah selesai belum ada LPJ ({rules.sources['bpm']})."
    )


def _input(view: View, table: str, column: str, label: str, value: str) -> Input:
    return Input(
        label, value, refs=column_refs(view.dataset, table, column, view.dataset.table(table))
    )


@once
def outside_words(view: View) -> str:
    """Return the share of BPM outside the delineation, in Indonesian."""
    found = held(view)
    assert found.delineasi is not None
    places = found.delineasi.set_index("tempat")
    share, unknown = places.loc["tidak", "persen"], places.loc["tidak_diketahui"]
    if pd.isna(share):
        return "letak terhadap delineasi belum diisi"
    words = f"{format_pct(share)} pagu di luar delineasi"
    if not unknown["jumlah_paket"]:
        return words
    count = format_number(unknown["jumlah_paket"], 0)
    return f"{words}, {format_pct(unknown['persen'])} belum diketahui letaknya ({count} paket)"


@once
def leverage_words(view: View) -> str:
    """Return what collaboration adds to each rupiah of BPM, in Indonesian."""
    found = held(view)
    assert found.kolaborasi is not None
    if found.pengungkit is not None:
        return f"Rp {format_number(found.pengungkit)} tiap Rp 1 BPM yang cair"
    return f"{len(found.kolaborasi)} sumber dana"


@once
def training_answer(view: View) -> str:
    """Return who came to the trainings, in Indonesian; "" without any."""
    found = held(view)
    if found.kapasitas is None:
        return ""
    row = found.kapasitas.iloc[0]
    return (
        f"{format_number(row['kegiatan'], 0)} pelatihan dihadiri "
        f"{format_number(row['hadir_orang'], 0)} orang, "
        f"{format_pct(row['perempuan_pct'])} perempuan."
    )


@once
def training_table(view: View) -> pd.DataFrame:
    """Return training per kab/kota with the whole named."""
    found = held(view)
    assert found.kapasitas is not None
    return found.kapasitas.assign(
        kab_kota=found.kapasitas["kab_kota"].replace({WHOLE: "Seluruhnya"})
    )
