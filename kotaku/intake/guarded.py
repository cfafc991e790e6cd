"""What a server asks of hostile files: the same as in-process, done in a child within limits."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace

from kotaku.dataset import Dataset, SourceFile
from kotaku.findings import Finding, finding
from kotaku.intake import looking, understand
from kotaku.intake.looking import Looked
from kotaku.intake.model import UnreadableFile, Workbook
from kotaku.intake.safe import apart
from kotaku.intake.safe import open as opening
from kotaku.intake.tables.corrections import Corrections

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


def understood(
    files: Files,
    corrections: Corrections | None = None,
    decisions: Mapping[str, str] | None = None,
    *,
    answers: Mapping[str, str] | None = None,
    regulasi: str | None = None,
) -> tuple[Dataset, Looked | None]:
    """Return the data set of all files and what there is to look at; see ``looking``.

    Of files that need too much together, only the data set.
    """
    try:
        return apart.run(
            looking.understood, files, corrections, decisions,
            answers=answers, regulasi=regulasi,
        )  # fmt: skip
    except (UnreadableFile, RuntimeError):
        return build_dataset(
            files, corrections, decisions, answers=answers, regulasi=regulasi
        ), None


def looked(
    books: Sequence[Workbook],
    corrections: Corrections | None = None,
    answers: Mapping[str, str] | None = None,
) -> Looked:
    """Return what there is to look at of opened files; nothing of those that need too much."""
    try:
        return apart.run(looking.looked, books, corrections, answers)
    except (UnreadableFile, RuntimeError):
        return Looked(tuple(books))  # the data set says why


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
