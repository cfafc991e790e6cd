"""Several files together: what two of them say about the same thing, and who sent what."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from kotaku import schema
from kotaku.checks import bases
from kotaku.dataset import Dataset, SourceTable
from kotaku.findings import Finding
from kotaku.intake.files import conflicts, spelling
from kotaku.intake.files.conflicts import Clash

# By what a row is the same row in another file; without an id, only one that is word for word.
KEYS: Mapping[str, tuple[str, ...]] = {
    name: spec.across or spec.key for name, spec in schema.tables().items() if spec.joined
}
CORE = tuple(name for name, spec in schema.tables().items() if spec.core)


def decision_key(table: str, parts: Sequence[object]) -> str:
    """Return the key under which a decision about one row is passed: ``rt|101``."""
    return "|".join([table, *(conflicts.word(p) for p in parts)])


def data_decisions(kept: Mapping[str, object]) -> dict[str, str]:
    """Return those of all decisions kept that say how the files are read together."""
    ours = (*KEYS, spelling.DECISIONS)
    return {
        key: value
        for key, value in kept.items()
        if isinstance(value, str) and "|" in key and key.partition("|")[0] in ours
    }


def settle(
    tables: Mapping[str, pd.DataFrame],
    sources: Sequence[SourceTable],
    decisions: Mapping[str, str] | None = None,
    hashes: Mapping[str, str] | None = None,
) -> tuple[dict[str, pd.DataFrame], list[Finding], pd.DataFrame]:
    """Return the tables with one row for what several files hold, findings, and the conflicts.

    Parameters
    ----------
    tables, sources : as read, in the order of upload
    decisions : what a person chose, by ``kunci`` of the conflicts or by :func:`decision_key`: the
        file by its name or hash (``pilihan``); else the first file stays
    hashes : SHA-256 of each file by its name

    The conflicts (dataset.CONFLICT_COLUMNS) are the rows that differ, decided or not. Rows twice
    within one file are not settled here: the checks report them.
    """
    chosen = _Chosen(sources, decisions or {}, hashes or {})
    result = dict(tables)
    found: list[Finding] = []
    every: list[Clash] = []
    for name in KEYS:
        frame = result.get(name)
        if frame is None or frame.empty:
            continue
        clashes = list(_between_files(name, frame, chosen))
        if name == "lokasi":
            gone = {c.dropped for c in clashes}
            clashes += _same_place(frame[~frame.index.isin(gone)], chosen)
            clashes = [c for c in clashes if not _renewed(frame, c)]
        every += clashes
        if clashes:
            rows = conflicts.involved(frame, clashes)
            found += [conflicts.told(rows, sources, clash) for clash in clashes]
            result[name] = frame.drop(index=[c.dropped for c in clashes])
    return result, found, conflicts.side_by_side(every, tables, sources, chosen.hashes)


@dataclass(frozen=True)
class _Chosen:
    """What a person decided, and the files it was decided between."""

    sources: Sequence[SourceTable]
    decisions: Mapping[str, str]
    hashes: Mapping[str, str]

    def among(self, key: str, here: Sequence[int]) -> tuple[str, int | None]:
        """Return the key of a decision between sources, and the source it names; None without."""
        involved = [self.sources[i] for i in here]
        stored = conflicts.between(key, involved, self.hashes)
        wanted = self.decisions.get(stored, self.decisions.get(key))
        if wanted is None:
            return stored, None
        named = (i for i in here if conflicts.means(wanted, self.sources[i], self.hashes))
        return stored, next(named, None)


def _between_files(table: str, frame: pd.DataFrame, chosen: _Chosen) -> Iterator[Clash]:
    files = frame["_sumber"].map({i: s.file for i, s in enumerate(chosen.sources)})
    if files.nunique() < 2:
        return
    frame, key = _keyed(table, frame, files)
    twice = _named(table, frame, key) & frame.duplicated(key, keep=False)
    groups: dict[tuple[str, ...], list[tuple[Hashable, int]]] = {}
    for label, source, *parts in frame.loc[twice, ["_sumber", *key]].itertuples(name=None):
        same = tuple(conflicts.word(part) for part in parts)  # a missing part equals a missing one
        groups.setdefault(same, []).append((label, int(source)))
    for same, rows in groups.items():
        here = [*dict.fromkeys(source for _, source in rows)]
        if len({chosen.sources[source].file for source in here}) < 2:
            continue
        name = decision_key(table, same)
        stored, wanted = chosen.among(name, here)
        first = chosen.sources[here[0] if wanted is None else wanted].file
        kept = next(label for label, source in rows if chosen.sources[source].file == first)
        for label, source in rows:
            if chosen.sources[source].file != first:
                yield Clash(table, name, stored, kept, label, wanted is not None)


def _keyed(
    table: str, frame: pd.DataFrame, files: pd.Series[str]
) -> tuple[pd.DataFrame, list[str]]:
    """Return the frame and the columns that make a row the same row in another file.

    Works have no id: they are the same where all that names them is, the first in one file with
    the first in the other; without a name their volume and status must agree too. So it is with
    whole rows of tables without a key.
    """
    key = [k for k in KEYS[table] if k in frame.columns]
    if key and table != "pekerjaan":
        return frame, key
    key = key or [c for c in frame.columns if c not in schema.PROVENANCE]
    content = [c for c in ("volume", "status") if c in frame.columns and c not in key]
    unnamed = frame["kegiatan"].isna() if content else pd.Series(data=False, index=frame.index)
    same = pd.Series("", index=frame.index, dtype="str")
    if unnamed.any():
        same = same.where(~unnamed, frame[content].astype("str").agg("|".join, axis=1))
    frame = frame.assign(_isi=same, _ke="1")
    order = frame.assign(_berkas=files).groupby([*key, "_isi", "_berkas"], dropna=False).cumcount()
    return frame.assign(_ke=(order + 1).astype("str")), [*key, "_isi", "_ke"]


def _named(table: str, frame: pd.DataFrame, key: Sequence[str]) -> pd.Series[bool]:
    """Tell which rows have the id (or the place) by which another file would name them."""
    if table in ("rt", "lokasi", "kekumuhan", "pekerjaan"):
        return frame[key[0]].notna()
    if table == "pengurangan" or not KEYS[table]:
        return frame[list(key)].notna().any(axis=1)
    return frame[key[-1]].notna()


def _same_place(frame: pd.DataFrame, chosen: _Chosen) -> list[Clash]:
    """Return locations that a later sheet lists again, by their names: they would count twice."""
    found: list[Clash] = []
    named = frame[frame[["kelurahan", "kawasan"]].notna().any(axis=1)]
    if named["_sumber"].nunique() < 2:
        return found
    for (kab, kelurahan), group in named.groupby(["kab_kota", "kelurahan"], dropna=False,
                                                 sort=False):  # fmt: skip
        here = [int(s) for s in group["_sumber"].drop_duplicates()]
        if len(here) < 2:
            continue
        key = decision_key("lokasi", (kab, kelurahan))
        stored, wanted = chosen.among(key, here)
        first = here[0] if wanted is None else wanted
        kept = group[group["_sumber"] == first]
        for label, row in group[group["_sumber"] != first].iterrows():
            same = kept["kawasan"].isna() | pd.isna(row["kawasan"])
            same |= kept["kawasan"] == row["kawasan"]
            if same.any():
                at = kept.index[same.to_numpy()][0]
                found.append(Clash("lokasi", key, stored, at, label, wanted is not None))
    return found


def _renewed(frame: pd.DataFrame, clash: Clash) -> bool:
    """Tell whether a location stands in lists of other years or kinds: a base of its own."""
    a, b = (bases.base_of(frame.loc[label].to_dict()) for label in (clash.kept, clash.dropped))
    return a.dasar != b.dasar or bool(a.tahun and b.tahun and a.tahun != b.tahun)


def distinct_names(names: Sequence[str]) -> list[str]:
    """Return file names of which none is twice: two teams may both send ``data.xlsx``."""
    out: list[str] = []
    for name in names:
        stem, dot, ending = name.rpartition(".")
        number, free = 2, name
        while free in out:
            free = f"{stem} ({number}){dot}{ending}" if dot else f"{name} ({number})"
            number += 1
        out.append(free)
    return out


def coverage(dataset: Dataset, expected: Sequence[str] = ()) -> pd.DataFrame:
    """Return who sent what: kab_kota, tabel, baris, berkas; one row for each kab/kota and table.

    Parameters
    ----------
    expected : kab/kota that should have sent, beside those that any table names

    A kab/kota that sent nothing of a table has a row with 0 there, for "belum mengirim".
    Conditions and works follow the kab/kota of their RT. Tables: those about places that every
    province has (CORE), and each other one that somebody sent.
    """
    rows: list[tuple[str, str, int, str]] = []
    everyone = sorted({*dataset.kab_kota, *expected})
    for name in _tables(dataset):
        frame = dataset.table(name)
        place = place_of_rows(dataset, name)
        for kab_kota in everyone:
            own = frame[(place == kab_kota).fillna(value=False).astype("bool")]
            files = dict.fromkeys(dataset.sources[int(s)].file for s in own["_sumber"].unique())
            rows.append((kab_kota, name, len(own), ", ".join(files)))
    return pd.DataFrame(rows, columns=["kab_kota", "tabel", "baris", "berkas"])


def _tables(dataset: Dataset) -> list[str]:
    sent = [n for n in schema.tables() if n not in CORE and dataset.has(n)]
    return [*CORE, *(n for n in sent if "kab_kota" in schema.tables()[n].columns)]


def place_of_rows(dataset: Dataset, table: str) -> pd.Series[str]:
    """Return the kab/kota of each row of a table: its own, else that of its RT or location."""
    frame = dataset.table(table)
    if "kab_kota" not in frame.columns:
        return frame["id_rt"].map(_owner(dataset)).astype("str")
    own = frame["kab_kota"]
    if "id_lokasi" not in frame.columns or not dataset.has("lokasi"):
        return own
    lokasi = dataset.table("lokasi").dropna(subset=["id_lokasi"]).drop_duplicates("id_lokasi")
    return own.fillna(frame["id_lokasi"].map(lokasi.set_index("id_lokasi")["kab_kota"]))


def _owner(dataset: Dataset) -> Mapping[str, str]:
    rt = dataset.table("rt").assign(kab_kota=place_of_rows(dataset, "rt"))
    rt = rt.dropna(subset=["id_rt", "kab_kota"]).drop_duplicates("id_rt")
    return dict(zip(rt["id_rt"], rt["kab_kota"], strict=True))
