"""The data sets a page can open: samples that ship with the app and uploads kept in the store."""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import streamlit as st

import kotaku
from kotaku import paths
from kotaku.dataset import Dataset
from kotaku.evaluation import Evaluation, Settings, evaluate
from kotaku.intake import personal
from kotaku.intake.files.joining import distinct_names
from kotaku.intake.files.loose import gathered
from kotaku.intake.files.previous import same_province
from kotaku.intake.guarded import build_dataset, looked, open_workbook, understood, unread
from kotaku.intake.looking import Looked
from kotaku.intake.model import UnreadableFile, Workbook
from kotaku.store import DatasetInfo, Store, Writer
from kotaku.view.check import CheckSheet
from kotaku.view.list_choices import read_as_list
from kotaku.view.list_sheets import list_sheets
from kotaku.view.readings import check_sheets
from pages.ui.bar import garbage
from pages.ui.upload import choices

MANY = 3  # files that give a data set its name
LOOK_BACK = 8  # earlier data sets that are opened to find the one before


@dataclass(frozen=True)
class Entry:
    """One data set on the shelf; exactly one of sample and stored is set.

    ``choices`` names what people chose for its columns and rows: a cache keyed by an entry never
    shows what was read under other choices. A sample that is a workbook is read as it ships, with
    its map; one that is a folder is read as an upload of its files would be.
    """

    label: str
    sample: Path | None = None
    stored: str | None = None
    choices: str = ""

    @property
    def key(self) -> str:
        """The name by which meetings and snapshots know the data set."""
        return self.stored or self.label


@st.cache_resource
def store() -> Store:
    """Return the store of this server, opened once."""
    return Store.from_environment(os.environ)


def label_of(info: DatasetInfo) -> str:
    """Return the words by which a stored data set is chosen, in the bar and in links."""
    return f"{info.name} · {info.id[:6]}"


def shelf() -> dict[str, Entry]:
    """Return every data set by its label, newest upload first, samples last."""
    return _shelf(store().revision())


@st.cache_resource(max_entries=4, show_spinner=False)
def _shelf(revision: int) -> dict[str, Entry]:  # noqa: ARG001 -- the cache key: of all writing
    chosen = choices.of_sets(store())
    stored = [
        Entry(label=label_of(info), stored=info.id, choices=chosen(info.id))
        for info in store().datasets()
    ]
    samples = [Entry(label=name, sample=path) for name, path in paths.SAMPLES.items()]
    teams = [
        Entry(name, sample=path, choices=chosen("")) for name, path in paths.TEAM_FILES.items()
    ]
    return {entry.label: entry for entry in (*stored, *samples, *teams)}


@dataclass(frozen=True)
class Received:
    """What became of an upload: the new data set, if any, and a sentence per refused file."""

    label: str | None
    refused: tuple[str, ...]


def receive(
    writer: Writer, uploads: list[tuple[str, bytes]], base: list[tuple[str, bytes]] | None = None
) -> Received:
    """Keep what was understood of the uploads as a data set; say why the others were refused.

    Files of ``base`` come first in it: so uploads join a data set, which itself stays as it is.
    Nothing goes on the shelf before it was understood.

    Raises
    ------
    StoreError
        Nothing was kept; the text says why.
    """
    files = _distinct([*(base or ()), *gathered(uploads)])
    known = choices.current(store(), writer.actor.kab_kota)
    failed = unread(_understood(files, known))
    refused = [f"{name}: {f.message} {f.advice}" for name, f in failed.items()]
    for name, why in failed.items():
        writer.refuse_upload(name, why.message, at=datetime.now(UTC))
    good = [(name, data) for name, data in files if name not in failed]
    new = len(good) > len(base or ())
    return Received(_keep(writer, good) if new else None, tuple(refused))


def _distinct(uploads: list[tuple[str, bytes]]) -> list[tuple[str, bytes]]:
    """Return each content once, whatever it is called, under names of which none is twice."""
    once: dict[str, tuple[str, bytes]] = {}
    for name, data in uploads:
        once.setdefault(hashlib.sha256(data).hexdigest(), (name, data))
    names = distinct_names([name for name, _ in once.values()])
    return [(name, data) for name, (_, data) in zip(names, once.values(), strict=True)]


def _keep(writer: Writer, uploads: list[tuple[str, bytes]]) -> str:
    """Keep uploads unchanged as one new data set and return its label."""
    now = datetime.now(UTC)
    shas = [
        writer.save_upload(name, data, at=now, rules_version=kotaku.RULES) for name, data in uploads
    ]
    names = [name for name, _ in uploads]
    stored = writer.save_dataset(list(zip(shas, names, strict=True)), at=now, name=_short(names))
    return next(entry.label for entry in shelf().values() if entry.stored == stored)


def _short(names: list[str]) -> str:
    """Return the name of a data set: its files, the first three of many."""
    return "" if len(names) <= MANY else f"{' + '.join(names[:MANY])} + {len(names) - MANY} lain"


def uploaded(entry: Entry) -> dict[str, datetime]:
    """Return when each file of a stored entry came, by its name, in the time of this computer."""
    if entry.stored is None:
        return {}
    return {u.name: u.at.astimezone() for u in store().uploads(entry.stored)}


def earlier(entry: Entry) -> list[Entry]:
    """Return the stored data sets older than an entry, newest first; a sample has none."""
    stored = [e for e in shelf().values() if e.stored]
    labels = [e.label for e in stored]
    return stored[labels.index(entry.label) + 1 :] if entry.label in labels else []


def previous(entry: Entry) -> Entry | None:
    """Return the newest earlier data set of the same province, looking at a few of them."""
    now = open_entry(entry)
    near = (e for e in earlier(entry)[:LOOK_BACK] if same_province(open_entry(e), now))
    return next(near, None)


def open_entry(entry: Entry, regulasi: str | None = None) -> Dataset:
    """Return the data set of an entry, read once per server and rule set that a person chose."""
    if entry.sample and entry.sample.is_dir():
        return _understood(files(entry), entry.choices, regulasi)
    if entry.sample:
        return _sample(entry, entry.sample.stat().st_mtime_ns, regulasi)
    return _stored(str(entry.stored), entry.choices, kotaku.RULES, regulasi)


def workbooks(entry: Entry) -> list[Workbook]:
    """Return the parsed sheets of an entry's readable files."""
    return list(_looked(entry).books)


def _opened_books(entry: Entry) -> list[Workbook]:
    books: list[Workbook] = []
    for name, data in files(entry):
        with suppress(UnreadableFile):  # a finding says why
            books.append(opened(name, data))
    return books


def opened(name: str, data: bytes) -> Workbook:
    """Return the sheets of a file; the last ones are remembered, for parsing takes longest.

    Raises
    ------
    UnreadableFile
        With one sentence that says why, and what to do.
    """
    return _opened(name, hashlib.sha256(data).hexdigest(), data)


@st.cache_resource(max_entries=8, show_spinner="Membaca berkas …")
def _opened(name: str, sha256: str, _data: bytes) -> Workbook:  # noqa: ARG001 -- the cache key
    return personal.masked(open_workbook(name, _data))


def checked(entry: Entry) -> list[CheckSheet]:
    """Return the sheets of an entry with their readings, under what people said of them."""
    return _checked(entry, kotaku.RULES)


@st.cache_resource(max_entries=16, show_spinner=False)
def _looked(entry: Entry) -> Looked:
    if not (entry.sample and entry.sample.is_file()):
        found = _with_look(files(entry), entry.choices)[1]
        if found is not None:
            return replace(found, books=tuple(map(personal.masked, found.books)))
    made = choices.named(entry.choices)
    return looked(_opened_books(entry), made.corrections, made.answers)


@st.cache_resource(max_entries=16, show_spinner=False)
def _checked(entry: Entry, rules: str) -> list[CheckSheet]:  # noqa: ARG001 -- the cache key
    found, answers = _looked(entry), choices.named(entry.choices).answers
    sheets = [
        *read_as_list(check_sheets(found.readings, found.books, answers), found.guesses),
        *list_sheets(found.guesses, open_entry(entry), found.books, answers),
    ]
    order = [(book.name, sheet.name) for book in found.books for sheet in book.sheets]
    return sorted(sheets, key=lambda one: order.index((one.file, one.sheet.name)))


def files(entry: Entry) -> list[tuple[str, bytes]]:
    """Return the names and bytes of an entry, as they came."""
    if entry.sample and entry.sample.is_dir():
        return [(one.name, one.read_bytes()) for one in sorted(entry.sample.iterdir())]
    if entry.sample:
        return [(one.name, one.read_bytes()) for one in (entry.sample, paths.MAPS[entry.sample])]
    return store().files(str(entry.stored))


@st.cache_resource(max_entries=4, show_spinner="Membaca contoh …")
def _sample(
    entry: Entry,
    modified: int,  # noqa: ARG001 -- the cache key
    regulasi: str | None,
) -> Dataset:
    dataset = build_dataset(files(entry), regulasi=regulasi)
    garbage.grown()
    return dataset


@st.cache_resource(max_entries=16, show_spinner=False)
def _stored(
    dataset_id: str,
    chosen: str,
    rules: str,  # noqa: ARG001 -- the cache key
    regulasi: str | None,
) -> Dataset:
    return _understood(store().files(dataset_id), chosen, regulasi)


def _understood(
    uploads: list[tuple[str, bytes]], chosen: str, regulasi: str | None = None
) -> Dataset:
    """Return the data set of files under what people chose; understood once, then remembered."""
    return _with_look(uploads, chosen, regulasi)[0]


def _with_look(
    uploads: list[tuple[str, bytes]], chosen: str, regulasi: str | None = None
) -> tuple[Dataset, Looked | None]:
    named = tuple((name, hashlib.sha256(data).hexdigest()) for name, data in uploads)
    return _content(named, chosen, kotaku.RULES, regulasi, uploads)


@st.cache_resource(max_entries=16, show_spinner="Membaca berkas …")
def _content(
    named: tuple[tuple[str, str], ...],  # noqa: ARG001 -- the cache key
    chosen: str,
    rules: str,  # noqa: ARG001 -- the cache key
    regulasi: str | None,
    _uploads: list[tuple[str, bytes]],
) -> tuple[Dataset, Looked | None]:
    made = choices.named(chosen)
    found = understood(
        _uploads, made.corrections, made.decisions, answers=made.answers, regulasi=regulasi
    )
    garbage.grown()
    return found


@st.cache_resource(max_entries=128, show_spinner=False, hash_funcs={Entry: repr, Settings: repr})
def _evaluated(
    entry: Entry,
    rules: str,  # noqa: ARG001 -- part of the cache key
    kab_kota: str | None,
    settings: Settings,
) -> Evaluation:
    return evaluate(open_entry(entry, settings.regulasi).restrict(kab_kota), settings)


def evaluated(entry: Entry, kab_kota: str | None, settings: Settings) -> Evaluation:
    """Return the evaluation of one kab/kota (None: all) of an entry, calculated once per server."""
    return _evaluated(entry, kotaku.RULES, kab_kota, settings)
