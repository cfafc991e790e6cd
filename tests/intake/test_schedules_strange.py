"""Schedules drawn in other words and builds than any list: read, or asked, never silently wrong."""

import random

import pytest

from kotaku import evaluate
from kotaku.dataset import Dataset
from kotaku.intake.understand import build_dataset
from tests.intake import books
from tests.intake.drawn_schedules import Drawn, drawn

FILES = 24
MOST_ANSWERS = 3
OFF = 0.6  # rounding of drawn points [pp]
RIGHT = {"tetap": 0.95, "hari-ini": 0.75}  # of few files, a share scatters


def read(file: Drawn, answers: dict[str, str]) -> Dataset:
    return build_dataset([("jadwal.xlsx", file.data)], answers=answers)


def is_true(file: Drawn, dataset: Dataset) -> bool:
    schedule = evaluate(dataset).jadwal
    if schedule is None:
        return False
    row = schedule.latest.iloc[0]
    told = (row["rencana_pct"], row["realisasi_pct"])
    return all(abs(a - b) < OFF for a, b in zip(told, (file.plan, file.done), strict=True))


def led(file: Drawn) -> bool:
    """Tell whether somebody who knows the truth comes to it by the answers on offer."""
    answers: dict[str, str] = {}
    for _ in range(MOST_ANSWERS + 1):
        dataset = read(file, answers)
        if not dataset.questions:
            return is_true(file, dataset)
        asked = dataset.questions[0]
        tried = [{**answers, asked.kode: c.jawaban} for c in asked.pilihan]
        answers = next((t for t in tried if is_true(file, read(file, t))), tried[0])
    return False


def told(dataset: Dataset) -> bool:
    """Tell whether anything says that the figure is not sure, or there is none."""
    loud = any(f.severity != "info" for f in dataset.findings)
    return bool(dataset.questions or dataset.unproven or loud) or evaluate(dataset).jadwal is None


@pytest.mark.parametrize("kind", list(RIGHT))
def test_strange_schedules_are_read_or_asked_and_never_silently_wrong(kind):
    chosen = 1 if kind == "tetap" else random.randrange(10**6)
    print(f"seed {chosen}")
    right: list[bool] = []
    silent: list[tuple[int, object]] = []
    for i in range(FILES):
        file = drawn(f"{chosen}-{i}")
        dataset = read(file, {})
        good = is_true(file, dataset) and not dataset.questions
        if not good and not told(dataset):
            silent.append((i, file.how))
        right.append(good or (bool(dataset.questions) and led(file)))
    assert silent == []
    assert sum(right) >= RIGHT[kind] * FILES


def test_weeks_below_each_other_are_read_with_the_cells_of_the_file():
    rows = [
        ["Minggu", "Rencana", None, "Realisasi", None],
        [None, "Kota Kupang", "Kabupaten Ende", "Kota Kupang", "Kabupaten Ende"],
        ["Minggu 1", 20, 10, 15, 10],
        ["Minggu 2", 60, 50, 40, 45],
        ["Minggu 3", 100, 100, None, None],
    ]
    dataset = books.read({"MS": rows}, lambda book: [
        book.worksheets()[0].merge_range(0, c, 0, c + 1, w)
        for c, w in ((1, "Rencana"), (3, "Realisasi"))
    ])  # fmt: skip
    latest = evaluate(dataset).jadwal.latest.set_index("kab_kota")
    assert latest.loc["Kota Kupang", ["rencana_pct", "realisasi_pct"]].tolist() == [60, 40]
    assert latest.loc["Kabupaten Ende", ["rencana_pct", "realisasi_pct"]].tolist() == [50, 45]
    weeks = dataset.table("progres")
    label = weeks.index[weeks["realisasi_pct"] == 45][0]
    assert dataset.cell("progres", label, "realisasi_pct").cell == "E4"


@pytest.mark.parametrize("title", ["Provinsi Nusa Tenggara Timur", "Kabupaten Sikka"])
def test_teams_side_by_side_are_each_read_whatever_place_the_title_names(title):
    teams = ["Kota Kupang", "Kabupaten Sikka", "Kabupaten Ende"]
    rows = [
        ["MASTER SCHEDULE"],
        [title],
        ["Minggu", *(cell for team in teams for cell in (team, None))],
        [None, *["Rencana", "Progres"] * len(teams)],
    ]
    for week in range(1, 6):
        done = [(week * 10.0 + t if week < 4 else None) for t in range(len(teams))]
        rows.append([f"Minggu {week}", *(c for d in done for c in (week * 20.0, d))])
    latest = evaluate(books.read({"MS": rows})).jadwal.latest.set_index("kab_kota")
    assert {t: latest.loc[t, "realisasi_pct"] for t in teams} == dict(
        zip(teams, (30.0, 31.0, 32.0), strict=True)
    )
    assert set(latest["rencana_pct"]) == {60.0}


def test_a_list_that_uses_one_of_two_pairs_of_plan_and_progress_says_so():
    rows = [
        ["Minggu", "Kab/Kota", "Rencana (%)", "Realisasi (%)", "Rencana Keuangan", "Realisasi Keu"],
        *(
            [f"2019-0{week}-07", team, week * 20.0, week * 10.0, week * 5.0, week * 2.0]
            for week in range(1, 5)
            for team in ("Kota Kupang", "Kabupaten Ende")
        ),
    ]
    dataset = books.read({"Progres": rows})
    assert evaluate(dataset).jadwal.latest["realisasi_pct"].tolist()[-1] == 40.0
    said = [f.message for f in dataset.findings if f.code == "KOLOM-PASANGAN-LAIN"]
    assert len(said) == 1
    assert "Rencana Keuangan" in said[0]
