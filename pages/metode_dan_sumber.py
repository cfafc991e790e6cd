"""Metode dan sumber: by which rules are the figures calculated, and where do the rules stand?"""

import streamlit as st

from kotaku import rules, view
from kotaku.words.safe import plain
from pages.ui.bar import bar, context
from pages.ui.parts import tables, typed

context.through_app()
names = {r.name: r for r in rules.all_regulations()}
regulation = names[
    st.segmented_control(
        "Peraturan",
        list(names),
        default=rules.load().name,
        required=True,
        key="peraturan",
        bind="query-params",
        label_visibility="collapsed",
    )
]

left, right = st.columns([3, 2])
left.markdown(
    """
#### Satu metode, satu satuan pada setiap angka
1. **Persen** tiap kriteria = volume masalah ÷ pembagi × 100. Pembagi 0 memberi 0 %.
2. **Nilai** tiap kriteria 0, 1, 3, atau 5 menurut batas persen; persen negatif bernilai 0.
3. **Total nilai** menentukan kelas: berat, sedang, ringan, atau tidak kumuh.
4. **Kawasan, kelurahan, kab/kota**: volume dan pembagi RT dijumlahkan, lalu dinilai kembali.
5. **Setelah pekerjaan**: volume akhir = volume awal − volume pekerjaan, paling kecil 0.
6. **Metode T (ambang)**: luas satuan berkurang seluruhnya saat total nilainya di bawah ambang.
7. **Metode K**: kontribusi (R0 − R1) ÷ R0 × luas; **R0**: rumus buku kerja; bandingkan
   di halaman Pengurangan kumuh.
8. **Master Schedule**: jumlah bobot × kemajuan; deviasi = realisasi − rencana.
9. **KPI**: capaian ÷ target; **BPM**: pagu tiap paket sekali, termin dijumlahkan. Umur dan
   keterlambatan dihitung terhadap tanggal data.
"""
)
with right.container(border=True):
    st.markdown("**Nilai dan kelas**")
    tables.show(
        view.scale_frame(regulation),
        {"nama": "Ketentuan", "nilai": "Batas bawah", "tanda": "Tanda"},
        alt="Batas persen tiap nilai dan batas total tiap kelas",
        share=0.4,
    )

criteria, numbers, achieved, adjust = st.tabs(
    ["Kriteria", "Semua ketentuan dan sumbernya", "KPI, dana, audit", "Penyesuaian provinsi"]
)
with criteria:
    tables.show(
        view.criteria_frame(regulation),
        {
            "id": "Kode",
            "aspek": "Aspek",
            "nama": "Kriteria",
            "satuan": "Satuan volume",
            "pembagi": "Pembagi",
        },
        alt="Kriteria kekumuhan dan pembaginya",
        height=460,
    )
with numbers:
    for mark, meaning in rules.mark_meanings().items():
        st.caption(f"**{mark}** {plain(meaning)}")
    tables.show(
        view.entries_frame(regulation),
        {
            "nama": "Ketentuan",
            "nilai": "Nilai",
            "tanda": "Tanda",
            "sumber": "Sumber",
            "pasal": "Pasal/lampiran",
            "diperiksa": "Diperiksa",
        },
        {"diperiksa": tables.date},
        alt="Angka peraturan dengan sumber dan tandanya",
        height=460,
    )
with achieved:
    tables.show(
        view.achievement_rules_frame(),
        {"nama": "Ketentuan", "nilai": "Nilai", "tanda": "Tanda", "sumber": "Sumber"},
        alt="Ambang KPI, dana, dan pengaduan dengan sumber dan tandanya",
    )
with adjust:
    st.markdown(
        "Ketentuan bertanda **P** atau **I** belum pasti menurut sumbernya. Provinsi boleh "
        "menggantinya; setiap halaman lalu menyebut bahwa ada ketentuan yang disesuaikan."
    )
    uncertain = view.uncertain_frame(regulation, dict(bar.changes()))
    edited = typed.data_editor(
        uncertain,
        hide_index=True,
        column_order=[name for name in uncertain if name != "Kode"],
        disabled=["Kode", "Ketentuan", "Nilai asal", "Tanda"],
        column_config={
            "Nilai asal": st.column_config.NumberColumn(format="localized"),
            "Dipakai": st.column_config.NumberColumn(
                format="localized", required=True, min_value=0
            ),
        },
        key=f"penyesuaian {regulation.id}",
    )
    with st.container(horizontal=True):
        if st.button("Pakai penyesuaian", icon=":material/check:", type="primary"):
            different = edited[edited["Dipakai"] != edited["Nilai asal"]]
            wanted = dict(zip(different["Kode"], different["Dipakai"], strict=True))
            try:
                rules.with_overrides(regulation, wanted)
            except ValueError as error:
                st.error(plain(str(error)))
            else:
                bar.change(wanted)
                st.rerun()
        if bar.changes() and st.button("Kembalikan semua", icon=":material/undo:"):
            bar.change({})
            st.rerun()
