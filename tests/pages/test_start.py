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
