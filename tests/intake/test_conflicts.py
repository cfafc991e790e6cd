"""What two files state differently lies side by side, and a person's decision holds."""

from __future__ import annotations

from kotaku.dataset import Dataset
from kotaku.intake.files.joining import distinct_names
from kotaku.intake.understand import build_dataset
from tests.intake import books

HEAD = ["ID RT", "Kabupaten/Kota", "Kelurahan", "Luas Verifikasi (Ha)", "Jumlah KK"]
WORKS = ["ID RT", "Tahun", "Kriteria", "Volume", "Kegiatan"]


def rt(name: str, *rows: list[object]) -> tuple[str, bytes]:
    return name, books.xlsx({"RT": [HEAD, *rows]})


def areas(dataset: Dataset) -> dict[str, float]:
    frame = dataset.table("rt")
    return dict(zip(frame["id_rt"], frame["luas_verifikasi_ha"], strict=True))


A = rt("a.xlsx", ["1", "Kota Kupang", "Alak", 1.5, 40], ["2", "Kota Kupang", "Alak", 3.0, 10])
B = rt("b.xlsx", ["1", "Kota Kupang", "Alak", 2.5, 40])
C = rt("c.xlsx", ["1", "Kota Kupang", "Alak", 4.5, 40])


def test_both_sides_with_their_addresses():
    seen = build_dataset([A, B]).conflicts
    area = seen[seen["kolom"].str.startswith("Luas")].set_index("berkas")
    assert area.loc["a.xlsx", ["nilai", "sel", "dipakai"]].tolist() == ["1,5", "D2", True]
    assert area.loc["b.xlsx", ["nilai", "sel", "dipakai"]].tolist() == ["2,5", "D2", False]
    assert area["berbeda"].all()
    assert not seen.loc[seen["kolom"] == "Jumlah KK", "berbeda"].any()
    assert not seen["diputuskan"].any()
    assert set(seen["kab_kota"]) == {"Kota Kupang"}


def test_a_decision_is_followed_and_can_be_taken_back():
    before = build_dataset([A, B])
    side = before.conflicts.query("berkas == 'b.xlsx'").iloc[0]
    after = build_dataset([A, B], decisions={side["kunci"]: side["pilihan"]})
    books.accounted(after)
    assert (areas(before), areas(after)) == ({"1": 1.5, "2": 3.0}, {"1": 2.5, "2": 3.0})
    assert after.conflicts["diputuskan"].all()
    assert set(after.conflicts.query("dipakai")["berkas"]) == {"b.xlsx"}
    assert "KONFLIK-BERKAS" not in books.codes(after)
    assert areas(build_dataset([A, B], decisions={})) == areas(before)


def test_a_decision_does_not_depend_on_file_names():
    side = build_dataset([A, B]).conflicts.query("berkas == 'b.xlsx'").iloc[0]
    renamed = build_dataset([A, ("baru.xlsx", B[1])], decisions={side["kunci"]: side["pilihan"]})
    assert areas(renamed)["1"] == 2.5


def test_a_third_file_opens_the_question_again():
    side = build_dataset([A, B]).conflicts.query("berkas == 'b.xlsx'").iloc[0]
    three = build_dataset([A, B, C], decisions={side["kunci"]: side["pilihan"]})
    assert not three.conflicts["diputuskan"].any()
    assert set(three.conflicts["berkas"]) == {"a.xlsx", "b.xlsx", "c.xlsx"}
    assert areas(three)["1"] == 1.5


def test_what_only_the_later_file_knows_is_a_difference_too():
    bare = ("a.xlsx", books.xlsx({"RT": [HEAD[:4], ["1", "Kota Kupang", "Alak", 1.5]]}))
    full = rt("b.xlsx", ["1", "Kota Kupang", "Alak", 1.5, 40])
    seen = build_dataset([bare, full]).conflicts
    assert set(seen.query("berbeda")["kolom"]) == {"Jumlah KK"}
    same = build_dataset([full, ("c.xlsx", bare[1])])
    assert same.conflicts.empty
    assert "BARIS-SAMA-DI-BERKAS-LAIN" in books.codes(same)


def test_works_sent_twice_count_once():
    def works(name: str, *rows: list[object]) -> tuple[str, bytes]:
        units = [HEAD, ["1", "Kota Kupang", "Alak", 1.5, 40]]
        return name, books.xlsx({"RT": units, "Pekerjaan": [WORKS, *rows]})

    road = ["1", 2020, "2b", 100.0, "Jalan lingkungan"]
    later = ["1", 2020, "2b", 120.0, "Jalan lingkungan"]
    other = ["1", 2021, "3b", 50.0, "Drainase"]
    twice = build_dataset([works("a.xlsx", road, road), works("b.xlsx", road, other)])
    books.accounted(twice)
    assert twice.table("pekerjaan")["volume"].tolist() == [100.0, 100.0, 50.0]
    assert twice.conflicts.empty
    changed = build_dataset([works("a.xlsx", road), works("b.xlsx", later, other)])
    assert changed.table("pekerjaan")["volume"].tolist() == [100.0, 50.0]
    assert set(changed.conflicts.query("berbeda")["kolom"]) == {"Volume"}


def test_one_kab_kota_sees_its_own_conflicts():
    dataset = build_dataset([A, B])
    assert len(dataset.restrict("Kota Kupang").conflicts)
    assert dataset.restrict("Ende").conflicts.empty


def test_two_teams_may_send_a_file_of_the_same_name():
    names = distinct_names(["data.xlsx", "data.xlsx", "data (2).xlsx", "tanpa"])
    assert names == ["data.xlsx", "data (2).xlsx", "data (2) (2).xlsx", "tanpa"]
