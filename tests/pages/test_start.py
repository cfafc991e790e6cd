"""The app before any data is open, and hostile or unreadable uploads."""

import pytest

from tests.pages.conftest import plain, text


def test_first_page_offers_samples_and_upload(open_page):
    app = open_page("mulai")
    assert "Belum ada data yang dibuka." in text(open_page("ringkasan"))
    links = [link.proto for link in app.get("page_link")]
    assert [link.label for link in links] == [
        "Buka Contoh NTT 2019",
        "Buka Contoh NTB 2022",
        "Tur: lima berkas tim, dari unggahan ke rakor",
        "Unggah spreadsheet",
    ]
    assert links[0].query_string == "data=Contoh+NTT+2019"


@pytest.mark.parametrize("name", ["kosong.xlsx", "laporan.xlsx"])
def test_an_unreadable_upload_is_one_sentence(open_page, at_the_computer, name):
    app = open_page("unggah_data")
    data = b"" if name == "kosong.xlsx" else b"%PDF-1.7\n%not a workbook"
    app.file_uploader[0].upload(name, data).run()
    assert not app.exception
    assert len(app.error) == 1
    assert name in plain(app.error)


def test_what_one_viewer_uploads_in_vain_is_not_shown_to_another(open_page, at_the_computer):
    one, other = open_page("unggah_data"), open_page("unggah_data")
    one.file_uploader[0].upload("rahasia.xlsx", b"%PDF-1.7\n%not a workbook").run()
    assert "rahasia.xlsx" in plain(one.error)
    other.run()
    shown = [text(other), *(o for s in other.selectbox for o in s.options)]
    assert not other.error
    assert not any("rahasia" in words for words in shown)
    other.file_uploader[0].upload("baik.csv", b"id_rt;luas verifikasi (ha)\nA;1,5\n").run()
    assert not other.error
    one.run()
    assert "baik.csv" not in text(one)
