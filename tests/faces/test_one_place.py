"""One kabupaten/kota asked of page, slide, minutes, workbook, JSON, command line and follower."""

import html
import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pandas as pd
import pytest

from kotaku.cli import main
from kotaku.output.template import write_template
from kotaku.store import FollowUp, Store
from kotaku.view import View
from kotaku.words.numbers import format_ha, format_pct
from pages.ui.bar import library
from pages.ui.rakor import rakor
from tests.faces.faces import Faces, one_line, view_of
from tests.pages.conftest import at_the_computer, folder, open_page, stored, text  # noqa: F401
from tests.tables import condition, rt, works
from web.follow import turn

PLACE, OTHER = "Kota Kupang", "Kabupaten Ende"
WORST = {"v2a": 80, "v2b": 80, "v3a": 80, "v3b": 60, "v4c": 90}
PROMISE = "Bersurat ke BKM tentang drainase"
SETTINGS = [
    ({}, {}, "metode T (ambang), satuan RT"),
    ({"metode": "K_T0"}, {"metode": "K: kontribusi terhadap T0"}, "metode K"),
    ({"metode": "R0"}, {"metode": "R0: rumus buku kerja"}, "metode R0"),
    ({"layanan80": True}, {"layanan": True}, "metode T (ambang + 5 layanan dasar)"),
]


def written(path, **tables):
    """Write two places with a target of nothing, as a team would send them."""
    profile = {"provinsi": "Nusa Tenggara Timur", "tanggal_data": "31 Juli 2021",
               "target_sisa_ha": "0", **tables.pop("profil", {})}  # fmt: skip
    units = [("a", PLACE), ("b", PLACE), ("c", OTHER)]
    rows = {
        "profil": [{"kunci": k, "nilai": v} for k, v in profile.items()],
        "rt": [rt(name, kab_kota=place, kelurahan="Oeba", kawasan="Pantai", rt_rw=f"RT {name}")
               for name, place in units],
        **tables,
    }  # fmt: skip
    write_template(path, prefill={name: pd.DataFrame(own) for name, own in rows.items()})
    return path


@pytest.fixture
def book(tmp_path):
    healed = [works("a", 2020, c, 80) for c in ("2a", "2b", "3a")]
    return written(
        tmp_path / "tempat.xlsx",
        kekumuhan=[condition(name, 2019, **WORST) for name in "abc"],
        pekerjaan=[*healed, works("b", 2021, "2b", 80, "rencana"), works("c", 2020, "2b", 80)],
    )


@pytest.fixture
def older(tmp_path):
    """The same under 02/2016, whose totals go up to 95."""
    totals = [("a", 2019, 85), ("b", 2019, 85), ("c", 2019, 60), ("a", 2020, 10), ("b", 2020, 81)]
    return written(
        tmp_path / "lama.xlsx",
        profil={"regulasi": "02/PRT/M/2016"},
        kekumuhan=[{"id_rt": i, "tahun": y, "total_nilai": t} for i, y, t in totals],
    )


@pytest.fixture
def opened(folder, stored, book):  # noqa: F811
    """Keep the book, and a promise of the place and one of another."""
    label = stored(book)
    store = Store.in_folder(folder)
    now = datetime.now(UTC)
    writer = store.writer("presenter", "Penyaji")
    key = rakor.key_of(library.shelf()[label])
    meeting = writer.open_rakor(
        "Rakor uji", dataset=key, agenda=["", PLACE, OTHER], seconds=600, at=now
    )
    writer.go_to(meeting.id, 1, at=now)
    for place, what in ((PLACE, PROMISE), (OTHER, "Menagih LPJ")):
        promise = FollowUp(place, "lahan sengketa", what, "K1", "Askot", date(2030, 1, 1))
        writer.add_follow_up(meeting.id, promise, at=now)
    yield label, store
    store.close()


def promised(view: View, store: Store) -> View:
    """Return the view with the promises of the store, as the page Laporan hands them over."""
    return replace(view, rtl=store.follow_ups())


def followed(store: Store) -> str:
    told = re.sub(r"<svg.*?</svg>", " ", turn.now(store, datetime.now(UTC)).html, flags=re.S)
    return one_line(html.unescape(re.sub(r"<[^>]+>", " ", told)))


def agree(view, told, app):
    """Ask each face for the place's answer, method, decisions and worst criteria."""
    asked = [view.headline, view.answer, view.method, *view.due, view.coverage_answer]
    for name, said in told.items():
        for words in filter(None, asked):
            assert one_line(words) in said, (name, words)
        assert OTHER not in said, name
    for face in ("notulen", "buku kerja", "json"):
        for one in view.worst():
            assert one.words in told[face], face
    assert [m.value for m in app.metric] == [f.value for f in view.figures]


def commanded(capsys, book, settings):
    options = [part for key, value in settings.items() for part in (f"--{key}", value)]
    main(["hitung", str(book), "--json", "--kab-kota", PLACE, *options])
    whole = json.loads(capsys.readouterr().out)["utama"]
    return one_line(json.dumps(whole, ensure_ascii=False).replace('\\"', '"'))


@pytest.mark.parametrize(("settings", "chosen", "method"), SETTINGS, ids=lambda v: str(v)[:30])
def test_page_papers_and_command_line_give_one_answer(
    settings, chosen, method, book, stored, open_page, capsys  # noqa: F811
):  # fmt: skip
    view = view_of(book, PLACE, **settings)
    assert method in view.method
    told = dict(Faces(view))
    if settings.keys() <= {"metode"}:
        told["baris perintah"] = commanded(capsys, book, settings)
    app = open_page("ringkasan", stored(book), kab=PLACE, **chosen)
    agree(view, told | {"halaman": one_line(text(app))}, app)


def test_the_older_rules_give_one_answer_on_page_papers_and_command_line(
    older, stored, open_page, capsys  # noqa: F811
):  # fmt: skip
    view = view_of(older, PLACE)
    assert view.evaluation.regulation.id == "permen02_2016"
    assert "50,00 %" in view.answer
    told = {**Faces(view), "baris perintah": commanded(capsys, older, {})}
    app = open_page("ringkasan", stored(older), kab=PLACE)
    agree(view, told | {"halaman": one_line(text(app))}, app)


def test_a_follower_reads_the_same_answer_and_the_same_promises(opened, book):
    _, store = opened
    view = promised(view_of(book, PLACE), store)
    said = followed(store)
    area = view.area
    assert area is not None
    done, left = format_ha(area.realisasi_ha), format_ha(area.sisa_ha)
    share = format_pct(100 * area.realisasi_ha / area.luas_awal_ha)
    for words in (f"Realisasi {done} ({share}), sisa {left}", view.method,
                  *(one.words for one in view.worst())):  # fmt: skip
        assert one_line(words) in said, words
    for figure in (done, share, left):  # the very figures of the answer that the others print
        assert figure in view.answer
    assert "target 0 ha" in said.lower()
    told = {name: face for name, face in Faces(view).items() if name != "json"}
    told["pengikut"] = said
    for name, face in told.items():
        assert PROMISE in face, name
        assert "Menagih LPJ" not in face, name
