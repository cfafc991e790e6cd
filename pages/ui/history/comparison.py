"""Two snapshots or data sets held against each other, and the course of all of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import pandas as pd
import streamlit as st

from kotaku import snapshots
from kotaku.charts.change import change_steps, trend_lines
from kotaku.snapshots import Change, Comparison, KeptSnapshot, Point, Potret
from kotaku.words.safe import in_full, plain
from pages.ui.bar import deltas, library, window
from pages.ui.bar.bar import Filters
from pages.ui.bar.library import Entry
from pages.ui.history import potret
from pages.ui.parts import cards, charts, tables
from pages.ui.parts.cards import Card
from pages.ui.rakor import rakor

Choice = KeptSnapshot | Entry
CARDS = ("luas_awal_ha", "realisasi_ha", "sisa_ha", "master_schedule_pct")
MOST = 12  # stored data sets that a course takes in, the newest


def show(kept: list[KeptSnapshot], chosen: Filters) -> None:
    """Draw the choice of two and what lies between them."""
    choices = _choices(kept)
    if len(choices) < 2:
        st.caption("Perlu dua potret atau data untuk dibandingkan.")
        return
    then, now = _defaults(choices, kept, chosen)
    left, right = st.columns(2)
    first = _pick(left, "Dulu", choices, then, key="dulu")
    second = _pick(right, "Kini", choices, now, key="kini")
    if first is None or second is None:
        st.caption("Pilih keduanya.")
        return
    before, after = _sides(first, second, chosen)
    reasons = snapshots.hindrances(before, after)
    if reasons:
        st.warning(
            "Keduanya dihitung dengan cara yang berbeda, jadi selisihnya tidak dihitung. "
            + plain(" ".join(reasons)),
            icon=":material/block:",
        )
        _apart(before, after)
        return
    _draw(before, after, snapshots.compare(before, after))


def _choices(kept: list[KeptSnapshot]) -> dict[str, Choice]:
    potrets = {
        f"Potret: {in_full(k.info.name)} · {rakor.moment(k.info.at)} · {k.info.id[:4]}": k
        for k in kept
    }
    return {**potrets, **{f"Data: {name}": entry for name, entry in library.shelf().items()}}


def _defaults(
    choices: Mapping[str, Choice], kept: list[KeptSnapshot], chosen: Filters
) -> tuple[str | None, str | None]:
    """Return the labels to begin with: the point of comparison and the open data."""
    labels = {id(one): label for label, one in choices.items()}
    base = deltas.base_of(chosen)
    then = next((one for one in kept if base and one.info.id == base.info.id), None)
    now = f"Data: {chosen.entry.label}" if chosen.entry else None
    return labels.get(id(then)), now


def _pick(
    place: st.delta_generator.DeltaGenerator,
    label: str,
    choices: Mapping[str, Choice],
    start: str | None,
    *,
    key: str,
) -> Choice | None:
    names = list(choices)
    at = place.selectbox(
        label,
        names,
        index=names.index(start) if start is not None and start in choices else None,
        placeholder="Pilih potret atau data",
        key=f"banding_{key}",
    )
    return None if at is None else choices[at]


def _sides(first: Choice, second: Choice, chosen: Filters) -> tuple[Potret, Potret]:
    """Return both sides; a data set is counted as the snapshot on the other side was."""
    likes = [one.potret if isinstance(one, KeptSnapshot) else None for one in (first, second)]
    return _side(first, likes[1], chosen), _side(second, likes[0], chosen)


def _side(one: Choice, like: Potret | None, chosen: Filters) -> Potret:
    if isinstance(one, KeptSnapshot):
        return one.potret
    asked = replace(chosen, entry=one, kab_kota=None)
    if like is None:
        return potret.present(asked)
    if like.cara.settings is None:
        return potret.present(replace(asked, simulasi=like.cara.simulasi, tahun=like.cara.tahun))
    return potret.taken(one, like.cara.settings, like.cara.view)


def _draw(before: Potret, after: Potret, found: Comparison) -> None:
    st.markdown(f"##### {plain(snapshots.answer(before, after))}")
    for text in found.catatan:
        st.caption(f":orange-badge[Perhatikan] {plain(text)}")
    if found.empty:
        st.markdown("Tidak ada yang berubah: semua angka dan lokasi sama.")
        return
    figures = found.angka.set_index("kunci")
    cards.row([_card(figures.loc[key]) for key in CARDS if key in figures.index])
    left, right = st.columns([3, 2])
    with left:
        charts.plot(
            change_steps(found.tangga, source=snapshots.way_line(after)),
            key="tangga_banding",
            width=window.room(0.6),
        )
    with right:
        _table(found.angka)
    _details(found)


def _card(row: pd.Series) -> Card:
    figure = snapshots.figures()[str(row.name)]
    gap = float(row["selisih"])
    then = f"dulu {figure.value(float(row['sebelum']))}"
    about = "Selisih kini terhadap dulu."
    change = Change(gap, figure.difference(gap), figure.judged(gap), about)
    same = change.same or gap != gap  # an unknown side has no difference
    return Card(
        figure.nama, figure.value(float(row["sesudah"])), then, None, None if same else change
    )


def _table(angka: pd.DataFrame) -> None:
    words = snapshots.figures()
    told = [
        {
            "nama": words[key].nama,
            "sebelum": words[key].value(before),
            "sesudah": words[key].value(after),
            "selisih": words[key].difference(gap),
        }
        for key, _, before, after, gap in angka.itertuples(index=False)
        if before != 0 or after != 0
    ]
    tables.show(
        pd.DataFrame(told),
        {"nama": "Angka", "sebelum": "Dulu", "sesudah": "Kini", "selisih": "Selisih"},
        alt="Angka dulu dan kini",
        height="content",
    )


def _apart(before: Potret, after: Potret) -> None:
    """Draw both sides without a difference."""
    for column, one in zip(st.columns(2), (before, after), strict=True):
        with column.container(border=True):
            st.markdown(f"**{plain(one.asal.nama)}**  \n{plain(snapshots.way_line(one))}")
            rows = [
                {"nama": figure.nama, "nilai": figure.value(one.angka[key])}
                for key, figure in snapshots.figures().items()
                if key in one.angka
            ]
            headings = {"nama": "Angka", "nilai": "Nilai"}
            tables.show(pd.DataFrame(rows), headings, alt="Angka", share=0.5)


def _details(found: Comparison) -> None:
    parts: dict[str, Callable[[], None]] = {
        f"Lokasi yang berubah ({len(found.baris)})": lambda: _rows(found.baris),
        "Per tahun dan sumber": lambda: _account(found.akun),
        "Master Schedule": lambda: _schedule(found.jadwal),
    }
    for tab, draw in zip(st.tabs(list(parts)), parts.values(), strict=True):
        with tab:
            draw()


def _rows(rows: pd.DataFrame) -> None:
    numbers = {
        "sisa_sebelum_ha": "Sisa dulu (ha)",
        "sisa_sesudah_ha": "Sisa kini (ha)",
        "berkurang_sebelum_ha": "Berkurang dulu (ha)",
        "berkurang_sesudah_ha": "Berkurang kini (ha)",
    }
    areas = {"awal_sebelum_ha": "Awal dulu (ha)", "awal_sesudah_ha": "Awal kini (ha)"}
    if (rows["awal_sebelum_ha"] != rows["awal_sesudah_ha"]).any():
        numbers |= areas
    kinds = {"tingkat_sebelum": "Kelas dulu", "tingkat_sesudah": "Kelas kini"}
    classes = bool((rows[list(kinds)] != "").any(axis=None))
    tables.show(
        rows.assign(
            perubahan=rows["perubahan"].map(snapshots.CHANGES),
            **{k: rows[k].str.replace("_", " ").str.capitalize() for k in kinds},
        ),
        {
            "perubahan": "Perubahan",
            "kab_kota": "Kab/kota",
            "nama": "Lokasi atau satuan",
            "selisih_sisa_ha": "Selisih sisa (ha)",
            **(kinds if classes else {}),
            **numbers,
        },
        dict.fromkeys(numbers, tables.number()) | {"selisih_sisa_ha": tables.number(sign=True)},
        alt="Lokasi yang baru, hilang, atau berubah",
        height=400 if len(rows) > 10 else "auto",
    )


def _account(rows: pd.DataFrame) -> None:
    tables.show(
        rows.assign(kab_kota=rows["kab_kota"].map(snapshots.place_of)),
        {
            "kab_kota": "Kab/kota",
            "tahun": "Tahun",
            "status": "Status",
            "sumber": "Sumber",
            "sebelum_ha": "Dulu (ha)",
            "sesudah_ha": "Kini (ha)",
            "selisih_ha": "Selisih (ha)",
        },
        {
            "tahun": tables.year,
            **dict.fromkeys(("sebelum_ha", "sesudah_ha"), tables.number()),
            "selisih_ha": tables.number(sign=True),
        },
        alt="Pengurangan yang berbeda per tahun, status, dan sumber",
        height=400 if len(rows) > 10 else "auto",
    )


def _schedule(rows: pd.DataFrame) -> None:
    tables.show(
        rows.assign(kab_kota=rows["kab_kota"].map(snapshots.place_of)),
        {
            "kab_kota": "Kab/kota",
            "sebelum_pct": "Dulu (%)",
            "sesudah_pct": "Kini (%)",
            "selisih_pp": "Selisih (pp)",
        },
        {
            **dict.fromkeys(("sebelum_pct", "sesudah_pct"), tables.number()),
            "selisih_pp": tables.number(sign=True),
        },
        alt="Realisasi Master Schedule dulu dan kini",
    )


def trend(kept: list[KeptSnapshot], chosen: Filters) -> None:
    """Draw how reduction and Master Schedule moved from snapshot to snapshot."""
    if chosen.entry is None:
        st.caption("Buka data dahulu: kecenderungan mengikuti provinsi data yang terbuka.")
        return
    every = st.toggle("Sertakan data tersimpan dari provinsi ini", key="tren_data")
    now = potret.present(replace(chosen, kab_kota=None))
    points = [Point(now, f"Data {chosen.entry.label}", rakor.today()), *_points(kept)]
    points += _stored(chosen) if every else []
    fit = [p for p in points if snapshots.fits(now, p.potret)]
    rows = snapshots.trend(fit)
    charts.plot(
        trend_lines(
            rows, source=f"{now.asal.provinsi or now.asal.nama} · {snapshots.way_line(now)}"
        ),
        key="tren",
    )
    st.caption("Titik penuh disepakati, titik kosong belum. Sumbu waktu: tanggal data.")
    numbers = {
        "sisa_ha": "Sisa (ha)",
        "realisasi_pct": "Terealisasi (%)",
        "master_schedule_pct": "Master Schedule (%)",
        "rencana_pct": "Rencana (%)",
    }
    tables.show(
        rows,
        {"tanggal": "Tanggal data", "nama": "Potret atau data", **numbers},
        {"tanggal": tables.date, **dict.fromkeys(numbers, tables.number())},
        alt="Titik kecenderungan",
    )


def _points(kept: list[KeptSnapshot]) -> list[Point]:
    zone = rakor.zone()
    return [
        Point(k.potret, k.info.name, k.info.at.astimezone(zone).date(), k.info.agreed) for k in kept
    ]


def _stored(chosen: Filters) -> list[Point]:
    zone = rakor.zone()
    saved = {info.id: info.saved_at for info in library.store().datasets()[:MOST]}
    return [
        Point(
            potret.present(replace(chosen, entry=entry, kab_kota=None)),
            f"Data {entry.label}",
            saved[entry.stored].astimezone(zone).date(),
        )
        for entry in library.shelf().values()
        if entry.stored in saved and entry != chosen.entry
    ]
