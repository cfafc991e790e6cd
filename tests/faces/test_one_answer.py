"""The same question asked of page, slide, minutes, workbook and JSON: one answer."""

import html

import pandas as pd
import pytest

from kotaku.evaluation import Settings, evaluate
from kotaku.output.pptx import presentation
from kotaku.output.template import write_template
from kotaku.output.total_sheet import total_workbook
from kotaku.view import Remark, Scope, View
from tests.faces.faces import SAMPLES, Faces, cells, notes, one_line, view_of
from tests.pages.conftest import at_the_computer, folder, open_page, stored, text  # noqa: F401
from tests.tables import condition, dataset, rt, works

BOOKS = ("status_rencana", "kumuh_baru", "masa_depan", "sisa_negatif")
PAGES = {"ntt_2019": "Contoh NTT 2019", "ntb_2022": "Contoh NTB 2022"}
NTT = (
    "153,50 ha (75,83 %) terealisasi per 4 Agustus 2019; 189,29 ha (93,51 %) bila simulasi 2019 "
    "terlaksana."
)


def agree(view: View) -> Faces:
    """Ask each face for the headline, the method, the decisions and what is missing."""
    told = Faces(view)
    asked = [view.headline, view.method, *(d.text for d in view.decisions)]
    asked += [t for t in (view.nothing_due, view.missing, view.coverage_answer) if t]
    for name, said in told.items():
        for words in asked:
            assert one_line(words) in said, (name, words)
        assert view.name in said, name
    for one in view.worst():
        assert one.words in told["notulen"]
        assert one.words in told["buku kerja"]
        assert one.words in told["json"]
    for action in view.follow_ups["tindakan"]:
        for name, said in told.items():
            assert one_line(str(action))[:80] in said, (name, action)
    return told


@pytest.mark.parametrize("place", [None, "one"])
@pytest.mark.parametrize("sample", list(SAMPLES))
def test_every_face_of_a_sample_gives_one_answer(sample, place):
    whole = view_of(SAMPLES[sample])
    agree(view_of(SAMPLES[sample], whole.kab_kota[0]) if place else whole)


@pytest.mark.parametrize("book", BOOKS)
def test_every_face_of_a_small_book_gives_one_answer(book, shared):
    agree(view_of(shared / "cases/buku" / f"{book}.xlsx"))


def test_a_city_of_rt_gives_one_answer(shared):
    view = view_of(shared / "real/pekalongan/pekalongan_a.xlsx")
    agree(view)
    assert "50 RT (32,65 ha) belum dapat dinilai" in view.coverage_answer


@pytest.mark.parametrize("sample", list(PAGES))
def test_the_page_says_what_the_papers_say(sample, open_page):  # noqa: F811
    view, app = view_of(SAMPLES[sample]), open_page("ringkasan", PAGES[sample])
    said = one_line(text(app))
    for words in (view.answer, view.method, *(d.text for d in view.decisions)):
        assert one_line(words) in said
    assert [m.value for m in app.metric] == [f.value for f in view.figures]


def test_ntt_is_realised_first_and_simulated_second():
    view = view_of(SAMPLES["ntt_2019"])
    assert view.headline == NTT
    assert "target 0 ha, kurang 48,93 ha" in view.answer


def measured(**profile: str):
    """Two RT; one healed. With 100 % of services where asked for, none is."""
    return dataset(
        profil=[{"kunci": k, "nilai": v} for k, v in profile.items()],
        rt=[rt("a", kab_kota="Kota K", kawasan="W"), rt("b", kab_kota="Kota L", kawasan="V")],
        kekumuhan=[condition(i, v2a=80, v2b=80, v3a=80, v3b=60) for i in ("a", "b")],
        pekerjaan=[works("a", 2020, "2b", 80), works("b", 2021, "2b", 80, "rencana")],
    )


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"metode": "K_T0"}, "metode K (kontribusi terhadap T0)"),
        ({"metode": "K_tahun"}, "metode K (kontribusi tahunan)"),
        ({"metode": "R0"}, "metode R0 (buku kerja R0)"),
        ({"layanan80": True}, "metode T (ambang + 5 layanan dasar)"),
        ({"satuan": "kawasan"}, "metode T (ambang), satuan kawasan"),
    ],
)
def test_every_face_names_the_method_really_used(settings, words):
    data = measured()
    view = View(data, evaluate(data, Settings(**settings)))
    told = agree(view)
    assert words in view.method
    for name, said in told.items():
        assert words in said, name
        if words.startswith(("metode K", "metode R0")):
            assert "(ambang" not in said, name


def test_the_older_rules_give_one_answer_too(shared):
    ids = ("permen02_2016",)
    data = measured(regulasi=ids[0])
    view = View(data, evaluate(data, Settings(regulasi=ids[0])))
    assert view.evaluation.regulation.id == ids[0]
    agree(view)


def test_one_place_carries_its_name_and_no_target_of_the_province():
    data = measured(provinsi="Provinsi P", target_sisa_ha="1,5 ha")
    whole = View(data, evaluate(data))
    assert whole.target_sisa_ha == 1.5
    own = data.restrict("Kota K")
    part = View(own, evaluate(own), scope=Scope("Kota K"))
    for name, said in Faces(part).items():
        assert "Kota K" in said, name
        assert "target 1,50 ha" not in said, name
    assert "target kab/kota ini tidak ada" in part.missing


@pytest.mark.parametrize(
    ("text", "value"), [("12 ha", 12.0), ("1.234,5", 1234.5), ("0", 0.0), ("dua", None)]
)
def test_a_target_is_read_once_for_page_and_paper(text, value):
    data = measured(target_sisa_ha=text)
    view = View(data, evaluate(data))
    assert view.target_sisa_ha == value
    if value is None:
        assert "target “dua” dalam Profil tidak terbaca" in view.missing


def test_nothing_is_said_in_order_that_was_not_checked():
    data = measured()
    view = View(data, evaluate(data))
    for name, said in Faces(view).items():
        assert "target tercapai" not in said, name
        assert "jadwal sesuai" not in said, name
        assert "data bersih" not in said, name
        assert "Belum dapat dinilai: target tidak ada dalam Profil; Master Schedule" in said, name


def test_at_exactly_nothing_left_no_face_asks_for_more():
    data = dataset(
        profil=[{"kunci": "target_sisa_ha", "nilai": "0"}],
        lokasi=[{"id_lokasi": "1", "kab_kota": "Ende", "luas_sk_ha": 0.3}],
        pengurangan=[
            {"id_lokasi": "1", "tahun": year, "pengurangan_ha": ha, "status": "realisasi"}
            for year, ha in ((2020, 0.1), (2021, 0.2))
        ],
    )
    view = View(data, evaluate(data))
    assert view.decisions == ()
    for name, said in Faces(view).items():
        assert "kurang 0,00" not in said, name
        assert "target tercapai menurut realisasi" in said, name


def test_minutes_and_slides_of_one_place_list_its_follow_ups_and_notes_alone():
    rows = pd.DataFrame(
        {
            "kab_kota": ["Kota K", "Kota L"], "klaster": ["1", "2"], "masalah": ["", ""],
            "tindakan": ["Bersurat ke BKM", "Menagih LPJ"], "tautan": ["", ""],
            "pic": ["A", "B"], "batas_waktu": [pd.NaT, pd.NaT], "status": ["baru", "baru"],
        }
    )  # fmt: skip
    notes = (Remark("Kota K", "Lahan sengketa", "Penyaji"), Remark("Kota L", "Banjir", "Penyaji"))
    data = measured().restrict("Kota K")
    view = View(data, evaluate(data), scope=Scope("Kota K"), rtl=rows, notes=notes)
    told = Faces(view)
    for name in ("slide", "notulen", "buku kerja"):
        assert "Bersurat ke BKM" in told[name], name
        assert "Kota K (1)" in told[name], name
        assert "Lahan sengketa" in told[name], name
        assert "Menagih LPJ" not in told[name], name
        assert "Banjir" not in told[name], name


def test_slides_and_minutes_carry_what_the_pages_carry():
    view = view_of(SAMPLES["ntt_2019"])
    told = Faces(view)
    for name in ("slide", "notulen"):
        for words in ("Kolaborasi", "Peningkatan kapasitas", "Kumuh (100-0-100)",
                      "Pencegahan dan pemeliharaan", "indak lanjut (RTL)"):  # fmt: skip
            assert words in told[name], (name, words)
    assert "Perpindahan kelas" in Faces(View(data := measured(), evaluate(data)))["slide"]


def test_an_rt_on_a_slide_is_named_with_where_it_lies():
    data = measured()
    assert "W, Kota K" in Faces(View(data, evaluate(data)))["slide"]


def test_every_face_cites_the_cells_of_computed_and_of_reported_hectares(
    open_page,  # noqa: F811
    stored,  # noqa: F811
    tmp_path,
):
    data = dataset(
        rt=[rt("a", kab_kota="Kota Kupang"), rt("b", kab_kota="Kota Kupang")],
        kekumuhan=[condition(i, v2a=80, v2b=80, v3a=80, v3b=60) for i in ("a", "b")],
        pekerjaan=[works("a", 2020, "2b", 80)],
        lokasi=[{"id_lokasi": "1", "kab_kota": "Kabupaten Ende", "luas_sk_ha": 10.0}],
        pengurangan=[
            {"id_lokasi": "1", "tahun": 2020, "pengurangan_ha": 4.0, "status": "realisasi"}
        ],
    )
    path = tmp_path / "campuran.xlsx"
    names = ("rt", "kekumuhan", "pekerjaan", "lokasi", "pengurangan")
    write_template(path, prefill={name: data.table(name) for name in names})
    view, app = view_of(path), open_page("ringkasan", stored(path))
    sheets = [total_workbook(view.explanations[key]) for key in ("luas_awal", "berkurang")]
    told = {
        "catatan slide": notes(presentation(view)),
        "buku kerja": Faces(view)["buku kerja"],
        "halaman": html.unescape(" ".join(table.value.to_string() for table in app.table)),
        "lembar angka": " ".join(cells(sheet) for sheet in sheets),
    }
    for name, said in told.items():
        for sheet in ("RT!", "Lokasi!", "Pekerjaan!", "Pengurangan!"):
            assert sheet in said, (name, sheet)
