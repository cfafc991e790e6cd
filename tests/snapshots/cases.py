"""Small data sets with a course over time, and their snapshots."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd
from hypothesis import strategies as st

from kotaku.dataset import Dataset
from kotaku.evaluation import Settings, evaluate
from kotaku.snapshots import Potret, take
from kotaku.snapshots.rows import COLUMNS
from kotaku.view import Scope
from tests.tables import Row, condition, dataset, rt, works

PLACES = ("Kota K", "Kabupaten L", "Kabupaten M")
STATUS = ("realisasi", "simulasi", "terbuka")


def reported(*locations: Row, reductions: list[Row] | None = None, **profile: str) -> Dataset:
    """Return a data set of hectares as reported."""
    told = {"provinsi": "Provinsi P", **profile}
    return dataset(
        profil=[{"kunci": k, "nilai": v} for k, v in told.items()],
        lokasi=[{"luas_sk_ha": 10.0, "kab_kota": "Kota K", **one} for one in locations],
        pengurangan=reductions or [],
    )


def reduced(id_lokasi: str | None, hectares: float, **more: object) -> Row:
    """Return a reported reduction."""
    base = {"id_lokasi": id_lokasi, "tahun": 2021, "status": "realisasi", "kab_kota": "Kota K"}
    return {**base, "pengurangan_ha": hectares, **more}


def counted(*units: str, done: tuple[str, ...] = (), planned: tuple[str, ...] = ()) -> Dataset:
    """Return RT of 1 ha that are kumuh at first; works heal those in ``done``."""
    return dataset(
        profil=[{"kunci": "provinsi", "nilai": "Provinsi P"}],
        rt=[rt(u, kab_kota=PLACES[i % 2], kawasan="W") for i, u in enumerate(units)],
        kekumuhan=[condition(u, v2a=80, v2b=80, v3a=80, v3b=60) for u in units],
        pekerjaan=[works(u, 2020, "2b", 80) for u in done]
        + [works(u, 2021, "2b", 80, "rencana") for u in planned],
    )


def potret(data: Dataset, *, key: str = "d", view: Scope | None = None, **settings: str) -> Potret:
    """Return the snapshot of a data set."""
    found = evaluate(data, Settings(**settings))  # type: ignore[arg-type]
    return take(data, found, key=key, name=key, version="1", view=view)


_hectares = st.integers(0, 4000).map(lambda n: n / 100)
_units = st.fixed_dictionaries(
    {
        "kunci": st.sampled_from("abcdef"),
        "alias": st.sampled_from(["A", "B", "C", "D", "E", "F", "G", "H"]),
        "jenis": st.sampled_from(["lokasi", "rt", "tanpa_lokasi"]),
        "kab_kota": st.sampled_from(PLACES),
        **{f"{name}_ha": _hectares for name in ("awal", *STATUS)},
        "tingkat": st.sampled_from(["", "ringan", "berat"]),
    }
)


@st.composite
def potrets(draw: st.DrawFn) -> Potret:
    """Snapshots of any units and amounts, as no evaluation is asked for them."""
    units = draw(st.lists(_units, max_size=6, unique_by=lambda unit: str(unit["kunci"])))
    rows = pd.DataFrame(
        [
            {**unit, "nama": unit["kunci"], "tempat": "", "nilai": None, "luas_ha": 1.0}
            for unit in units
        ],
        columns=list(COLUMNS),
    )
    return of_rows(rows, draw(st.lists(_hectares, max_size=3)))


def of_rows(rows: pd.DataFrame, yearly: Sequence[float] = ()) -> Potret:
    """Return a snapshot of these rows, and of these reductions in the account."""
    texts = ["kunci", "alias", "jenis", "kab_kota", "tempat", "nama", "tingkat"]
    numbers = [name for name in COLUMNS if name not in texts]
    rows = rows.astype({**dict.fromkeys(texts, "str"), **dict.fromkeys(numbers, "float64")})
    rows["sisa_ha"] = rows["awal_ha"] - rows[["realisasi_ha", "terbuka_ha"]].sum(axis=1)
    base = potret(reported({"id_lokasi": "a"})) if not _BASE else _BASE[0]
    _BASE[:] = [base]
    years = range(2020, 2020 + len(yearly))
    account = pd.DataFrame({"tahun": list(years), "pengurangan_ha": list(yearly)}).assign(
        kab_kota="", status="realisasi", sumber=""
    )
    sums = {"luas_awal_ha": rows["awal_ha"].sum(), "sisa_ha": rows["sisa_ha"].sum()}
    return replace(base, baris=rows, akun=account, angka={k: float(v) for k, v in sums.items()})


_BASE: list[Potret] = []
