"""Files made in a child are those that are made here; a child that fails leaves a sentence."""

from __future__ import annotations

import io
import os
import time
import zipfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace

import pytest

from kotaku.evaluation import Settings
from kotaku.intake.model import UnreadableFile
from kotaku.intake.safe import limits
from kotaku.output import exports, letter, made, map_picture, place_sheet, template
from kotaku.output.made import Beside
from kotaku.view import Moved, Remark, Scope, View, map_rows
from tests.output.conftest import of_sample


@pytest.mark.parametrize("kind", list(exports.EXPORTS))
@pytest.mark.parametrize("whose", ["hostile", "nothing"])
def test_the_child_makes_the_same_bytes(kind: str, whose: str, request) -> None:
    report: View = request.getfixturevalue(whose)
    assert made.report(report, kind) == exports.build(kind, report)


def test_what_a_meeting_wrote_crosses_with_the_figures(ntt: View) -> None:
    told = replace(
        ntt,
        scope=Scope(simulasi=False, tahun=2018),
        notes=(Remark("Kota Kupang", "drainase <b>", "A"),),
        potret="Potret A",
        moved=(Moved("Sisa turun", better=True), Moved("Sama")),
    )
    assert made.report(told, "docx") == exports.build("docx", told) != exports.build("docx", ntt)


def test_a_face_of_its_own_is_left_behind(ntt: View) -> None:
    @dataclass(frozen=True, eq=False)
    class Page(View):
        kept: dict[str, object] = field(default_factory=lambda: {"no": lambda: "plain"})

    page = Page(ntt.dataset, ntt.evaluation)
    assert made.report(page, "xlsx") == exports.build("xlsx", ntt)


def test_the_sheets_of_places_are_worked_out_in_the_child() -> None:
    whole = of_sample("contoh_ntt_2019.xlsx")
    every = [Beside(Scope(name)) for name in whole.kab_kota[:2]]
    here = [one.of(whole.dataset, Settings()) for one in every]
    assert made.places(whole.dataset, Settings(), every) == place_sheet.places_pdf(here)


def test_pictures_and_lists_are_the_same(ntt: View) -> None:
    rows = map_rows(ntt, 2018)
    picture = made.picture(ntt, "kelas", 2018, rows=rows)
    assert picture == map_picture.map_picture(ntt, "kelas", 2018, rows=rows)
    found = made.findings_workbook(ntt.findings)
    assert parts(found) == parts(letter.findings_workbook(ntt.findings))
    filled = made.FILES.run(template.filled, dict(ntt.dataset.tables))
    assert parts(filled) == parts(template.filled(ntt.dataset.tables))


def parts(book: bytes) -> dict[str, bytes]:
    """Return what a workbook is made of but the moment it was made."""
    with zipfile.ZipFile(io.BytesIO(book)) as file:
        return {n: file.read(n) for n in file.namelist() if n != "docProps/core.xml"}


def test_a_file_that_takes_too_long_ends_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    value = limits.value
    monkeypatch.setattr(limits, "value", lambda n: 1 if n == "waktu_unduhan" else value(n))
    with pytest.raises(UnreadableFile, match="tidak selesai dibuat dalam 60 detik"):
        made.FILES.run(time.sleep, 60)


@pytest.mark.skipif(os.name != "posix", reason="limits of POSIX systems")
def test_a_child_that_dies_is_told_and_the_next_one_works(ntt: View) -> None:
    with pytest.raises(UnreadableFile, match="unduh lagi"):
        made.FILES.run(os.abort)
    assert made.report(ntt, "xlsx") == exports.build("xlsx", ntt)


def test_one_processor_is_left_to_readers() -> None:
    most = made.FILES.at_once
    assert 1 <= most < max(2, os.cpu_count() or 1)
    with ThreadPoolExecutor(most + 1) as pool:
        start = time.monotonic()
        list(pool.map(lambda _: made.FILES.run(time.sleep, 0.4), range(most + 1)))
        assert time.monotonic() - start >= 0.8
