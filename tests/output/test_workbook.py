"""The workbook: totals as in the evaluation, formulas that recompute to what stands beside them."""

import re
import shutil
import subprocess
from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest

from kotaku.output.workbook import workbook

SHEETS = [
    "Ringkasan",
    "Akun luas",
    "Per kab-kota",
    "Kondisi",
    "Pekerjaan",
    "Master Schedule",
    "Klaim",
    "Temuan",
    "Metode dan sumber",
]


MORE = [
    "KPI",
    "Dana",
    "Audit dan pengaduan",
    "Mutu",
    "Kawasan hijau dan pengetahuan",
    "Perpindahan kelas",
    "Pencegahan",
    "RTL dan catatan",
]


def opened(content, **options):
    return openpyxl.load_workbook(BytesIO(content), **options)


def rows(sheet, heading):
    """Return the rows under the heading row that begins with ``heading``."""
    found = list(sheet.iter_rows(values_only=True))
    top = next(i for i, row in enumerate(found) if row[0] == heading)
    body = found[top + 1 :]
    end = next((i for i, row in enumerate(body) if row[0] is None), len(body))
    return body[:end]


def test_sheets_and_totals(ntt):
    content = workbook(ntt)
    book = opened(content, data_only=True)
    assert book.sheetnames == [*SHEETS[:6], *MORE, *SHEETS[6:]]
    values = {row[0]: row[1] for row in rows(book["Ringkasan"], "Angka")}
    assert values["Luas kumuh awal"] == pytest.approx(202.43)
    assert values["Terealisasi"] == pytest.approx(153.50)
    assert values["Terealisasi dari luas awal"] == pytest.approx(75.83, abs=0.005)
    assert values["Terealisasi bila simulasi 2019 terlaksana"] == pytest.approx(189.29)
    assert values["Dari luas awal bila simulasi 2019 terlaksana"] == pytest.approx(93.51, abs=0.005)
    assert values["Sisa kumuh"] == pytest.approx(48.93)
    assert values["Sisa bila simulasi 2019 terlaksana"] == pytest.approx(13.14)
    assert values["Kurang dari target"] == pytest.approx(48.93)
    assert values["Master Schedule: deviasi"] == pytest.approx(-2.692179, abs=1e-6)
    account = rows(book["Akun luas"], "Kab/kota")
    frame = ntt.account
    assert [r[7] for r in account] == pytest.approx(list(frame["sisa_ha"]))
    assert [r[8] for r in account] == pytest.approx(list(frame["persen"]))
    places = rows(book["Per kab-kota"], "Kab/kota")
    assert places[-1][0] == "Jumlah"
    assert places[-1][6] == pytest.approx(sum(r[6] for r in places[:-1])) == pytest.approx(48.93)
    assert places[-1][7] == pytest.approx(13.14)
    assert len(places) == 10
    assert len(rows(book["Klaim"], "Wilayah")) == len(ntt.evaluation.klaim)
    assert len(rows(book["Temuan"], "Tingkat")) == len(ntt.findings)


def test_what_people_check_is_a_formula(ntt):
    book = opened(workbook(ntt))
    (first, second, *_) = rows(book["Akun luas"], "Kab/kota")
    assert all(str(value).startswith("=") for value in (*first[6:9], *second[6:9]))
    summary = {row[0]: row[1] for row in rows(book["Ringkasan"], "Angka")}
    assert summary["Terealisasi"].startswith("=SUMIF('Akun luas'!C")
    teams = rows(book["Master Schedule"], "Tim")
    assert teams[0][3].startswith("=AVERAGE(")
    assert teams[1][3].startswith("=SUMPRODUCT(")
    assert teams[1][4].startswith("=D")


def test_rows_say_where_they_come_from(ntb):
    book = opened(workbook(ntb), data_only=True)
    claim = rows(book["Klaim"], "Wilayah")[0]
    assert claim[-1] == "Klaim baris 4 (contoh_ntb_2022.xlsx)"
    cells = {row[0]: row[4] for row in rows(book["Ringkasan"], "Angka")}
    assert cells["Luas kumuh awal"].startswith("Lokasi!")


def test_conditions_and_works_where_rt_data_are(measured):
    book = opened(workbook(measured), data_only=True)
    units = {r[0]: r for r in rows(book["Kondisi"], "Nama")}
    assert len(units) == 2
    assert {r[6] for r in units.values()} == {18}
    assert {name: r[8] for name, r in units.items()} == {"a": 13, "b": 18}  # b is only planned
    works = rows(book["Pekerjaan"], "RT")
    assert [(r[0], r[2], r[3]) for r in works] == [("a", "2b", 80), ("b", "2b", 80)]
    assert works[0][-1] == "Pekerjaan baris 2 (data.xlsx)"


def test_headings_are_frozen_and_filtered(ntt):
    book = opened(workbook(ntt))
    for name in ("Akun luas", "Per kab-kota", "Klaim", "Temuan"):
        assert book[name].freeze_panes
        assert book[name].auto_filter.ref


def test_numbers_are_numbers_with_an_indonesian_format(ntt):
    book = opened(workbook(ntt))
    sheet = book["Akun luas"]
    found = [c for row in sheet.iter_rows() for c in row if isinstance(c.value, float)]
    assert found
    assert {c.number_format.split("]")[0] for c in found} == {"[$-421"}


def test_hostile_text_never_becomes_a_formula_or_a_link(hostile):
    content = workbook(hostile)
    with ZipFile(BytesIO(content)) as archive:
        for name in archive.namelist():
            text = archive.read(name).decode("utf-8")
            formulas = re.findall(r"<f>([^<]*)</f>", text)
            assert not [f for f in formulas if "HYPERLINK" in f or "cmd" in f or "1+1" in f]
            assert "<hyperlink" not in text
            assert not re.search("[\x00-\x08\x0e-\x1f\u202e]", text)
        assert not [n for n in archive.namelist() if "externalLink" in n]
    names = [row[0] for row in rows(opened(content)["Akun luas"], "Kab/kota")]
    assert any(str(name).startswith("=HYPERLINK") for name in names)
    cells = [c for sheet in opened(content) for row in sheet.iter_rows() for c in row]
    assert max(len(str(c.value)) for c in cells if c.value is not None) <= 1100
    texts = [c for c in cells if c.data_type == "f"]
    assert not [c for c in texts if "jahat" in str(c.value)]


def test_an_empty_data_set_gives_sheets_that_say_so(nothing):
    book = opened(workbook(nothing))
    assert book.sheetnames == SHEETS
    said = [c.value for row in book["Akun luas"].iter_rows() for c in row]
    assert "Belum ada luas kumuh yang dapat dihitung." in said


@pytest.mark.parametrize("name", ["ntt", "measured"])
def test_libreoffice_recomputes_every_formula_to_the_same_value(name, request, tmp_path):
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice tidak terpasang: rumus tidak dihitung ulang")
    content = workbook(request.getfixturevalue(name))
    source = tmp_path / "asal.xlsx"
    source.write_bytes(_without_results(content))
    subprocess.run(
        [
            office,
            f"-env:UserInstallation={(tmp_path / 'profil').as_uri()}",
            "--headless",
            "--convert-to",
            "xlsx",
            "--outdir",
            str(tmp_path / "hasil"),
            str(source),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    again = openpyxl.load_workbook(tmp_path / "hasil" / "asal.xlsx", data_only=True)
    formulas, cached = opened(content), opened(content, data_only=True)
    checked = 0
    for sheet in formulas:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type != "f":
                    continue
                expected = cached[sheet.title][cell.coordinate].value
                found = again[sheet.title][cell.coordinate].value
                assert found == pytest.approx(expected, abs=1e-9), (sheet.title, cell.coordinate)
                checked += 1
    assert checked > 10


def _without_results(content):
    """Return the workbook without the cached results, so that they must be calculated."""
    target = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(target, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name.startswith("xl/worksheets/"):
                data = re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", data)
            new.writestr(name, data)
    return target.getvalue()


def test_achievement_stands_on_its_own_sheets(ntt):
    book = opened(workbook(ntt), data_only=True)
    funnel = rows(book["Dana"], "Kab/kota")
    assert funnel[0][0] == "Seluruhnya"
    assert [sum(r[i] for r in funnel[1:]) for i in range(1, 7)] == list(funnel[0][1:7])
    found = rows(book["KPI"], "Indikator")  # the title of the part, then the heading
    assert len(found) > len(ntt.achievement.kpi.places)
    said = [c.value for row in book["Audit dan pengaduan"].iter_rows() for c in row]
    assert "Volume pekerjaan kurang dari kontrak" in said
