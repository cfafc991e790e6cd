"""What a page starts from: the chosen data set, the filters, and the figures they give."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NoReturn

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from kotaku import summary
from kotaku.dataset import Dataset
from kotaku.evaluation import Evaluation, Settings
from kotaku.findings import Finding
from kotaku.text.safe import plain
from pages.shared import library, tables

EVERYWHERE = "Semua kab/kota"
ALL_YEARS, UNTIL = "Semua tahun", "s.d. "
SATUAN = {"rt": "RT", "kawasan": "Kawasan", "kelurahan": "Kelurahan", "kab_kota": "Kab/kota"}
SIMULASI = {"Realisasi + simulasi": True, "Realisasi saja": False}
VERDICTS = {
    "cocok": "Cocok",
    "tidak_cocok": "Tidak cocok",
    "tidak_dapat_dihitung": "Tidak dapat dihitung",
}
EVIDENCE = {
    "volume": "volume dan pembagi tiap kriteria",
    "persen": "persen tiap kriteria",
    "nilai": "nilai tiap kriteria",
    "total": "total nilai",
    "hektare": "hektare seperti dilaporkan",
    "tidak_ada": "belum ada data kumuh",
}


@dataclass(frozen=True)
class Context:
    """The data and figures that a page shows, filters already applied."""

    label: str
    dataset: Dataset  # of the chosen kab/kota
    evaluation: Evaluation
    account: pd.DataFrame  # akun_luas under the scenario and the last year chosen
    kab_kota: str | None
    simulasi: bool
    tahun: int | None

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Findings of the data and of the calculation."""
        return (*self.dataset.findings, *self.evaluation.temuan)

    @property
    def target_sisa_ha(self) -> float | None:
        """The profile's target for the remaining area; only for the whole data set."""
        text = self.dataset.profile.get("target_sisa_ha", "")
        if self.kab_kota is not None:
            return None
        try:
            return float(text.replace(",", ".")) if text else None
        except ValueError:
            return None

    @property
    def area(self) -> summary.AreaSummary | None:
        """The area account's summary."""
        return summary.area_summary(self.account, target_sisa_ha=self.target_sisa_ha)

    @property
    def places(self) -> pd.DataFrame:
        """The area account per kab/kota."""
        return summary.area_by_place(self.account)

    @property
    def unit_label(self) -> str:
        """The unit and method that stand beside every figure."""
        bukti = self.evaluation.bukti
        if bukti == "hektare":
            return "hektare seperti dilaporkan per lokasi"
        return f"metode T (ambang), satuan {SATUAN[self.evaluation.settings.satuan]}"

    @property
    def satuan_label(self) -> str:
        """The level that figures are counted at, in words."""
        return SATUAN[self.evaluation.settings.satuan]

    @property
    def short_source(self) -> str:
        """File and data date, method and unit: the line inside each figure."""
        files = ", ".join(f.name for f in self.dataset.files)
        date = self.dataset.profile.get("tanggal_data")
        return " · ".join(
            [f"Sumber: {files}", *([f"data {date}"] if date else []), self.unit_label]
        )

    @property
    def source_line(self) -> str:
        """File, sheets, data date, method and unit: the line under every view."""
        files = ", ".join(f.name for f in self.dataset.files)
        sheets = ", ".join(dict.fromkeys(s.sheet for s in self.dataset.sources))
        date = self.dataset.profile.get("tanggal_data")
        parts = [f"Sumber: {files}", f"lembar {sheets}"]
        if date:
            parts.append(f"data per {date}")
        parts += [
            self.unit_label,
            f"bukti: {EVIDENCE[self.evaluation.bukti]}",
            self.evaluation.regulation.name,
        ]
        return " · ".join(parts)


def open_page(title: str) -> Context:
    """Draw the title and the bar; return what the page shows, or stop at an empty state."""
    bar = start(title)
    entry = _choose_data(bar)
    whole = library.open_entry(entry)
    with bar:
        kab_kota, satuan, simulasi, tahun = _filters(
            whole, library.evaluated(entry, None, Settings())
        )
    settings = Settings(satuan=satuan)
    evaluation = library.evaluated(entry, kab_kota, settings)
    context = Context(
        label=entry.label,
        dataset=whole.restrict(kab_kota),
        evaluation=evaluation,
        account=summary.select_account(evaluation.akun_luas, simulasi=simulasi, sampai_tahun=tahun),
        kab_kota=kab_kota,
        simulasi=simulasi,
        tahun=tahun,
    )
    _illustration_notice(whole)
    return context


def start(title: str) -> DeltaGenerator:
    """Draw the title; return the bar it stands in.

    A deep link that is the very first request to a server runs its page without app.py, as apps
    with a pages folder once did; calling st.navigation ends that mode for the whole server.
    """
    if not st.session_state.get("terdaftar"):
        path = str(st.context.url).rstrip("/").rsplit("/", 1)[-1]
        here = st.Page(_nothing, title=title, url_path=path)
        st.navigation([st.Page(_nowhere, default=True), here], position="hidden")
        st.rerun()
    bar = st.container(horizontal=True, vertical_alignment="center", gap="xsmall")
    bar.subheader(title, anchor=False, width="content")
    return bar


def _nothing() -> None: ...


def _nowhere() -> None: ...


def _choose_data(bar: DeltaGenerator) -> library.Entry:
    shelf = library.shelf()
    label = bar.selectbox(
        "Data",
        list(shelf),
        index=None,
        placeholder="Pilih data",
        key="data",
        bind="query-params",
        label_visibility="collapsed",
    )
    if label is None:
        empty_state(shelf)
        st.stop()
    return shelf[label]


def empty_state(shelf: dict[str, library.Entry]) -> None:
    """Offer the samples and the way to upload when no data set is open."""
    st.markdown("**Belum ada data yang dibuka.** Pilih data di atas, buka contoh, atau unggah.")
    with st.container(horizontal=True):
        for entry in shelf.values():
            if entry.sample:
                st.button(
                    f"Buka {entry.label}",
                    icon=":material/folder_open:",
                    on_click=choose,
                    args=(entry.label,),
                )
        st.page_link("pages/unggah_data.py", label="Unggah spreadsheet", icon=":material/upload:")


def choose(label: str) -> None:
    """Make a data set the open one from the next run on."""
    st.session_state["data"] = label


def lacks(sheets: str) -> NoReturn:
    """Say which sheets the page needs, offer the template, and stop."""
    st.markdown(f"**Halaman ini memerlukan {sheets}.** Data yang terbuka belum memuatnya.")
    st.page_link(
        "pages/unggah_data.py",
        label="Unduh templat atau unggah data lain",
        icon=":material/upload:",
    )
    st.stop()


def _filters(dataset: Dataset, evaluation: Evaluation) -> tuple[str | None, str, bool, int | None]:
    units = [s for s in SATUAN if s in set(evaluation.kondisi["satuan"])]
    years = sorted({int(y) for y in evaluation.akun_luas["tahun"].dropna() if y})
    place = _pick("kab", [EVERYWHERE, *dataset.kab_kota], 190)
    unit = _pick("satuan", [SATUAN[u] for u in units], 125) if units else None
    scenario = _pick("skenario", list(SIMULASI), 205)
    until = _pick("sampai", [ALL_YEARS, *(f"{UNTIL}{y}" for y in years)], 150)
    return (
        None if place == EVERYWHERE else place,
        next((u for u in units if SATUAN[u] == unit), "rt"),
        SIMULASI[scenario],
        None if until == ALL_YEARS else int(until.removeprefix(UNTIL)),
    )


def _pick(key: str, options: list[str], width: int) -> str:
    return st.selectbox(
        key,
        options,
        key=key,
        bind="query-params",
        label_visibility="collapsed",
        width=width,
    )


def _illustration_notice(dataset: Dataset) -> None:
    """Say on every page that a sample's distribution is illustrative."""
    profile = dataset.profile
    if profile.get("sifat_data", "").lower() == "ilustrasi":
        note = profile.get("catatan", "")
        st.caption(f":orange-badge[Ilustrasi] {plain(note)}")


def claims(context: Context) -> None:
    """Draw published figures beside what the data gives."""
    rows = context.evaluation.klaim
    if rows.empty:
        st.markdown("Belum ada lembar Klaim: isi angka laporan agar dihitung ulang di sini.")
        return
    tables.show(
        rows.assign(putusan=rows["putusan"].map(VERDICTS)),
        {
            "wilayah": "Wilayah",
            "tahun": "Tahun",
            "besaran": "Besaran",
            "nilai_klaim": "Dilaporkan",
            "nilai_hitung": "Dihitung ulang",
            "selisih": "Selisih",
            "satuan": "Satuan",
            "putusan": "Putusan",
            "penjelasan": "Penjelasan",
            "sumber": "Sumber",
        },
        {
            "tahun": tables.year,
            **dict.fromkeys(("nilai_klaim", "nilai_hitung", "selisih"), tables.number()),
        },
        alt="Angka laporan dan hasil hitung ulang",
    )


def source(context: Context) -> None:
    """Draw the source line under a view."""
    st.caption(plain(context.source_line))
