"""The data set before the open one: which it is, and what changed since."""

from __future__ import annotations

import streamlit as st

from kotaku import view
from kotaku.dataset import Dataset
from kotaku.findings import Finding
from kotaku.intake.files.previous import compare
from kotaku.words.safe import plain
from pages.ui.bar import library
from pages.ui.bar.context import Context
from pages.ui.parts import tables

_KEY = "data_sebelumnya"
_NONE = "Tidak dibandingkan"


def dataset(page: Context) -> Dataset | None:
    """Return the data set before the open one: the one chosen, else found by its province."""
    entry = page.filters.entry
    assert entry is not None
    options = {e.label: e for e in library.earlier(entry)}
    chosen = st.session_state.get(_KEY)
    found = options.get(chosen or "") or (None if chosen == _NONE else library.previous(entry))
    return None if found is None else library.open_entry(found).restrict(page.filters.kab_kota)


def show(page: Context) -> None:
    """Draw the choice of the data set before, and what the open one says otherwise."""
    entry = page.filters.entry
    assert entry is not None
    labels = [e.label for e in library.earlier(entry)]
    if not labels:
        st.markdown("**Belum ada data yang lebih lama untuk dibandingkan.**")
        st.caption("Setelah unggahan berikutnya, perubahan terhadap data ini tampil di sini.")
        return
    usual = library.previous(entry)
    start = 0 if usual is None else labels.index(usual.label) + 1
    st.selectbox("Dibandingkan dengan", [_NONE, *labels], index=start, key=_KEY)
    earlier = dataset(page)
    if earlier is None:
        st.markdown("**Tidak ada data sebelumnya dari provinsi yang sama.** Pilih di atas.")
        return
    found = compare(earlier, page.dataset)
    st.markdown(f"**{plain(answer(found))}**")
    tables.show(
        view.findings_frame(found),
        {
            "tingkat": "Tingkat",
            "kab_kota": "Kab/kota",
            "pesan": "Apa yang berubah",
            "saran": "Yang perlu dilakukan",
            "sel": "Sel",
            "kode": "Kode",
        },
        alt="Perubahan besar dan isi yang hilang dibanding data sebelumnya",
    )


def answer(found: tuple[Finding, ...]) -> str:
    """Return how much changed, in one sentence."""
    if not found:
        return "Tidak ada perubahan besar dan tidak ada yang hilang dibanding data sebelumnya."
    gone = sum(f.code.endswith(("-HILANG", "-BERKURANG")) for f in found)
    return (
        f"{len(found) - gone} perubahan besar dan {gone} isi yang hilang dibanding data sebelumnya."
    )
