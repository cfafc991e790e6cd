"""How one figure came about, on exactly one page of paper."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date

import pandas as pd

from kotaku.explain.explanation import Explanation
from kotaku.output.blocks import Block, BlockTable, Heading, Paragraph
from kotaku.output.pdf import TooLongError, document
from kotaku.rules import Basis, Regulation
from kotaku.words.numbers import format_ha, format_number, format_pct
from kotaku.words.safe import in_full

SCALES = (1.0, 0.84, 0.7)  # of the text; below the last one nobody can read it
ROWS = (32, 22, 14, 8, 4, 1, 0)  # of a list, until everything fits


def explanation_pdf(explanation: Explanation, *, stamp: date) -> bytes:
    """Return the explanation of a unit or a total as a .pdf of one page.

    Parameters
    ----------
    explanation : Explanation
        Of a unit (explain_unit) or of a headline figure (headline); its source stands at the foot.
    stamp : date
        Day of writing; the same explanation and day give the same bytes.

    Notes
    -----
    Text shrinks first, then lists are cut: the last row of a cut list tells how many are missing
    and what they sum to, so that the page still adds up.
    """
    tries = [(ROWS[0], scale) for scale in SCALES] + [(rows, SCALES[-1]) for rows in ROWS[1:]]
    for rows, scale in tries:
        blocks, name = _blocks(explanation, rows), explanation.title
        with suppress(TooLongError):
            page = document(
                blocks,
                foot=explanation.source,
                name=name,
                stamp=stamp,
                scale=scale,
                single=True,
            )
            return bytes(page.output())
    raise ValueError(f"Penjelasan {explanation.title} tidak muat pada satu halaman")


def _blocks(explanation: Explanation, rows: int) -> Iterable[Block]:
    yield Heading(f"Bagaimana dihitung: {in_full(explanation.title)}", 1)
    yield Paragraph(f"Metode: {explanation.method}. Satuan: {explanation.unit}.")
    for line in explanation.formula.split("\n"):
        yield Paragraph(in_full(line), "strong")
    if explanation.criteria is not None:
        yield _criteria(explanation.criteria)
        yield from _works(explanation.works, rows)
        yield from _reductions(explanation.reductions)
    else:
        yield from _inputs(explanation, rows)
        if explanation.parts is not None:
            yield from _parts(explanation.parts(), rows)
    if explanation.regulation is not None:
        yield Paragraph(rules(explanation.regulation), "quiet")


def _criteria(frame: pd.DataFrame) -> BlockTable:
    rows = [
        [
            str(row["kriteria"]),
            in_full(row["nama"]),
            str(row["satuan"]),
            format_number(row["pembagi"]),
            f"{format_number(row['volume_awal'])} → {format_number(row['volume_akhir'])}",
            f"{format_pct(row['persen_awal'])} → {format_pct(row['persen_akhir'])}",
            f"{format_number(row['nilai_awal'], 0)} → {format_number(row['nilai_akhir'], 0)}",
            str(row["aturan"]),
            in_full(row["sel"]),
        ]
        for row in frame.to_dict("records")
    ]
    sums = [format_number(float(frame[c].sum()), 0) for c in ("nilai_awal", "nilai_akhir")]
    rows.append(["", "Total nilai", "", "", "", "", " → ".join(sums), "", ""])
    return BlockTable(
        ["Kode", "Kriteria", "Satuan", "Pembagi", "Volume awal → akhir", "Persen awal → akhir",
         "Nilai", "Aturan", "Sel sumber"],
        rows,
        [4, 24, 5, 8, 13, 13, 6, 14, 17],
        (3, 4, 5, 6),
    )  # fmt: skip


def _works(frame: pd.DataFrame | None, rows: int) -> Iterable[Block]:
    if frame is None or frame.empty:
        yield Paragraph("Tidak ada pekerjaan yang mengubahnya.")
        return
    yield Paragraph("Pekerjaan yang mengubahnya", "strong")
    shown = [
        [
            in_full(row["id_rt"]),
            str(row["tahun"]),
            in_full(row["kriteria"]),
            format_number(row["volume"]),
            in_full(row["kegiatan"]),
            in_full(row["sumber_dana"]),
            in_full(row["status"]),
            in_full(row["sel"]),
        ]
        for row in frame.head(rows).fillna({"kegiatan": "", "sumber_dana": "", "status": ""})
        .to_dict("records")
    ]  # fmt: skip
    if more := len(frame) - len(shown):
        shown.append([f"… dan {more} pekerjaan lain", "", "", "", "", "", "", ""])
    yield BlockTable(
        ["RT", "Tahun", "Kriteria", "Volume", "Kegiatan", "Sumber dana", "Status", "Sel sumber"],
        shown,
        [14, 6, 7, 9, 26, 13, 10, 20],
        (3,),
    )


def _reductions(frame: pd.DataFrame | None) -> Iterable[Block]:
    if frame is None or frame.empty:
        return
    rows = [
        [
            str(row["metode"]),
            f"{row['rumus']}{'; ' + row['tanda'] if row['tanda'] else ''}",
            format_ha(row["pengurangan_ha"], 4),
        ]
        for row in frame.to_dict("records")
    ]
    yield BlockTable(["Metode", "Rumus dengan angkanya", "Berkurang"], rows, [8, 76, 16], (2,))


def _inputs(explanation: Explanation, rows: int) -> Iterable[Block]:
    shown = [
        [in_full(i.label), in_full(i.value), in_full(i.cells)] for i in explanation.inputs[:rows]
    ]
    if more := len(explanation.inputs) - len(shown):
        shown.append([f"… dan {more} masukan lain", "", ""])
    yield BlockTable(["Masukan", "Nilai", "Sel sumber"], shown, [42, 22, 36], (1,))


def _parts(frame: pd.DataFrame, rows: int) -> Iterable[Block]:
    columns = ["luas_awal_ha", "pengurangan_ha", "sisa_ha"]
    kept, rest = frame.head(rows), frame.iloc[rows:]
    shown = [
        [
            in_full(row["nama"]),
            in_full(row["tempat"]),
            *(format_number(row[c]) for c in columns),
            in_full(row["sel"]),
        ]
        for row in kept.to_dict("records")
    ]
    if len(rest):
        shown.append(_sum_row(f"… dan {format_number(len(rest), 0)} satuan lain", rest, columns))
    shown.append(_sum_row("Jumlah", frame, columns))
    yield Paragraph("Satuan yang dijumlahkan", "strong")
    yield BlockTable(
        ["Satuan", "Tempat", "Awal (ha)", "Berkurang (ha)", "Sisa (ha)", "Sel luas"],
        shown,
        [26, 26, 11, 13, 11, 20],
        (2, 3, 4),
    )


def _sum_row(name: str, frame: pd.DataFrame, columns: Sequence[str]) -> list[str]:
    return [name, "", *(format_number(float(frame[c].sum())) for c in columns), ""]


def rules(regulation: Regulation) -> str:
    """Return the bands, the classes and the floor with the sources they stand in."""
    bands = ", ".join(
        f"≥ {format_number(b.at_least_pct, 3)} % = {b.score}" for b in regulation.bands
    )
    classes = ", ".join(
        f"≥ {format_number(c.at_least, 0)} {c.name.lower()}" for c in regulation.classes[:-1]
    )
    return (
        f"{regulation.name}. Nilai: {bands}; di bawahnya 0 ({_where(regulation.bands[0].basis)}). "
        f"Kelas: {classes}; di bawah {regulation.floor} tidak kumuh "
        f"({_where(regulation.floor_value.basis)})."
    )


def _where(basis: Basis) -> str:
    source = basis.source.partition(",")[0].partition("(")[0].strip()
    article = f", {basis.article}" if basis.article else ""
    return f"{source}{article}; tanda {basis.mark}"
