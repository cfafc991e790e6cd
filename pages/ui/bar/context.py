"""What a page starts from: the chosen data set, the filters, and the figures they give."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NoReturn

import pandas as pd
import streamlit as st

import kotaku
from kotaku import meeting, view
from kotaku.charts.spec import Chart
from kotaku.dataset import Dataset
from kotaku.evaluation import Evaluation, Settings
from kotaku.explain.figures import Explanation, headline
from kotaku.findings import Finding
from kotaku.geo import points
from kotaku.output.report import EVIDENCE
from kotaku.progress.achievement import Achievement
from kotaku.rules import with_overrides
from kotaku.words.dates import format_date
from kotaku.words.safe import plain
from pages.ui.bar import doubt, library
from pages.ui.bar.bar import DATA, SATUAN, Filters, filters

METHODS = {
    "T": "metode T (ambang)",
    "K_T0": "metode K (kontribusi terhadap T0)",
    "K_tahun": "metode K (kontribusi tahunan)",
    "R0": "metode buku kerja R0",
}


@dataclass
class Context:
    """The data and figures that a page shows, filters already applied.

    One object serves every viewer of the same view: what it works out is worked out once.
    """

    filters: Filters
    dataset: Dataset  # of the chosen kab/kota
    evaluation: Evaluation
    account: pd.DataFrame  # akun_luas under the scenario and the last year chosen
    _charts: dict[str, Chart] = field(default_factory=dict, repr=False)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """Findings of the data and of the calculation."""
        return (*self.dataset.findings, *self.evaluation.temuan)

    def doubt(self, quantity: str) -> str:
        """Return the word beside a figure that is not sure; "" when it is."""
        return doubt.word(self.dataset, quantity)

    @property
    def target_sisa_ha(self) -> float | None:
        """The profile's target for the remaining area; of a part only where it is nothing."""
        text = self.dataset.profile.get("target_sisa_ha", "")
        try:
            target = float(text.replace(",", ".")) if text else None
        except ValueError:
            return None
        return target if self.filters.kab_kota is None or target == 0 else None

    @property
    def tahun_target(self) -> int | None:
        """The year of the profile's target."""
        text = self.dataset.profile.get("tahun_target", "")
        return int(text) if text.isdigit() else None

    def chart(self, key: str, build: Callable[[], Chart]) -> Chart:
        """Return a chart of this view, built at its first use."""
        if key not in self._charts:
            self._charts[key] = build()
        return self._charts[key]

    @cached_property
    def area(self) -> view.AreaSummary | None:
        """The area account's summary."""
        return view.area_summary(self.account, target_sisa_ha=self.target_sisa_ha)

    @cached_property
    def places(self) -> pd.DataFrame:
        """The area account per kab/kota."""
        return view.area_by_place(self.account)

    @cached_property
    def units(self) -> pd.DataFrame:
        """The units of the chosen level, at the start and now."""
        return view.units_now(
            self.evaluation.kondisi,
            satuan=self.evaluation.settings.satuan,
            simulasi=self.filters.simulasi,
            sampai_tahun=self.filters.tahun,
        )

    @cached_property
    def achievement(self) -> Achievement:
        """KPI, funds, audit and complaints at the data date."""
        return view.achieved(self.dataset, self.account)

    @cached_property
    def explanations(self) -> dict[str, Explanation]:
        """How the headline figures came about, by their keys."""
        found = headline(self.dataset, self.evaluation, self.account)
        return {e.key: replace(e, source=self.source_line) for e in found}

    @cached_property
    def schedule_explanation(self) -> Explanation:
        """How the headline of the Master Schedule came about; only where there is one."""
        assert self.evaluation.jadwal is not None
        found = view.explain_schedule(self.dataset, self.evaluation.jadwal)
        return replace(found, source=self.source_line)

    @cached_property
    def placed(self) -> tuple[pd.DataFrame, pd.DataFrame]:
        """The units that have a point on the map: at the start, and under the filters."""
        before, _ = points.points(self.evaluation, simulasi=False, sampai_tahun=0)
        after, _ = points.points(
            self.evaluation,
            simulasi=self.filters.simulasi,
            sampai_tahun=self.filters.tahun,
        )
        return before, after

    @cached_property
    def related(self) -> tuple[str, ...]:
        """What a follow-up of this place can come from, in words."""
        plan = self.evaluation.jadwal
        return meeting.related(
            self.area,
            None if plan is None else view.schedule_now(plan.latest),
            meeting.obstacles(plan.activities)
            if plan is not None and self.filters.kab_kota
            else [],
            meeting.worst_criteria(self.units, self.evaluation.regulation.criteria),
            self.findings,
        )

    @property
    def unit_label(self) -> str:
        """The unit and method that stand beside every figure."""
        bukti = self.evaluation.bukti
        if bukti == "hektare":
            return "hektare seperti dilaporkan per lokasi"
        used = self.evaluation.settings
        method = METHODS[used.metode]
        if used.layanan80 and used.metode == "T":
            method += " dan layanan > 80 %"
        return f"{method}, satuan {SATUAN[used.satuan]}"

    @property
    def satuan_label(self) -> str:
        """The level that figures are counted at, in words."""
        return SATUAN[self.evaluation.settings.satuan]

    @property
    def data_source(self) -> str:
        """File and data date alone: for figures that no method of counting touches."""
        files = ", ".join(f.name for f in self.dataset.files)
        return f"Sumber: {files} · data {format_date(self.achievement.as_of)}"

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
        if self.evaluation.settings.rerata == "scored_only":
            parts.append("rata-rata dari persen yang bernilai saja")
        if self.filters.penyesuaian:
            parts.append(f"{len(self.filters.penyesuaian)} ketentuan disesuaikan provinsi")
        return " · ".join(parts)


def open_page(*shown: str) -> Context:
    """Return what the page shows under the bar's filters, or stop at an empty state.

    ``shown`` names the quantities of its figures (doubt.AREA ...), none means all of them: what is
    not sure of these is said above the page.
    """
    through_app()
    chosen = filters()
    if chosen.entry is None:
        empty_state()
    context = of(chosen)
    _illustration_notice(context.dataset)
    doubt.draw(context.dataset, chosen.entry.label, shown)
    if chosen.regulasi != context.filters.regulasi:
        st.caption(
            ":orange-badge[Peraturan] Data ini tidak memuat semua kriteria peraturan yang dipilih; "
            f"dinilai dengan {plain(context.evaluation.regulation.name)}."
        )
    return context


def of(chosen: Filters) -> Context:
    """Return what filters give, worked out once for every viewer; a data set must be chosen."""
    return _context(chosen, kotaku.RULES)


@st.cache_resource(max_entries=64, show_spinner=False)
def _context(chosen: Filters, rules: str) -> Context:  # noqa: ARG001 -- part of the cache key
    entry = chosen.entry
    assert entry is not None
    chosen = _allowed(_judged(chosen, entry), entry)
    whole = library.open_entry(entry, chosen.regulasi)
    evaluation = library.evaluated(entry, chosen.kab_kota, settings_of(chosen))
    return Context(
        filters=chosen,
        dataset=whole.restrict(chosen.kab_kota),
        evaluation=evaluation,
        account=view.select_account(
            evaluation.akun_luas, simulasi=chosen.simulasi, sampai_tahun=chosen.tahun
        ),
    )


def _judged(chosen: Filters, entry: library.Entry) -> Filters:
    """Return the filters with a rule set that can judge the data: 16 criteria are not 19."""
    if chosen.regulasi is None:
        return chosen
    asked = library.evaluated(entry, None, Settings(regulasi=chosen.regulasi)).kondisi
    scored = library.evaluated(entry, None, Settings()).kondisi
    return replace(chosen, regulasi=None) if asked.empty and not scored.empty else chosen


def _allowed(chosen: Filters, entry: library.Entry) -> Filters:
    """Return the filters without replaced numbers that the rule set does not let go."""
    rules = library.evaluated(entry, None, Settings(regulasi=chosen.regulasi)).regulation
    try:
        with_overrides(rules, dict(chosen.penyesuaian))
    except (KeyError, ValueError):
        return replace(chosen, penyesuaian=())
    return chosen


def settings_of(chosen: Filters) -> Settings:
    """Return the settings of the calculation that the bar asks for."""
    return Settings(
        regulasi=chosen.regulasi,
        satuan=chosen.satuan,
        metode=chosen.metode,
        rerata=chosen.rerata,
        layanan80=chosen.layanan80,
        per_sumber=chosen.per_sumber,
        penyesuaian=chosen.penyesuaian,
    )


def through_app() -> None:
    """Make sure that app.py ran: it registers the pages and draws the bar.

    A deep link that is the very first request to a server runs its page without app.py, as apps
    with a pages folder once did; calling st.navigation ends that mode for the whole server.
    """
    if st.session_state.get("terdaftar"):
        return
    path = str(st.context.url).rstrip("/").rsplit("/", 1)[-1]
    here = st.Page(_nothing, title="Rakor KOTAKU", url_path=path)
    st.navigation([st.Page(_nowhere, default=True), here], position="hidden")
    st.rerun()


def _nothing() -> None: ...


def _nowhere() -> None: ...


def empty_state() -> NoReturn:
    """Send to the start page, where data sets are opened, and stop."""
    st.markdown("**Belum ada data yang dibuka.** Pilih data di atas, atau mulai dari awal.")
    st.page_link("pages/mulai.py", label="Mulai", icon=":material/home:")
    st.stop()


def link_to(label: str, words: str, *, icon: str, page: str = "ringkasan") -> None:
    """Draw a link to a page with a data set open; the data set stands in the address."""
    st.page_link(f"pages/{page}.py", label=plain(words), icon=icon, query_params={DATA: label})


def lacks(sheets: str) -> NoReturn:
    """Say which sheets the page needs, offer the template, and stop."""
    st.markdown(f"**Halaman ini memerlukan {sheets}.** Data yang terbuka belum memuatnya.")
    st.page_link(
        "pages/unggah_data.py",
        label="Unduh templat atau unggah data lain",
        icon=":material/upload:",
    )
    st.stop()


def _illustration_notice(dataset: Dataset) -> None:
    """Say on every page that a sample's distribution is illustrative."""
    profile = dataset.profile
    if profile.get("sifat_data", "").lower() == "ilustrasi":
        st.markdown(  # a caption would dim the badge
            ":orange-badge[Ilustrasi] Hanya jumlah provinsi yang terbit; rinciannya ilustrasi.",
            help=plain(profile.get("catatan", "")),
        )


def source(context: Context) -> None:
    """Draw the source line under a view."""
    st.caption(plain(context.source_line))
