"""From uploaded files to a data set: scan, parse, map, check."""

from __future__ import annotations

import hashlib
import logging
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from kotaku import checks, schema
from kotaku.checks import ruleset, states
from kotaku.checks.engine import left_out_words
from kotaku.dataset import Dataset, Question, SourceFile, SourceTable, Unproven, Unseen
from kotaku.findings import Finding, finding
from kotaku.intake import personal
from kotaku.intake.files import joining, spelling, undated
from kotaku.intake.files.loose import gathered
from kotaku.intake.maps.delineations import Outcome, delineations
from kotaku.intake.model import Layer, Sheet, UnreadableFile, Workbook
from kotaku.intake.reading import said
from kotaku.intake.reading.book import BookReading, read_book
from kotaku.intake.reading.model import Reading
from kotaku.intake.reading.schedule import ScheduleRead, read_schedule
from kotaku.intake.reading.schedule_grid import full_of_figures
from kotaku.intake.reading.schedule_periods import kind_of
from kotaku.intake.reading.schedule_turned import read_turned
from kotaku.intake.safe import limits
from kotaku.intake.safe.open import open_sheets, open_workbook
from kotaku.intake.tables import aside, asking, fractions, recaps
from kotaku.intake.tables.corrections import Corrections, corrected
from kotaku.intake.tables.extract import Extracted, extract, together
from kotaku.intake.tables.form import read_form
from kotaku.intake.tables.headers import key
from kotaku.intake.tables.lying import Lying, lying
from kotaku.intake.tables.mapping import (
    COMPANIONS,
    IGNORED_SHEETS,
    Block,
    guess,
    is_other_list,
)
from kotaku.intake.tables.unfold import unfold

MOST_ASKED = 3  # questions about one file at a time
_PAIR = {"rencana", "realisasi"}
_UNREAD = ("LEMBAR-TIDAK-DIKENAL", "LUAS-BUKAN-KUMUH")
_NAMED = 4  # headings in one sentence
_FIGURE = re.compile(r"\d[\d.]{0,20}(?:,\d{1,9})?")
LOG = logging.getLogger(__name__)


class Heard(Mapping[str, str]):
    """Answers that remember which of them a reading asked for."""

    def __init__(self, answers: Mapping[str, str]) -> None:
        """Keep the answers, none of them asked for yet."""
        self._answers = answers
        self.used: dict[str, None] = {}  # in the order of asking

    def __getitem__(self, kode: str) -> str:
        """Return an answer and remember that it was asked for."""
        found = self._answers[kode]
        self.used[kode] = None
        return found

    def __iter__(self) -> Iterator[str]:
        """Yield every kode; none counts as asked for."""
        return iter(self._answers)

    def __len__(self) -> int:
        """Return how many answers there are."""
        return len(self._answers)


@dataclass(frozen=True)
class _File:
    """One file as understood, before the checks."""

    name: str
    sha256: str
    blocks: Sequence[Extracted] = ()
    findings: Sequence[Finding] = ()
    readings: Sequence[Reading] = ()  # of the sheets that were read as a whole
    layers: Sequence[Layer] = ()  # of maps

    @property
    def questions(self) -> tuple[Question, ...]:
        """What the blocks leave open: each once, those that matter most, no more than can be read.

        What is not asked yet follows once these are answered; every quantity that is open keeps a
        question, so that it is not certain until then.
        """
        once: dict[str, Question] = {}
        for question in sorted((q for b in self.blocks for q in b.questions), key=_weight):
            once.setdefault(question.kode, question)
        first = {q.besaran: q.kode for q in reversed(once.values())}
        order = sorted(once.values(), key=lambda q: first[q.besaran] != q.kode)
        return tuple(order[: max(MOST_ASKED, len(first))])


def _weight(question: Question) -> float:
    """Return how little the answers to a question differ, 0 the most and 1 not at all."""
    told = [_FIGURE.search(choice.akibat) for choice in question.pilihan]
    known = [float(m[0].replace(".", "").replace(",", ".")) for m in told if m]
    return min(known) / max(known) if len(known) > 1 and max(known) > 0 else 0.0


def build_dataset(
    files: Sequence[tuple[str, bytes]],
    corrections: Corrections | None = None,
    decisions: Mapping[str, str] | None = None,
    *,
    answers: Mapping[str, str] | None = None,
    regulasi: str | None = None,
    opener: Callable[[str, bytes], Workbook] = open_workbook,
) -> Dataset:
    """Return the data set of all files together, checked.

    A file that cannot be read gives one finding and no rows. ``rows_in`` counts the rows of known
    sheets that look like data (empty rows, totals, notes and headings do not); a row that feeds
    two tables counts once, and as used only when every table it feeds keeps it. So for every file
    rows_in = rows_used + rows_reported, and each reported row has a finding that excludes it.

    Parameters
    ----------
    files
        Name and content of each file, in the order of upload; loose parts of a shapefile are one.
    corrections
        What a person chose for columns, by the fingerprint of their layout.
    decisions
        Name of the file to use where two differ, by joining.decision_key; official name to use
        for another spelling, by spelling.spelling_key.
    answers
        What a person answered, by the kode of the question; see dataset.Question.
    regulasi
        Id of the rule set that a person chose; that of the data when None.
    opener
        What opens a file by name and content, such as one that remembers.
    """
    return build(files, corrections, decisions, answers=answers, regulasi=regulasi, opener=opener)[
        0
    ]


def build(
    files: Sequence[tuple[str, bytes]],
    corrections: Corrections | None,
    decisions: Mapping[str, str] | None,
    *,
    answers: Mapping[str, str] | None,
    regulasi: str | None,
    opener: Callable[[str, bytes], Workbook],
) -> tuple[Dataset, list[Reading]]:
    """Return the data set of all files together with the readings that it was made from."""
    heard = Heard(answers or {})
    whole_files = gathered(files)
    read = [_understand(name, data, corrections or {}, heard, opener) for name, data in whole_files]
    tables, sources, owners = _join(read)
    judged = ruleset.choose(Dataset(tables), regulasi)
    told = [f for file in read for f in file.findings]
    tables, early = fractions.settle(tables, sources, told, judged.regulation)
    tables, joined, spellings = spelling.same_names(tables, sources, decisions)
    hashes = {file.name: file.sha256 for file in read}
    tables, settled, conflicts = joining.settle(tables, sources, decisions, hashes)
    tables, asked = states.settle(tables, sources, heard)
    whole = [reading for file in read for reading in file.readings]
    tables, when = undated.settle(tables, sources, heard, whole)
    checked, issues = checks.run(tables, sources, judged.regulation, _left_out(read))
    lost = _lost(read, checked, sources, owners)
    drawn = [(file.name, layer) for file in read for layer in file.layers]
    maps = delineations(drawn, checked, decisions, heard, sources) if drawn else Outcome()
    dataset = Dataset(
        tables=checked,
        findings=(*early, *joined, *settled, *judged.findings, *issues, *maps.findings),
        sources=tuple(sources),
        files=tuple(_account(i, file, lost, maps.used) for i, file in enumerate(read)),
        spellings=(*spellings, *maps.spellings),
        conflicts=conflicts,
        questions=(*(q for f in read for q in f.questions), *asked, *when, *maps.questions),
        regulasi=judged.regulation.id,
        alasan_regulasi=judged.reason,
        unproven=tuple(_unproven(read, heard)),
        unseen=tuple(_unseen(read, heard)),
        whole=tuple((file.name, reading.sheet) for file in read for reading in file.readings),
        answered=tuple(heard.used),
        delineasi=maps.delineations,
    )
    return dataset, whole


def readings(
    files: Sequence[tuple[str, bytes]],
    answers: Mapping[str, str] | None = None,
    *,
    opener: Callable[[str, bytes], Workbook] = open_sheets,
) -> list[Reading]:
    """Return how each sheet was read, under what people answered: what the check step shows."""
    read = [_understand(name, data, {}, answers or {}, opener) for name, data in files]
    return [reading for file in read for reading in file.readings]


def _unproven(files: Sequence[_File], answers: Mapping[str, str]) -> Iterator[Unproven]:
    """Yield the sheets whose figures contradict their reading and that nobody found right."""
    for file in files:
        for reading in file.readings:
            failed = next((p.kalimat for p in reading.proofs if not p.holds), None)
            approved = said.approval_kode(file.sha256, reading.sheet) in answers
            if failed is not None and reading.counted and not approved:
                yield Unproven(reading.besaran, file.name, reading.sheet, failed)
        for doubt in (u for block in file.blocks for u in block.unproven):
            if said.approval_kode(file.sha256, doubt.lembar) not in answers:
                yield doubt


def _unseen(files: Sequence[_File], answers: Mapping[str, str]) -> Iterator[Unseen]:
    """Yield the sheets that nothing speaks against and that nobody found right yet."""
    for file in files:
        for reading in file.readings:
            kode = said.seen_kode(reading.shape)
            failed = any(not p.holds for p in reading.proofs)
            if reading.counted and not failed and not reading.questions and kode not in answers:
                yield Unseen(reading.besaran, file.name, reading.sheet, kode)


def _understand(
    name: str,
    data: bytes,
    corrections: Corrections,
    answers: Mapping[str, str],
    opener: Callable[[str, bytes], Workbook],
) -> _File:
    sha256 = hashlib.sha256(data).hexdigest()
    try:
        # a figure of 300 digits is told by the checks and stops no arithmetic before
        with np.errstate(over="ignore", invalid="ignore"):
            read = _map(opener(name, data), corrections, answers)
        limits.check("jumlah_kab_kota", len(_kab_kota(read)), file=name)
        return read
    except UnreadableFile as error:
        return _File(name, sha256, findings=(error.finding,))
    except Exception:  # the trust boundary: what nobody foresaw is a sentence too, and a log entry
        LOG.exception("berkas gagal dipahami: %s", sha256)
        return _File(name, sha256, findings=(finding("BERKAS-GAGAL-DIPAHAMI", file=name),))


def _kab_kota(read: _File) -> set[str]:
    """Return the names of kab/kota of a file: each has an account of its own."""
    return {
        str(name)
        for block in read.blocks
        for frame in block.frames.values()
        if "kab_kota" in frame
        for name in frame["kab_kota"].dropna().unique()
    }


def _map(book: Workbook, corrections: Corrections, answers: Mapping[str, str]) -> _File:
    name, sha256 = book.name, book.sha256
    read = [(sheet, _drawn(sheet, book, answers)) for sheet in book.sheets]
    drawn = [(sheet, own) for sheet, own in read if own is not None]
    schedules = tuple(own.reading for _, own in drawn if isinstance(own, ScheduleRead))
    rest = [sheet for sheet in book.sheets if all(sheet is not other for other, _ in drawn)]
    guessed = {sheet.name: guess(sheet) for sheet in rest}
    hectares = _hectares(replace(book, sheets=tuple(rest)), guessed, corrections, answers)
    left = tuple(s for s in rest if s.name not in hectares.sheets)
    sheets = {sheet.name: sheet for sheet in book.sheets}
    alone = not drawn and not hectares.sheets and not book.layers
    folded = {s.name: laid for s in left if (laid := unfold(s) or lying(s, guessed[s.name]))}
    left = tuple(folded[s.name].sheet if s.name in folded else s for s in left)
    guessed |= {name: guess(laid.sheet) for name, laid in folded.items()}
    blocks, found = _blocks(replace(book, sheets=left), guessed, corrections, answers, alone=alone)
    found += hectares.findings
    if schedules:
        found += [
            finding("LEMBAR-JADWAL-DILEWATI", file=name, sheet=sheet.name)
            for sheet in left
            if full_of_figures(sheet) and not any(s.name == sheet.name for s, _ in blocks)
        ]
    parts = [
        *(r.extracted if isinstance(r, ScheduleRead) else r for _, r in drawn),
        *hectares.extracted,
    ]
    lists = []
    for sheet, block in blocks:
        own = extract(sheet, block, file=name, answers=answers)
        own = folded[sheet.name].back(own) if sheet.name in folded else own
        stood = sheet if isinstance(folded.get(sheet.name), Lying) else sheets[sheet.name]
        lists.append(recaps.ListRead(stood, block, own))
    unread = [sheets[f.sheet] for f in found if f.code in _UNREAD]
    summed = recaps.settle(name, lists, unread, answers)
    parts += summed.read
    found = [*(f for f in found if f.sheet not in summed.recaps), *summed.told]
    if parts and not any(len(block.rows) for block in parts):
        found = [*found, finding("LEMBAR-KOSONG", file=name)]
    found = [*found, *_cut(book), *personal.findings(book)]
    parts = [replace(e, frames=personal.without(e.frames)) for e in parts]
    told = personal.unnamed([*found, *(f for e in parts for f in e.findings)])
    shown = (*schedules, *hectares.readings)
    return _File(name, sha256, parts, tuple(told), shown, book.layers)


def _cut(book: Workbook) -> list[Finding]:
    """Say which texts were longer than is read."""
    return [
        finding(
            "SEL-DIPOTONG",
            file=book.name,
            sheet=sheet.name,
            cell=cells[0],
            jumlah=len(cells),
            batas=limits.limits()["panjang_sel"].words,
            sel=", ".join(cells[:8]) + (", …" if len(cells) > 8 else ""),
        )
        for sheet in book.sheets
        if (cells := sheet.marks.cut)
    ]


def _hectares(
    book: Workbook,
    guessed: Mapping[str, Sequence[Block]],
    corrections: Corrections,
    answers: Mapping[str, str],
) -> BookReading:
    """Read the sheets of hectares; where a person chose columns, the choice is applied instead."""
    free = tuple(
        sheet
        for sheet in book.sheets
        if _chosen(sheet, guessed[sheet.name], corrections, answers) == [*guessed[sheet.name]]
    )
    return read_book(replace(book, sheets=free), guessed, answers)


def _chosen(
    sheet: Sheet, plain: Sequence[Block], corrections: Corrections, answers: Mapping[str, str]
) -> list[Block]:
    """Return the blocks of a sheet with what people chose for its columns."""
    return asking.answered(sheet, corrected(sheet, plain, corrections), answers)


def _drawn(
    sheet: Sheet, book: Workbook, answers: Mapping[str, str]
) -> Extracted | ScheduleRead | None:
    """Return what a sheet holds that is no list: a form, or a schedule drawn over weeks."""
    if (form := read_form(sheet, file=book.name)) is not None:
        return form
    drawn = read_schedule(sheet, file=book.name, sha256=book.sha256, answers=answers)
    if drawn is None:
        drawn = read_turned(sheet, file=book.name, sha256=book.sha256, answers=answers)
        if drawn is not None and any(_whole_list(block) for block in guess(sheet)):
            return None  # a list of weeks
    return None if drawn is not None and is_other_list(sheet) else drawn


def _whole_list(block: Block) -> bool:
    """Tell whether a list lacks nothing and leaves no second plan and progress unread."""
    return not block.missing and not _second_pair(block)


def _second_pair(block: Block) -> str:
    """Return the headings of another plan and progress beside those of a list, "" when none."""
    kinds = {i: {kind_of(w) for w in text.split()} & _PAIR for i, text in block.headings.items()}
    beside = [i for i in block.unknown if kinds[i]]
    if any(set().union(*(kinds.get(i, ()) for i in p)) != _PAIR for p in (beside, block.columns)):
        return ""
    return ", ".join(f"“{block.headings[i]}”" for i in beside[:_NAMED])


def _blocks(
    book: Workbook,
    guessed: Mapping[str, Sequence[Block]],
    corrections: Corrections,
    answers: Mapping[str, str],
    *,
    alone: bool,
) -> tuple[list[tuple[Sheet, Block]], list[Finding]]:
    """Return every block of a workbook, and what was left aside."""
    own: list[tuple[Sheet, list[Block]]] = []
    found: list[Finding] = []
    for sheet in book.sheets:
        plain = guessed[sheet.name]
        kept = aside.applied(sheet, plain, answers, book.name)
        found += kept.told
        if kept.sheet is not None:
            chosen = _chosen(sheet, plain, corrections, answers)
            own.append((kept.sheet, [replace(block, said=kept.roles) for block in chosen]))
    found += [
        finding("LEMBAR-TIDAK-DIKENAL", file=book.name, sheet=sheet.name)
        for sheet, blocks in own
        if not blocks and sheet.height and key(sheet.name) not in IGNORED_SHEETS
    ]
    flat = [(sheet, block) for sheet, blocks in own for block in blocks]
    found += [
        finding("KOLOM-PASANGAN-LAIN", file=book.name, sheet=sheet.name, kolom=beside)
        for sheet, block in flat
        if (beside := _second_pair(block))
    ]
    if not flat:
        none = [finding("LEMBAR-TIDAK-ADA", file=book.name)] if alone and own else []
        return [], [*found, *none]
    if any(block.tables == ("rt",) for _, block in flat):
        flat, second = _without_second_rt(flat, book.name)
        found += second
    return flat, found


def _without_second_rt(
    blocks: Sequence[tuple[Sheet, Block]], file: str
) -> tuple[list[tuple[Sheet, Block]], list[Finding]]:
    """Leave the RT columns of a Kekumuhan sheet aside when the file has an RT sheet of its own."""
    both = {"rt", COMPANIONS["rt"]}
    kept: list[tuple[Sheet, Block]] = []
    found: list[Finding] = []
    for sheet, block in blocks:
        if {*block.tables} == both:
            found.append(finding("LEMBAR-RT-KEDUA", file=file, sheet=sheet.name))
            kept.append((sheet, replace(block, tables=(COMPANIONS["rt"],))))
        else:
            kept.append((sheet, block))
    return kept, found


def _join(
    files: Sequence[_File],
) -> tuple[dict[str, pd.DataFrame], list[SourceTable], list[tuple[int, int]]]:
    """Return all tables, their sources, and for each source its (file, block)."""
    parts: dict[str, list[pd.DataFrame]] = {}
    sources: list[SourceTable] = []
    owners: list[tuple[int, int]] = []
    for f, file in enumerate(files):
        for b, block in enumerate(file.blocks):
            for table, frame in block.frames.items():
                moved = frame.assign(_sumber=frame["_sumber"] + len(sources))
                parts.setdefault(table, []).append(moved)
            sources += block.sources
            owners += [(f, b)] * len(block.sources)
    tables = {
        name: schema.conform(together(parts[name]), name)
        for name in schema.tables()
        if name in parts
    }
    return tables, sources, owners


def _left_out(files: Sequence[_File]) -> dict[str, dict[str, str]]:
    """Return by table and id the rows that could not be read, in words for who refers to them."""
    found: dict[str, dict[str, str]] = {}
    for file in files:
        for block in file.blocks:
            titles = {f.row: f.title for f in reversed(block.findings) if f.excludes}
            for table, ident, line in block.refused:
                title = titles.get(line, "sel yang wajib tidak terbaca")
                words = left_out_words(line, block.sources[0].sheet, title)
                found.setdefault(table, {})[ident] = words
    return found


def _lost(
    files: Sequence[_File],
    tables: Mapping[str, pd.DataFrame],
    sources: Sequence[SourceTable],
    owners: Sequence[tuple[int, int]],
) -> dict[tuple[int, int], set[int]]:
    """Return for each (file, block) the sheet rows that a table they feed no longer holds."""
    held = {
        (name, int(s)): group.to_numpy()
        for name, frame in tables.items()
        for s, group in frame.groupby("_sumber")["_baris"]
    }
    lost: dict[tuple[int, int], set[int]] = {owner: set() for owner in owners}
    first = {owner: s for s, owner in reversed(list(enumerate(owners)))}
    for s, source in enumerate(sources):
        f, b = owners[s]
        fed = files[f].blocks[b].fed[s - first[f, b]]
        kept = held.get((source.table, s))
        if kept is None or len(kept) < len(fed):
            lost[f, b].update({*fed.tolist()} - {*(() if kept is None else kept.tolist())})
    return lost


def _account(
    place: int,
    file: _File,
    lost: Mapping[tuple[int, int], set[int]],
    shapes: Mapping[str, int],
) -> SourceFile:
    """Return what of a file is used; a shape of a map file counts as a row."""
    rows_in = sum(len(block.rows) for block in file.blocks)
    rows_in += sum(len(layer.shapes) for layer in file.layers if not layer.column)
    rows_used = shapes.get(file.name, 0) + sum(
        len(block.rows) - len(lost[place, b])
        for b, block in enumerate(file.blocks)
        if (place, b) in lost
    )
    return SourceFile(file.name, file.sha256, rows_in, rows_used)
