"""Works and assets: on an RT and a criterion that exist, no larger than the problem."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator

import pandas as pd

from kotaku.checks.engine import Data, Issue, check
from kotaku.checks.keys import among
from kotaku.checks.words import plain
from kotaku.schema import criterion_column


def _plain_name(names: pd.Series[str]) -> pd.Series[str]:
    """Return names for comparison: lower case, letters and digits only, no leading zeros."""
    return names.map(_compared, na_action="ignore").astype("str")


def _compared(name: str) -> str:
    parts = re.findall(r"[a-z]+|\d+", name.lower())
    return "".join(p.lstrip("0") or "0" if p.isdecimal() else p for p in parts)


def _proposals(data: Data, works: pd.DataFrame) -> dict[object, str]:
    """Return by label the one RT that has the kawasan and the RT/RW written in place of an id."""
    rt = data.table("rt")
    keys = _plain_name(rt["kawasan"]).str.cat(_plain_name(rt["rt_rw"]), sep="|")
    once = ~keys.duplicated(keep=False) & keys.notna() & rt["id_rt"].notna()
    by_key = dict(zip(keys[once], rt.loc[once, "id_rt"], strict=True))
    wanted = _plain_name(works["kawasan"]).str.cat(_plain_name(works["id_rt"]), sep="|")
    return {label: by_key[key] for label, key in wanted.items() if key in by_key}


@check("pekerjaan", "rt")
def works_on_unknown_rt(data: Data) -> Iterator[Issue]:
    """Works on an RT out of the list count nowhere; a likely RT is proposed, not applied."""
    works = data.table("pekerjaan")
    lost = works[~among(works["id_rt"], data.table("rt")["id_rt"])]
    proposals = _proposals(data, lost) if len(lost) else {}
    for label, value in lost["id_rt"].items():
        proposal = proposals.get(label)
        advice = (
            f"Mungkin maksudnya id_rt {proposal}: periksa, lalu tulis id itu."
            if proposal
            else ("Cari RT itu pada lembar RT dan tulis id-nya.")
        )
        why = data.why("rt", value)
        code = "PEKERJAAN-RT-DIKELUARKAN" if why else "PEKERJAAN-RT-TIDAK-DIKENAL"
        word = "" if value != value else str(value)
        details = {"usul": advice, "sebab": why}
        yield Issue(code, "pekerjaan", (label,), ("id_rt",), word, details=details)


@check("pekerjaan")
def works_on_unknown_criterion(data: Data) -> Iterator[Issue]:
    """Works must name a criterion of the regulation in use."""
    works = data.table("pekerjaan")
    known = {criterion.id for criterion in data.regulation.criteria}
    details = {"peraturan": data.regulation.name}
    for label, value in works.loc[~works["kriteria"].isin(known), "kriteria"].items():
        word = "" if value != value else str(value)
        yield Issue(
            "PEKERJAAN-KRITERIA-TIDAK-DIKENAL",
            "pekerjaan",
            (label,),
            ("kriteria",),
            word,
            details=details,
        )


@check("pekerjaan", "rt")
def works_in_other_kawasan(data: Data) -> Iterator[Issue]:
    """The kawasan written beside the works is that of their RT."""
    works, rt = data.table("pekerjaan"), data.table("rt").dropna(subset=["id_rt"])
    kawasan = pd.Series(rt["kawasan"].to_numpy(), index=rt["id_rt"].to_numpy(), dtype="str")
    kawasan = kawasan[~kawasan.index.duplicated()]
    of_rt = works["id_rt"].map(kawasan).astype("str")
    differs = works["kawasan"].notna() & of_rt.notna() & (works["kawasan"] != of_rt)
    differs &= _plain_name(works["kawasan"].where(differs)) != _plain_name(of_rt.where(differs))
    for label, value in works.loc[differs, "kawasan"].items():
        yield Issue(
            "PEKERJAAN-KAWASAN-BERBEDA",
            "pekerjaan",
            (label,),
            ("kawasan",),
            str(value),
            details={"id_rt": works.loc[label, "id_rt"], "kawasan_rt": of_rt[label]},
        )


@check("pekerjaan", "rt")
def works_without_condition(data: Data) -> Iterator[Issue]:
    """Works on an RT whose condition is missing or left out have nothing to reduce."""
    works, condition = data.table("pekerjaan"), data.given.get("kekumuhan")
    if condition is None or condition.empty:
        return
    bare = works["id_rt"].notna() & ~among(works["id_rt"], data.table("kekumuhan")["id_rt"])
    for label, value in works.loc[bare, "id_rt"].items():
        why = data.why("kekumuhan", value)
        sebab = f"data kekumuhannya {why}" if why else "tidak punya data kekumuhan"
        details = {"sebab": sebab}
        columns = ("id_rt",)
        yield Issue("PEKERJAAN-TANPA-KONDISI", "pekerjaan", (label,), columns, str(value),
                    details=details)  # fmt: skip


def _first_problem(data: Data) -> pd.Series[float]:
    """Return the problem volume of each (id_rt, kriteria) in the RT's first year, at least 0."""
    condition = data.table("kekumuhan")
    treated = among(condition["id_rt"], data.table("pekerjaan")["id_rt"])
    condition = condition[treated].sort_values("tahun", kind="stable")
    first = condition.drop_duplicates("id_rt").set_index("id_rt")
    ids = {
        column: criterion.id
        for criterion in data.regulation.criteria
        if (column := criterion_column("volume", criterion.id)) in first.columns
    }
    return first[list(ids)].rename(columns=ids).clip(lower=0).stack()


@check("pekerjaan", "kekumuhan")
def works_beyond_problem(data: Data) -> Iterator[Issue]:
    """Works reduce no more than the problem; told once per RT and criterion."""
    works = data.table("pekerjaan")
    problem = _first_problem(data)
    units = {criterion.id: criterion.unit for criterion in data.regulation.criteria}
    volumes = works.groupby(["id_rt", "kriteria"])["volume"].sum()
    both = pd.concat({"done": volumes, "problem": problem}, axis=1, join="inner")
    beyond = both[both["done"] > both["problem"] * (1 + data.limits["kelebihan"]["relatif"]) + 1e-9]
    if beyond.empty:
        return
    of_key = pd.MultiIndex.from_frame(works[["id_rt", "kriteria"]])
    at = beyond.index.get_indexer(of_key)
    rows: dict[int, list[Hashable]] = {}
    for label, position in zip(works.index[at >= 0], at[at >= 0].tolist(), strict=True):
        rows.setdefault(position, []).append(label)
    keys, columns = beyond.index.tolist(), (beyond["done"], beyond["problem"])
    for position, (key, done, problem) in enumerate(zip(keys, *columns, strict=True)):
        yield Issue(
            "PEKERJAAN-MELEBIHI-MASALAH",
            "pekerjaan",
            tuple(rows[position]),
            ("volume",),
            plain(done),
            details={
                "id_rt": key[0],
                "kriteria": key[1],
                "masalah": plain(problem),
                "lebih": plain(done - problem),
                "satuan": units[key[1]],
            },
        )


@check("pemeliharaan")
def assets_without_criterion(data: Data) -> Iterator[Issue]:
    """An asset without a criterion of the rule set is counted, but protects no hectares."""
    frame = data.table("pemeliharaan")
    bare = frame.index[~frame["kriteria"].isin([c.id for c in data.regulation.criteria])]
    if len(bare):
        details = {"jumlah": len(bare), "peraturan": data.regulation.name}
        yield Issue("ASET-TANPA-KRITERIA", "pemeliharaan", tuple(bare), ("kriteria",),
                    details=details)  # fmt: skip
