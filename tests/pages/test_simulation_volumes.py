"""Volumes typed for a unit move score, class, hectares and rupiah at once."""

import pytest

from kotaku.output.template import write_template
from kotaku.store import Store
from tests.pages.conftest import text
from tests.tables import condition, dataset, rt

KUMUH = {f"v{c}": 80.0 for c in ("2a", "2b", "3a", "3b")}
WRITER = {"role": "presenter", "name": "Penyaji", "kab_kota": None}
PART = {"bagian": "Andai pekerjaan selesai"}


@pytest.fixture
def book(tmp_path, stored):
    profile = {"tahun_target": "2020", "target_sisa_ha": "0"}
    tables = dataset(
        profil=[{"kunci": k, "nilai": v} for k, v in profile.items()],
        rt=[rt(i, kab_kota="Kota K", kawasan="W") for i in "ab"],
        kekumuhan=[condition(i, **KUMUH) for i in "ab"],
    ).tables
    path = tmp_path / "buku.xlsx"
    with path.open("wb") as file:
        write_template(file, prefill=tables)
    return stored(path)


def typed(row, **cells):
    return {"edited_rows": {row: cells}, "added_rows": [], "deleted_rows": []}


def test_nothing_typed_changes_nothing(open_page, book):
    app = open_page("simulasi_dan_strategi", book, **PART)
    assert [m.value for m in app.metric] == ["0,00 ha", "2,00 ha", "Rp 0", "2,00 ha"]
    assert "Ketik volume pada kolom Ditangani." in text(app)


def test_one_rt_leaves_kumuh(open_page, book):
    change = {"volume rt a": typed(3, **{"Ditangani": 80.0, "Harga (Rp)": 1000})}
    app = open_page("simulasi_dan_strategi", book, **PART, **change)
    assert [m.value for m in app.metric] == ["1,00 ha", "1,00 ha", "Rp 80.000", "1,00 ha"]
    assert "a: nilai 20 → 15, kelas Ringan → Tidak kumuh, 1,00 ha, Rp 80.000." in text(app)
    assert "target 2020 0,00 ha belum tercapai, kurang 1,00 ha" in text(app)


def test_a_kawasan_is_treated_as_a_whole_and_surplus_is_told(open_page, book):
    change = {"volume kawasan Kota K / W": typed(3, **{"Ditangani": 170.0, "Harga (Rp)": 0})}
    app = open_page("simulasi_dan_strategi", book, satuan="Kawasan", **PART, **change)
    assert [m.value for m in app.metric] == ["2,00 ha", "0,00 ha", "Rp 0", "0,00 ha"]
    assert "cukup untuk target 2020 0,00 ha" in text(app)
    assert "2 catatan pekerjaan" in app.expander[-1].label


def test_a_kept_scenario_is_taken_away(open_page, book, folder):
    store = Store.in_folder(folder)
    state = {"data": book, "penulis": WRITER, **PART}
    app = open_page("simulasi_dan_strategi", **state)

    def press(label):  # AppTest forgets page and state after its first run
        next(b for b in app.button if b.label == label).click()
        app.switch_page("pages/simulasi_dan_strategi.py")
        for key, value in state.items():
            app.session_state[key] = value
        app.run()
        return [one.name for one in store.scenarios("")]

    app.text_input(key="nama_skenario").set_value("Murah")
    assert press("Simpan skenario") == ["Murah"]
    assert press("Hapus") == []
    store.close()
