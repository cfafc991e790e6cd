"""Charts of what stands beside the area: KPI, access, money, audit, complaints, assets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from kotaku.charts.fit import short_place
from kotaku.charts.palette import AKUN, KONDISI, KPI, PASANGAN, PERKARA, Swatch
from kotaku.charts.spec import Bars, Chart, Empty, End, Series
from kotaku.words.numbers import format_number, format_pct, format_rp, format_rp_short
from kotaku.words.safe import clean

NO_KPI = "Belum ada KPI dengan target dan capaian. Isi lembar KPI."
NO_ACCESS = "Belum ada akses air minum atau sanitasi. Isi lembar Akses."
NO_FUNDS = "Belum ada paket BPM dengan pagu. Isi lembar BPM."
NO_COLLABORATION = "Belum ada dana kolaborasi. Isi lembar Kolaborasi."
NO_AUDIT = "Belum ada temuan atau dokumen. Isi lembar Audit."
NO_COMPLAINTS = "Belum ada pengaduan. Isi lembar Pengaduan."
NO_ASSETS = "Belum ada aset yang tercatat."
BILLION = 1e9
_ACCESS = (("air_minum", "Air minum", "utama", -0.2), ("sanitasi", "Sanitasi", "kedua", 0.2))


def kpi_bars(
    rows: pd.DataFrame,
    *,
    source: str,
    cap_pct: float,
    labels: Mapping[str, str] | None = None,
    max_rows: int = 10,
) -> Chart:
    """Return how much of its target each indicator has reached [%], in the order given.

    Parameters
    ----------
    rows : indikator, kab_kota, persen [% of target], status; those without persen are left out
    source : source and data date, shown under the chart
    cap_pct : no bar is drawn longer [%]; its number tells the true value
    labels : kab_kota -> words put after the indicator, for charts over places
    max_rows : indicators beyond this number are told in the source line
    """
    known = rows[rows["persen"].notna()]
    if known.empty:
        return Empty(NO_KPI, source=source)
    shown = known.head(max_rows)
    looks = [KPI.get(str(s), KPI["hampir"]) for s in shown["status"]]
    values = [float(v) for v in shown["persen"].clip(upper=cap_pct)]
    return Bars(
        "Capaian tiap indikator dalam persen dari target",
        source=_more(source, len(known) - len(shown), "indikator"),
        rows=[
            f"{clean(r.indikator)}{(labels or {}).get(str(r.kab_kota), '')}"
            for r in shown.itertuples(index=False)
        ],
        series=[
            Series(
                "Capaian",
                values,
                looks,
                hover=[
                    f"{clean(r.indikator)}: {format_pct(r.persen)} dari target"
                    for r in shown.itertuples(index=False)
                ],
            )
        ],
        unit="%",
        high=max(100.0, *values) * 1.02,
        ends=[
            End(f"{format_pct(value)} · {look.label}")
            for value, look in zip(shown["persen"], looks, strict=True)
        ],
        ticks=[(0, "0 %"), (50, "50 %"), (100, "target")],
        guides=[100.0],
    )


def _more(source: str, left: int, what: str) -> str:
    return f"{source} · {left} {what} lain di tabel" if left else source


def access_bars(akses: pd.DataFrame, *, source: str, max_rows: int = 12) -> Chart:
    """Return the share of households with water and with sanitation per kab/kota [%].

    Parameters
    ----------
    akses : kab_kota ("" is the whole and is left out), air_minum_pct, sanitasi_pct,
        air_minum_kurang_kk, sanitasi_kurang_kk
    source : source and data date, shown under the chart
    max_rows : places beyond this number (least short) are left to the table

    Sorted by the households that lack either, most first.
    """
    places = akses[(akses["kab_kota"] != "") & akses["kk_total"].notna()]
    gaps = places[["air_minum_kurang_kk", "sanitasi_kurang_kk"]].sum(axis=1)
    order = gaps.sort_values(ascending=False, kind="stable").index
    shown = places.loc[order].head(max_rows)
    if shown.empty:
        return Empty(NO_ACCESS, source=source)
    series = [
        Series(
            word,
            [None if pd.isna(v) else float(v) for v in shown[f"{key}_pct"]],
            [PASANGAN[look]],
            [0.0] * len(shown),
            inside=[format_pct(v) if pd.notna(v) else "" for v in shown[f"{key}_pct"]],
            hover=[
                f"{clean(n)}: {word.lower()} {format_pct(v)}, kurang {format_number(g, 0)} KK"
                for n, v, g in zip(
                    shown["kab_kota"], shown[f"{key}_pct"], shown[f"{key}_kurang_kk"], strict=True
                )
            ],
            lane=(middle, 0.38),
        )
        for key, word, look, middle in _ACCESS
    ]
    return Bars(
        "Akses air minum dan sanitasi tiap kab/kota",
        source=_more(source, len(places) - len(shown), "kab/kota"),
        rows=[short_place(name) for name in shown["kab_kota"]],
        series=series,
        unit="%",
        high=103.0,
        ticks=[(0, "0 %"), (50, "50 %"), (100, "100 %")],
        guides=[100.0],
        legend=True,
    )


def funds_funnel(stages: pd.DataFrame, words: Mapping[str, str], *, source: str) -> Chart:
    """Return how far the money of one place has come, one bar a stage [miliar rupiah].

    Parameters
    ----------
    stages : rows of the funnel of one place in order: tahap, jumlah_paket, nilai_rp [Rp], persen
    words : tahap -> its name
    source : source and data date, shown under the chart
    """
    if stages.empty or not (stages["nilai_rp"] > 0).any():
        return Empty(NO_FUNDS, source=source)
    values = [float(v) / BILLION for v in stages["nilai_rp"]]
    rows = list(stages.itertuples(index=False))
    return Bars(
        "Dana BPM menurut tahap",
        source=source,
        rows=[words[r.tahap] for r in rows],
        series=[
            Series(
                "Nilai",
                values,
                [AKUN["awal"], *[AKUN["realisasi"]] * (len(rows) - 1)],
                hover=[
                    f"{words[r.tahap]}: {format_rp(r.nilai_rp)}, {r.jumlah_paket} paket"
                    for r in rows
                ],
            )
        ],
        unit="miliar",
        ends=[
            End(
                f"{format_rp_short(r.nilai_rp)}"
                + ("" if r.tahap == "pagu" else f" · {format_pct(r.persen, 0)}")
                + f" · {r.jumlah_paket} paket",
                value,
            )
            for r, value in zip(rows, values, strict=True)
        ],
    )


def collaboration_bars(by_source: pd.DataFrame, *, source: str, max_rows: int = 8) -> Chart:
    """Return money set aside and spent by source of funds [miliar rupiah], most money first.

    Parameters
    ----------
    by_source : sumber_dana, anggaran_rp, realisasi_rp [Rp]
    source : source and data date, shown under the chart
    max_rows : sources beyond this number are left to the table
    """
    shown = by_source.head(max_rows)
    if shown.empty:
        return Empty(NO_COLLABORATION, source=source)
    zeros = [0.0] * len(shown)
    series = [
        Series(
            word,
            [float(v) / BILLION for v in shown[column].fillna(0.0)],
            [PASANGAN[look]],
            zeros,
            hover=[
                f"{clean(n)}: {word.lower()} {format_rp(v)}"
                for n, v in zip(shown["sumber_dana"], shown[column], strict=True)
            ],
            lane=(0.0, height),
        )
        for column, word, look, height in (
            ("anggaran_rp", "Anggaran", "pagu", 0.72),
            ("realisasi_rp", "Realisasi", "utama", 0.4),
        )
    ]
    ends = []
    for row in shown.itertuples(index=False):
        share = "" if pd.isna(row.persen) else f" · {format_number(row.persen, 0)} %"
        at = max(
            0.0, *(0.0 if pd.isna(v) else float(v) for v in (row.anggaran_rp, row.realisasi_rp))
        )
        ends.append(End(f"{format_rp_short(row.realisasi_rp)}{share}", at / BILLION))
    return Bars(
        "Dana kolaborasi menurut sumber: anggaran dan realisasi",
        source=_more(source, len(by_source) - len(shown), "sumber"),
        rows=[clean(n) for n in shown["sumber_dana"]],
        series=series,
        unit="miliar",
        ends=ends,
        legend=True,
    )


def audit_states(by_kind: pd.DataFrame, words: Mapping[str, str], *, source: str) -> Chart:
    """Return findings by kind and state, stacked, what waits first.

    Parameters
    ----------
    by_kind : jenis_pemeriksaan and a count for each state (belum, proses, tidak_dapat, tuntas)
    words : jenis_pemeriksaan -> its name
    source : source and data date, shown under the chart
    """
    if by_kind.empty:
        return Empty(NO_AUDIT, source=source)
    names = [words.get(str(k), "Lainnya") for k in by_kind["jenis_pemeriksaan"]]
    parts = [(PERKARA[s], list(by_kind[s])) for s in ("belum", "proses", "tidak_dapat", "tuntas")]
    return _counted("Temuan dan dokumen menurut keadaan", names, parts, source, "temuan")


def complaint_bars(counted: pd.DataFrame, *, source: str, max_rows: int = 8) -> Chart:
    """Return complaints open and settled for each value of an aspect, most first.

    Parameters
    ----------
    counted : nama, jumlah, selesai (counts)
    source : source and data date, shown under the chart
    max_rows : values beyond this number are left to the table
    """
    shown = counted.head(max_rows)
    if shown.empty:
        return Empty(NO_COMPLAINTS, source=source)
    waiting = Swatch("terbuka", "Belum selesai", "", PERKARA["belum"].fill, "/")
    settled = Swatch("selesai", "Selesai", "", PERKARA["tuntas"].fill, "")
    parts = [
        (waiting, list(shown["jumlah"] - shown["selesai"])),
        (settled, list(shown["selesai"])),
    ]
    told = _more(source, len(counted) - len(shown), "baris")
    return _counted("Pengaduan selesai dan belum", list(shown["nama"]), parts, told, "pengaduan")


def assets_by_condition(counts: pd.DataFrame, *, source: str) -> Chart:
    """Return one bar per kind of asset, split by condition.

    Parameters
    ----------
    counts : DataFrame
        One row per kind (index), one column per condition, numbers of assets; the kind with most
        assets first.
    source : source and data date, shown under the chart
    """
    if counts.empty:
        return Empty(NO_ASSETS, source=source)
    parts = [
        (look, [int(v) for v in counts[key]]) for key, look in KONDISI.items() if key in counts
    ]
    return _counted("Aset menurut jenis dan kondisi", list(counts.index), parts, source, "aset")


def _counted(
    name: str,
    rows: Sequence[object],
    parts: Sequence[tuple[Swatch, Sequence[float]]],
    source: str,
    unit: str,
) -> Chart:
    totals = [sum(values[i] for _, values in parts) for i in range(len(rows))]
    series = [
        Series(
            look.label,
            [float(v) for v in values],
            [look],
            inside=[format_number(v, 0) if v else "" for v in values],
            hover=[
                f"{clean(n)}: {look.label.lower()} {format_number(v, 0)} {unit}"
                for n, v in zip(rows, values, strict=True)
            ],
        )
        for look, values in parts
        if any(values)
    ]
    return Bars(
        name,
        source=source,
        rows=[clean(n) for n in rows],
        series=series,
        unit="",
        ends=[End(format_number(total, 0), float(total)) for total in totals],
        high=max([1.0, *(float(t) for t in totals)]),
        legend=True,
    )
