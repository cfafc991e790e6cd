"""The figures and findings that a follow-up can come from, in words."""

from kotaku import meeting
from kotaku.findings import finding
from kotaku.view import AreaSummary, Obstacle, WorstCriterion
from kotaku.view.schedule import ScheduleNow

GRAVE, WARNING = "LUAS-KOSONG", "LUAS-NOL"


def area(left: float) -> AreaSummary:
    return AreaSummary("", 10.0, 10.0 - left, 0.0, 0.0, left)


def test_figures_stand_in_words_with_their_units():
    late = [Obstacle("Drainase", -12.25, "lahan", "")]
    worst = [WorstCriterion("4a", "Genangan", 3.5)]
    plan = ScheduleNow(68.6, 64.3, -4.3, "terlambat")
    assert meeting.related(area(3.1), plan, late, worst, []) == (
        "Sisa kumuh 3,10 ha",
        "Master Schedule \N{MINUS SIGN}4,30 pp",
        "Drainase \N{MINUS SIGN}12,25 pp",
        "4a Genangan, nilai 3,50",
    )


def test_what_is_not_there_is_not_offered():
    assert meeting.related(None, None, [], [], []) == ()
    assert meeting.related(area(0.0), None, [], [], []) == ()


def test_the_gravest_findings_come_with_their_cell_and_are_few():
    grave = [finding(GRAVE, sheet="Lokasi", cell=f"C{n}") for n in range(30)]
    warning = finding(WARNING, sheet="Lokasi", row=7)
    told = meeting.related(None, None, [], [], [warning, *grave])
    assert told[0] == f"{GRAVE}, Lokasi!C0"
    assert len(told) == 8
    assert meeting.related(None, None, [], [], [warning]) == (f"{WARNING}, Lokasi baris 7",)
