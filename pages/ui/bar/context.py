"""What a page starts from: the chosen data set, the filters, and the figures they give."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from typing import NoReturn

import streamlit as st

import kotaku
from kotaku import meeting, view
from kotaku.charts.spec import Chart
from kotaku.evaluation import Settings
from kotaku.explain.figures import Explanation
from kotaku.rules import with_overrides
from kotaku.view import Scope, View, offices
from kotaku.words import labels
from kotaku.words.safe import plain
from pages.ui.bar import ahead, doubt, library
from pages.ui.bar.bar import DATA, Filters, filters


@dataclass(frozen=True, eq=False)
class Context(View):
    """The view that a page shows, under the filters of the bar.

    One object serves every viewer of the same view: what it works out is worked out once.
    """

    filters: Filters = field(kw_only=True)
    _charts: dict[str, Chart] = field(default_factory=dict, repr=False, kw_only=True)

    def chart(self, key: str, build: Callable[[], Chart]) -> Chart:
        """Return a chart of this view, built at its first use."""
        if key not in self._charts:
            self._charts[key] = build()
        return self._charts[key]

    @cached_property
    def schedule_explanation(self) -> Explanation:
        """How the headline of the Master Schedule came about; only where there is one."""
        assert self.evaluation.jadwal is not None
        found = view.explain_schedule(self.dataset, self.evaluation.jadwal)
        return replace(found, source=self.source)

    @cached_property
    def related(self) -> tuple[str, ...]:
        """What a follow-up of this place can come from, in words."""
        plan = self.evaluation.jadwal
        late = view.obstacles(plan.activities) if plan and self.filters.kab_kota else []
        return meeting.related(self.area, self.schedule_now, late, self.worst(), self.findings)

    @cached_property
    def source_line(self) -> str:
        """File, sheets, data date, method, unit, evidence: the line under every view."""
        sheets = ", ".join(dict.fromkeys(s.sheet for s in self.dataset.sources))
        evidence = labels.EVIDENCE[self.evaluation.bukti]
        named = offices.offices(self.dataset.profile)
        line = f"{self.source} · bukti: {evidence} · lembar {sheets}"
        return f"{line} · {named}" if named else line


def open_page(*shown: str) -> Context:
    """Return what the page shows under the bar's filters, or stop at an empty state.

    ``shown`` names the quantities of its figures (doubt.AREA ...), none means all of them: what is
    not sure of these is said above the page.
    """
    through_app()
    ahead.asked()
    chosen = filters()
    if chosen.entry is None:
        empty_state()
    context = of(chosen)
    if context.filters.kab_kota is None:
        settings = settings_of(context.filters)
        ahead.begin(chosen.entry, settings, context.dataset, partial(_work_out, chosen))
    illustration_notice(context)
    doubt.draw(context.dataset, chosen.entry.label, shown, own=chosen.entry.stored is not None)
    if chosen.regulasi != context.filters.regulasi:
        st.caption(
            ":orange-badge[Peraturan] Data ini tidak memuat semua kriteria peraturan yang dipilih; "
            f"dinilai dengan {plain(context.evaluation.regulation.name)}."
        )
    return context


def _work_out(chosen: Filters, place: str) -> None:
    """Have what pages show of a place: its figures, and what its map is drawn from."""
    view.prepare(of(replace(chosen, kab_kota=place)), chosen.tahun)


def of(chosen: Filters) -> Context:
    """Return what filters give, worked out once for every viewer; a data set must be chosen."""
    return _context(chosen, kotaku.RULES)


# told in words: Streamlit would look through each of their fields anew at every click
@st.cache_resource(max_entries=64, show_spinner=False, hash_funcs={Filters: repr})
def _context(chosen: Filters, rules: str) -> Context:  # noqa: ARG001 -- part of the cache key
    entry = chosen.entry
    assert entry is not None
    chosen = _allowed(_judged(chosen, entry), entry)
    whole = library.open_entry(entry, chosen.regulasi)
    evaluation = library.evaluated(entry, chosen.kab_kota, settings_of(chosen))
    return Context(
        whole.restrict(chosen.kab_kota),
        evaluation,
        scope=scope_of(chosen),
        filters=chosen,
    )


def scope_of(chosen: Filters) -> Scope:
    """Return whose figures filters ask for."""
    return Scope(chosen.kab_kota, chosen.simulasi, chosen.tahun)


def label_of(page: Context) -> str:
    """Return the name under which the data set of a page is opened."""
    assert page.filters.entry is not None
    return page.filters.entry.label


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
        dasar=chosen.dasar,
        tambahan=chosen.tambahan,
        tanggal_data=chosen.tanggal_data,
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


def illustration_notice(context: Context) -> None:
    """Say on every page that a sample's distribution is illustrative."""
    if context.illustration:
        st.markdown(  # a caption would dim the badge
            f":orange-badge[Ilustrasi] {plain(context.illustration_note)}",
            help=plain(context.of_profile("catatan")),
        )


UNPLACED = "PENGURANGAN-TANPA-LOKASI"


def differences(context: Context, code: str) -> None:
    """Say once, beside the figures, where the file says two things of one quantity."""
    for text in view.differences(context.findings, code, context.scope.kab_kota):
        st.caption(f":orange-badge[Berbeda] {plain(text)}")


def source(context: Context) -> None:
    """Draw the source line under a view."""
    st.caption(plain(context.source_line))
