"""What a server asks of hostile files: the same as in-process, done in a child within limits."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace

from kotaku.dataset import Dataset, SourceFile
from kotaku.findings import Finding, finding
from kotaku.intake import understand
from kotaku.intake.model import UnreadableFile, Workbook
from kotaku.intake.reading.model import Reading
from kotaku.intake.safe import apart
from kotaku.intake.safe import open as opening
from kotaku.intake.tables import choosing
from kotaku.intake.tables import guesses as guessing
from kotaku.intake.tables.corrections import Correction, Corrections
from kotaku.intake.tables.guesses import Guess

Files = Sequence[tuple[str, bytes]]
_UNREAD = ("BERKAS-", "BATAS-")


def build_dataset(
    files: Files,
    corrections: Corrections | None = None,
    decisions: Mapping[str, str] | None = None,
    *,
    answers: Mapping[str, str] | None = None,
    regulasi: str | None = None,
) -> Dataset:
    """Return the data set of all files together; see ``understand.build_dataset``.

    Where that takes too long or too much memory, each file is tried alone: those that do give one
    finding and no rows, the others go on together. When even these need too much together, every
    one is told.
    """
    try:
        return apart.run(
            understand.build_dataset, files, corrections, decisions,
            answers=answers, regulasi=regulasi,
        )  # fmt: skip
    except (UnreadableFile, RuntimeError) as error:
        if len(files) == 1:
            return _with_failed(Dataset({}), files, {files[0][0]: _told(error, files[0][0])})
    failed: dict[str, Finding] = {}
    for name, data in files:
        alone = build_dataset(
            [(name, data)], corrections, decisions, answers=answers, regulasi=regulasi
        )
        if found := unread(alone).get(name):
            failed[name] = found
    good = [(name, data) for name, data in files if name not in failed]
    together = Dataset({})
    if good:
        try:
            together = apart.run(
                understand.build_dataset, good, corrections, decisions,
                answers=answers, regulasi=regulasi,
            )  # fmt: skip
        except (UnreadableFile, RuntimeError) as error:
            failed.update({name: _told(error, name) for name, _ in good})
    return _with_failed(together, files, failed)


def guesses(files: Files, corrections: Corrections | None = None) -> list[Guess]:
    """Return what each table area was taken for; none of files that need too much."""
    try:
        return apart.run(guessing.guesses, files, corrections)
    except (UnreadableFile, RuntimeError):
        return []  # the data set says why


def readings(files: Files, answers: Mapping[str, str] | None = None) -> list[Reading]:
    """Return how each sheet was read; none of files that need too much."""
    try:
        return apart.run(understand.readings, files, answers)
    except (UnreadableFile, RuntimeError):
        return []  # the data set says why


def open_workbook(name: str, data: bytes) -> Workbook:
    """Return the sheets of an uploaded file.

    Raises
    ------
    UnreadableFile
        With one sentence that says why, and what to do.
    """
    try:
        return apart.run(opening.open_sheets, name, data)
    except UnreadableFile as error:
        raise UnreadableFile.of(_told(error, name)) from error
    except RuntimeError as error:
        raise UnreadableFile("BERKAS-GAGAL-DIBACA", file=name) from error


def reread(books: Sequence[Workbook], guess: Guess, correction: Correction) -> Guess:
    """Return the area as it would be understood under a correction; as it was when that fails."""
    own = [book for book in books if book.name == guess.file]
    try:
        return apart.run(choosing.reread, own, guess, correction)
    except (UnreadableFile, RuntimeError):
        return guess


def unread(dataset: Dataset) -> dict[str, Finding]:
    """Return by name the files that could not be understood at all, with the finding of each."""
    used = {source.file for source in dataset.sources}
    return {
        f.file: f
        for f in dataset.findings
        if f.severity == "galat" and f.code.startswith(_UNREAD) and f.file not in used
    }


def _told(error: Exception, name: str) -> Finding:
    """Return what a failure says about a file."""
    if isinstance(error, UnreadableFile):
        return replace(error.finding, file=error.finding.file or name)
    return finding("BERKAS-GAGAL-DIPAHAMI", file=name)


def _with_failed(dataset: Dataset, files: Files, failed: Mapping[str, Finding]) -> Dataset:
    """Return a data set that also tells of the files that were left out of it."""
    known = {file.name: file for file in dataset.files}
    return replace(
        dataset,
        findings=(*dataset.findings, *failed.values()),
        files=tuple(
            known.get(name) or SourceFile(name, hashlib.sha256(data).hexdigest(), 0, 0)
            for name, data in files
        ),
    )
