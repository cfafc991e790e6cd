"""Rakor KOTAKU: the server and the page registry.

Open with ``python run.py`` or ``streamlit run app.py``: Streamlit sees the ``App`` below and serves
it, and runs this file again as the script of every viewer.
"""

import logging

import streamlit as st
from streamlit.starlette import App

from kotaku import paths
from kotaku.store import StoreError
from kotaku.words.safe import plain
from pages.ui.bar import access, bar, garbage, lasting, sharing, sign_in, tour, window
from pages.ui.parts import typed
from pages.ui.rakor import presenter
from web import server

PAGES = {
    "": [
        ("mulai", "Mulai", ":material/home:", "Pilih data yang dibahas."),
        ("panduan", "Panduan", ":material/help:", "Cara memakai tiap halaman."),
    ],
    "Data": [
        ("unggah_data", "Unggah data", ":material/upload_file:", "Unggah spreadsheet tim."),
        ("kualitas_data", "Kualitas data", ":material/fact_check:", "Apa yang salah, dan di mana."),
    ],
    "Capaian": [
        ("ringkasan", "Ringkasan", ":material/summarize:", "Target, capaian, sisa, keputusan."),
        (
            "pengurangan_kumuh",
            "Pengurangan kumuh",
            ":material/trending_down:",
            "Hektare berkurang per tahun, sumber, dan tempat.",
        ),
        (
            "tingkat_kekumuhan",
            "Tingkat kekumuhan",
            ":material/grid_on:",
            "Nilai dan kelas tiap RT, kawasan, kelurahan.",
        ),
        (
            "master_schedule",
            "Master Schedule",
            ":material/calendar_month:",
            "Rencana, realisasi, dan deviasi tiap tim.",
        ),
        ("peta", "Peta", ":material/map:", "Lokasi menurut kelas dan luas."),
        (
            "peta_dan_tabel",
            "Peta dan tabel",
            ":material/compare_arrows:",
            "Luas poligon di samping luas tabel, unit demi unit.",
        ),
        (
            "kpi",
            "KPI dan 100-0-100",
            ":material/target:",
            "Indikator terhadap target; air minum, kumuh, sanitasi.",
        ),
        ("dana", "Dana", ":material/payments:", "BPM, kolaborasi, dan pelatihan."),
        (
            "kesiapan_audit",
            "Kesiapan audit",
            ":material/gavel:",
            "Temuan, dokumen, dan pengaduan yang belum selesai.",
        ),
        (
            "pencegahan",
            "Pencegahan",
            ":material/build:",
            "Aset, pemeliharaan, dan yang kembali kumuh tanpanya.",
        ),
    ],
    "Keputusan": [
        (
            "simulasi_dan_strategi",
            "Simulasi dan strategi",
            ":material/lightbulb:",
            "Andai pekerjaan ini selesai; paket termurah menuju target.",
        ),
        (
            "tindak_lanjut",
            "Tindak lanjut (RTL)",
            ":material/checklist:",
            "Siapa mengerjakan apa, sampai kapan.",
        ),
    ],
    "Rakor": [
        ("mode_rakor", "Mode rakor", ":material/co_present:", "Sepuluh menit tiap kab/kota."),
        ("riwayat", "Riwayat", ":material/history:", "Potret rakor, perubahannya, dan jejaknya."),
    ],
    "Keluaran": [
        (
            "lembar_kab_kota",
            "Lembar kab/kota",
            ":material/article:",
            "Satu halaman tiap kab/kota, untuk dicetak.",
        ),
        ("laporan", "Laporan", ":material/description:", "Slide, buku kerja, notulen, PDF."),
        (
            "metode_dan_sumber",
            "Metode dan sumber",
            ":material/menu_book:",
            "Aturan hitung beserta sumbernya.",
        ),
    ],
}


BROKEN = (
    "Halaman ini tidak dapat ditampilkan untuk data yang terbuka. Data tetap tersimpan: buka "
    "halaman lain atau muat ulang. Rinciannya tercatat di jendela tempat aplikasi dijalankan."
)
NOT_KEPT = (
    "{why} Yang baru diketik TIDAK disimpan, tetapi tetap ada: jangan muat ulang halaman; setelah "
    "penyimpanan kembali, tekan Coba lagi lalu simpan."
)


def draw() -> None:
    """Draw the page that the address names, with the bar above it."""
    # before the pages: the browser would ask a server outside for their icons
    st.set_page_config(page_icon=str(paths.ICON), layout="wide")
    st.session_state["terdaftar"] = True  # see pages/ui/bar/context.py
    pages = {
        group: [
            st.Page(f"pages/{name}.py", title=title, icon=icon, help=about, default=name == "mulai")
            for name, title, icon, about in entries
        ]
        for group, entries in PAGES.items()
    }
    page = st.navigation(pages, position="hidden" if presenter.is_here() else "top")
    st.set_page_config(page_title=f"{page.title} · Rakor KOTAKU")
    try:
        access.code()  # said in the terminal when the server starts
        lasting.touch()
        if page.url_path == presenter.PAGE:
            presenter.draw(page.title)
        else:
            presenter.way_back()
            bar.draw(page.title, at_end)
            tour.draw()
        page.run()
        window.watch()  # last: what it sets off must not cut the first drawing short
        garbage.first_shown(page.url_path)
        garbage.settle()
    except StoreError as error:
        typed.hold()
        st.error(NOT_KEPT.format(why=plain(error)), icon=":material/report:")
        st.button("Coba lagi", icon=":material/refresh:")
    except Exception:
        logging.getLogger("kotaku").exception("halaman %s", page.title)
        st.error(BROKEN, icon=":material/report:")


def at_end() -> None:
    """Draw what stands behind the filters."""
    sharing.popover()
    sign_in.popover()


if __name__ == "__main__":  # run by Streamlit, for every viewer and every change
    draw()
else:  # imported once, by the server
    app = App(
        __file__,
        lifespan=server.lifespan,
        middleware=server.middleware(),
        routes=server.routes(),
    )
