"""Master Schedules as they are drawn: the figures of a sheet say how it is read."""

import importlib.util
import random

import pytest

from kotaku.dataset import Dataset
from kotaku.evaluation import evaluate
from kotaku.intake.understand import build_dataset
from tests.intake import books

PLAN = [[2.5, 2.5, 0, 0], [0, 20, 20, 20], [0, 0, 10, 25]]
DONE = [[2.5, 2.0, None, None], [0, 15.0, 12.0, None], [0, 0, 5.0, None]]
WEIGHTS = [5, 60, 35]
WORDS = {"plan": "Target Mingguan", "done": "Capaian Mingguan", "gap": "Selisih"}


def running(values):
    return [sum(v or 0 for v in values[: i + 1]) for i in range(len(values))]


def now(dataset: Dataset):
    found = evaluate(dataset).jadwal
    row = found.latest.set_index("kab_kota").loc[""]
    return row["rencana_pct"], row["realisasi_pct"], row["deviasi_pp"]


def foot(words=WORDS, lead=2):
    plan = [sum(column) for column in zip(*PLAN, strict=True)]
    done = [2.5, 17.0, 17.0]
    gap = [d - p for d, p in zip(running(done), running(plan), strict=False)]
    pad = [None] * (lead - 1)
    return [
        [words["plan"], *pad, *plan],
        [words["plan"] + " s.d.", *pad, *running(plan)],
        [words["done"], *pad, *done],
        [words["done"] + " s.d.", *pad, *running(done)],
        [words["gap"], *pad, *gap],
    ]


@pytest.mark.parametrize("names", [("Uraian", "Prosentase"), ("Item Kegiatan", "Bobot")])
@pytest.mark.parametrize("weeks", [["Agst", "Sept", "Okt", "Nop"], [1, 2, 3, 4],
                                   ["Mar-22", "Apr-22", "Mei-22", "Jun-22"],
                                   ["Minggu 1-2", "Minggu 3-4", "Minggu 5-6", "Minggu 7-8"],
                                   ["Pekan ke-1", "Pekan ke-2", "Pekan ke-3", "Pekan ke-4"],
])  # fmt: skip
@pytest.mark.parametrize("words", [
    WORDS, {"plan": "Baris alfa", "done": "Baris beta", "gap": "Baris gama"},
])  # fmt: skip
def test_progress_only_at_the_foot_is_read_under_any_words(names, weeks, words):
    rows = [[*names, *weeks]]
    rows += [[f"Kerja {w}", w, *p] for w, p in zip(WEIGHTS, PLAN, strict=True)]
    dataset = books.read({"Sheet1": [*rows, *foot(words)]})
    assert now(dataset) == pytest.approx((55.0, 36.5, -18.5))
    assert dataset.questions == ()
    activities = evaluate(dataset).jadwal.activities
    assert activities["realisasi_pct"].isna().all()  # never invented
    activities = activities.sort_values("_baris")
    assert activities["rencana_pct"].tolist() == pytest.approx([100, 100 * 40 / 60, 100 * 10 / 35])


def test_a_period_without_a_date_never_shows_one():
    rows = [["Kegiatan", "Bobot (%)", "Minggu 1", "Minggu 2", "Minggu 3", "Minggu 4"]]
    rows += [[f"Kerja {w}", w, *p] for w, p in zip(WEIGHTS, PLAN, strict=True)]
    dataset = books.read({"MS": [*rows, *foot()]})
    from kotaku.view.schedule import schedule_answer

    found = evaluate(dataset).jadwal
    assert "per periode ke-3" in schedule_answer(found.latest, found.as_of)


def test_plan_and_progress_side_by_side_in_percent_of_the_activity():
    rows = [
        ["Uraian", "Bobot", "Minggu 1", None, "Minggu 2", None, "Minggu 3", None],
        [None, None, *["R", "T"] * 3],
        ["Persiapan", 25, 50, 40, 100, 80, 100, None],
        ["Fisik", 75, 0, 0, 40, 20, 100, None],
    ]
    dataset = books.read({"MS": rows}, lambda book: [
        book.worksheets()[0].merge_range(0, c, 0, c + 1, f"Minggu {c // 2}") for c in (2, 4, 6)
    ])  # fmt: skip
    assert now(dataset) == pytest.approx((55.0, 35.0, -20.0))


def test_a_foot_that_differs_from_the_activities_is_told_with_its_cell():
    rows = [["Kegiatan", "Bobot (%)", "Minggu 1", "Minggu 2", "Minggu 3", "Minggu 4"]]
    rows += [[f"Kerja {w}", w, *p] for w, p in zip(WEIGHTS, PLAN, strict=True)]
    wrong = foot()
    wrong[1] = [*wrong[1][:3], 60, 60, 100]
    dataset = books.read({"MS": [*rows, *wrong]})
    assert books.findings(dataset, "JADWAL-KAKI-BERBEDA")[0].cell.startswith(("C", "D"))


def test_values_that_nothing_decides_are_asked_and_the_answer_decides():
    rows = [["Kegiatan", "Bobot (%)", "Januari 2022", "Februari 2022", "Maret 2022"],
            ["Persiapan", 40, 5, 6, 7], ["Fisik", 60, 8, 9, 10]]  # fmt: skip
    data = books.xlsx({"MS": rows})
    (asked,) = build_dataset([("buku.xlsx", data)]).questions
    assert asked.besaran == "master_schedule"
    assert len(asked.pilihan) > 1
    for choice in asked.pilihan:
        answered = build_dataset([("a.xlsx", data)], answers={asked.kode: choice.jawaban})
        assert answered.questions == ()


@pytest.mark.parametrize(
    "words", [("Target", "Terlaksana", "Selisih"), ("Kolom x", "Kolom y", "Kolom z")]
)
@pytest.mark.parametrize("scale", [1, 0.01])
def test_a_list_up_to_one_day_is_proved_by_its_differences(words, scale):
    def cells(*values):
        return [v * scale for v in values]

    rows = [
        ["Posisi s/d 17 April 2022"],
        ["No", "Item", "Prosentase", *words],
        [1, "Persiapan", *cells(25, 100, 80, -20)],
        [2, "Fisik", *cells(75, 40, 20, -20)],
        [None, "JUMLAH", *cells(100, 55, 35, -20)],
    ]
    dataset = books.read({"Sheet1": rows})
    assert now(dataset) == pytest.approx((55, 35, -20))
    assert str(evaluate(dataset).jadwal.as_of) == "2022-04-17"


def test_master_schedules_drawn_at_random_are_read(shared, tmp_path):
    """The same truth in many layouts, of a fixed seed and of one of the day."""
    path = shared / "layouts" / "make_ms.py"
    spec = importlib.util.spec_from_file_location("make_ms", path)
    drawing = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(drawing)
    seed = random.randrange(1, 10**6)
    print(f"seed {seed}")
    import json

    for chosen in (1, seed):
        folder = tmp_path / str(chosen)
        drawing.main(folder, 25, str(chosen))
        truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
        for name, told in truth.items():
            dataset = build_dataset([(name, (folder / name).read_bytes())])
            plan, done, _ = now(dataset)
            assert dataset.questions == (), name
            assert (plan, done) == pytest.approx((told["rencana"], told["realisasi"]), abs=0.6), (
                name
            )


@pytest.mark.parametrize("name", [
    "e01_kaki_kemajuan", "e02_kaki_prestasi", "e04_kurva_s_realisasi_di_kaki",
    "e05_kurva_s_uraian_pekerjaan_bulan_romawi",
])  # fmt: skip
def test_small_schedules_that_were_misread_give_their_truth(shared, name):
    data = (shared / "cases" / "tabel" / f"{name}.xlsx").read_bytes()
    assert now(build_dataset([("e.xlsx", data)])) == pytest.approx((30.0, 22.5, -7.5))


def test_a_period_under_an_unknown_heading_is_not_passed_over_in_silence():
    rows = [["Kegiatan", "Bobot (%)", "Xyzzy", "September", "Oktober", "Nopember"]]
    rows += [[f"Kerja {w}", w, *p] for w, p in zip(WEIGHTS, PLAN, strict=True)]
    dataset = books.read({"MS": [*rows, *foot()]})
    assert [f.cell for f in books.findings(dataset, "JADWAL-KOLOM-DILEWATI")] == ["C1"]
