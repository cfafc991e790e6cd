"""Several files together: what two of them say about the same thing, and who sent what."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from kotaku import schema
from kotaku.dataset import Dataset, SourceTable
from kotaku.findings import Finding, finding
from kotaku.workbook.convert import shown

KEYS = {
    "rt": ("id_rt",),
    "lokasi": ("id_lokasi",),
    "kekumuhan": ("id_rt", "tahun"),
    "pengurangan": ("kab_kota", "kelurahan", "kawasan", "id_lokasi", "tahun", "status", "sumber"),
    "master_schedule": ("kab_kota", "id_kegiatan"),
    "progres": ("kab_kota", "id_kegiatan", "minggu"),
}
_AREAS = ("luas_sk_ha", "luas_verifikasi_ha")


@dataclass(frozen=True)
class _Clash:
    """A row that another file (or sheet) has too: the row kept stands first."""

    table: str
    key: str
    kept: Hashable
    dropped: Hashable


def decision_key(table: str, parts: Sequence[object]) -> str:
    """Return the key under which a decision about one row is passed: ``rt|101``."""
    return "|".join([table, *(_word(p) for p in parts)])


def settle(
    tables: Mapping[str, pd.DataFrame],
    sources: Sequence[SourceTable],
    decisions: Mapping[str, str] | None = None,
) -> tuple[dict[str, pd.DataFrame], list[Finding]]:
    """Return the tables with one row for what several files hold, and a finding for each other.

    Parameters
    ----------
    tables, sources : as read, in the order of upload
    decisions : name of the file to use by :func:`decision_key`; else the first file stays

    Rows twice within one file are not settled here: the checks report them.
    """
    result = dict(tables)
    found: list[Finding] = []
    for name in KEYS:
        frame = result.get(name)
        if frame is None or frame.empty:
            continue
        clashes = list(_between_files(name, frame, sources, decisions or {}))
        if name == "lokasi":
            gone = {c.dropped for c in clashes}
            clashes += _same_place(frame[~frame.index.isin(gone)], sources, decisions or {})
        found += [_told(frame, sources, clash) for clash in clashes]
        if clashes:
            result[name] = frame.drop(index=[c.dropped for c in clashes])
    return result, found


def _between_files(
    table: str,
    frame: pd.DataFrame,
    sources: Sequence[SourceTable],
    decisions: Mapping[str, str],
) -> Iterator[_Clash]:
    key = [k for k in KEYS[table] if k in frame.columns]
    files = frame["_sumber"].map({i: s.file for i, s in enumerate(sources)})
    if files.nunique() < 2:
        return
    named = frame[key].notna().any(axis=1) if table == "pengurangan" else frame[key[-1]].notna()
    if table in ("rt", "lokasi", "kekumuhan"):
        named = frame[key[0]].notna()
    twice = named & frame.duplicated(key, keep=False)
    for parts, group in frame[twice].groupby(key, dropna=False, sort=False):
        own = files.loc[group.index]
        if own.nunique() < 2:
            continue
        name = decision_key(table, parts if isinstance(parts, tuple) else (parts,))
        wanted = decisions.get(name, own.iloc[0])
        chosen = wanted if wanted in set(own) else own.iloc[0]
        kept = own.index[own == chosen][0]
        yield from (_Clash(table, name, kept, label) for label in own.index[own != chosen])


def _same_place(
    frame: pd.DataFrame, sources: Sequence[SourceTable], decisions: Mapping[str, str]
) -> list[_Clash]:
    """Return locations that a later sheet lists again, by their names: they would count twice."""
    found: list[_Clash] = []
    named = frame[frame[["kelurahan", "kawasan"]].notna().any(axis=1)]
    if named["_sumber"].nunique() < 2:
        return found
    for (kab, kelurahan), group in named.groupby(["kab_kota", "kelurahan"], dropna=False,
                                                 sort=False):  # fmt: skip
        if group["_sumber"].nunique() < 2:
            continue
        key = decision_key("lokasi", (kab, kelurahan))
        order = group["_sumber"].drop_duplicates()
        by_file = {sources[int(s)].file: int(s) for s in reversed(order.tolist())}
        first = by_file.get(decisions.get(key, ""), int(order.iloc[0]))
        kept = group[group["_sumber"] == first]
        for label, row in group[group["_sumber"] != first].iterrows():
            same = kept["kawasan"].isna() | pd.isna(row["kawasan"])
            same |= kept["kawasan"] == row["kawasan"]
            if same.any():
                found.append(_Clash("lokasi", key, kept.index[same.to_numpy()][0], label))
    return found


def _told(frame: pd.DataFrame, sources: Sequence[SourceTable], clash: _Clash) -> Finding:
    kept, dropped = frame.loc[clash.kept], frame.loc[clash.dropped]
    here, there = sources[int(dropped["_sumber"])], sources[int(kept["_sumber"])]
    differs = list(_differences(frame, kept, dropped))
    row = int(dropped["_baris"])
    column = next((c for c, _, _ in differs if c in here.columns), None)
    letter = here.columns.get(column or "", next(iter(here.columns.values()), ""))
    words = "; ".join(f"{_heading(c)} {a} dan {b}" for c, a, b in differs[:4])
    return finding(
        "KONFLIK-BERKAS" if differs else "BARIS-SAMA-DI-BERKAS-LAIN",
        file=here.file,
        sheet=here.sheet,
        cell=f"{letter}{row}" if letter else "",
        row=row,
        value=clash.key.split("|", 1)[1],
        place=_word(kept.get("kab_kota", "")),
        tabel=schema.tables()[clash.table].sheet,
        beda=words,
        dipakai=f"{there.file} (lembar {there.sheet}, baris {int(kept['_baris'])})",
    )


def _differences(
    frame: pd.DataFrame, kept: pd.Series, dropped: pd.Series
) -> Iterator[tuple[str, str, str]]:
    for column in frame.columns:
        a, b = kept[column], dropped[column]
        if column not in schema.PROVENANCE and pd.notna(a) and pd.notna(b) and a != b:
            yield column, _word(a), _word(b)


def _heading(column: str) -> str:
    found = schema.criterion_of(column)
    return f"{found[0]} {found[1]}" if found else schema.fields()[column].heading


def _word(value: object) -> str:
    if value is None or value is pd.NA or value != value:
        return ""
    if isinstance(value, pd.Timestamp):
        return str(value.date())
    if isinstance(value, (int, float)):
        return shown(float(value)).replace(".", ",")
    return str(value)


def coverage(dataset: Dataset) -> pd.DataFrame:
    """Return who sent what: kab_kota, tabel, baris, berkas; one row for each kab/kota and table.

    A kab/kota that some table names and another lacks has a row with 0 there, for "belum
    mengirim". Conditions and works follow the kab/kota of their RT.
    """
    owner = _owner(dataset)
    rows: list[tuple[str, str, int, str]] = []
    everyone = sorted(set(dataset.kab_kota))
    for name in ("lokasi", "rt", "kekumuhan", "pekerjaan", "pengurangan", "master_schedule",
                 "progres"):  # fmt: skip
        frame = dataset.table(name)
        place = frame["kab_kota"] if "kab_kota" in frame.columns else frame["id_rt"].map(owner)
        for kab_kota in everyone:
            own = frame[(place == kab_kota).fillna(value=False).astype("bool")]
            files = dict.fromkeys(dataset.sources[int(s)].file for s in own["_sumber"].unique())
            rows.append((kab_kota, name, len(own), ", ".join(files)))
    return pd.DataFrame(rows, columns=["kab_kota", "tabel", "baris", "berkas"])


def _owner(dataset: Dataset) -> Mapping[str, str]:
    rt = dataset.table("rt").dropna(subset=["id_rt", "kab_kota"]).drop_duplicates("id_rt")
    return dict(zip(rt["id_rt"], rt["kab_kota"], strict=True))
