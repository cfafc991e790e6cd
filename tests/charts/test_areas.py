"""The account of area: every figure reconciles with its totals."""

from html import unescape

import pandas as pd
import pytest

from kotaku.charts.areas import cumulative_reduction, stacked_area_by_place, waterfall_area
from kotaku.charts.plotly import figure
from kotaku.view import account_steps

SOURCE = "Sumber: uji"


def bars(fig):
    """Return (start, size) of each row of a horizontal bar figure."""
    return {
        row: (base, size)
        for trace in fig.data
        for row, base, size in zip(trace.y, trace.base, trace.x, strict=True)
        if size is not None
    }


def middle(fig):
    """Return (start, size) of each reduction, from the top."""
    steps, ends = bars(fig), set()
    for trace in fig.data:
        if trace.name in ("Luas awal", "Sisa"):
            ends |= {row for row, size in zip(trace.y, trace.x, strict=True) if size is not None}
    return [pair for row, pair in sorted(steps.items()) if row not in ends]


@pytest.mark.parametrize(
    ("name", "start", "left", "text"),
    [("ntt", 202.43, 13.14, "13,14 ha"), ("ntb", 575.47, 361.5, "361,50 ha")],
)
def test_waterfall_ends_at_the_published_sisa(request, name, start, left, text):
    fig = figure(waterfall_area(request.getfixturevalue(name), source=SOURCE))
    steps = bars(fig)
    assert steps[0] == (0, start)
    assert steps[max(steps)] == (0, pytest.approx(left))
    assert start - sum(size for _, size in middle(fig)) == pytest.approx(left)
    assert text in {unescape(a.text).replace("<br>", " ") for a in fig.layout.annotations}


def test_each_step_hangs_from_the_one_before(ntt):
    fig = figure(waterfall_area(ntt, source=SOURCE))
    level = bars(fig)[0][1]
    for base, size in middle(fig):
        assert base + size == pytest.approx(level)
        level = base


def test_what_is_planned_stands_below_what_is_left_now(ntt):
    names = [step.label for step in account_steps(ntt, "")]
    now, then = names.index("Sisa"), names.index("Sisa bila simulasi 2019 terlaksana")
    assert all("simulasi" in name for name in names[now + 1 :])
    assert "simulasi" not in " ".join(names[:now])
    assert then == len(names) - 1


def test_unexplained_hectares_are_hatched_and_named(ntb):
    fig = figure(waterfall_area(ntb, source=SOURCE))
    trace = next(t for t in fig.data if t.name == "Belum terinci")
    assert trace.marker.pattern.shape
    assert "2021 · belum terinci" in fig.layout.yaxis.ticktext


def test_many_steps_are_added_up_and_nothing_is_lost(ntt):
    fig = figure(waterfall_area(ntt, source=SOURCE, max_steps=1))
    steps = bars(fig)
    assert steps[max(steps)][1] == pytest.approx(13.14)


def test_growing_area_steps_back(ntb):
    grown = ntb.assign(pengurangan_ha=[-10.0, 0.0])
    steps = bars(figure(waterfall_area(grown, source=SOURCE)))
    assert steps[max(steps)][1] == pytest.approx(585.47)
    assert steps[1] == (pytest.approx(585.47), -10.0)


def test_places_sum_to_their_area_and_stand_by_sisa(ntt):
    fig = figure(stacked_area_by_place(ntt, source=SOURCE))
    totals = [sum(values) for values in zip(*(trace.x for trace in fig.data), strict=True)]
    assert totals == pytest.approx([102.43, 100.0])
    left = next(trace.x for trace in fig.data if trace.name == "Sisa bila simulasi 2019 terlaksana")
    assert list(left) == pytest.approx([2.43, 10.71])
    assert {"sisa kini 10,71", "sisa kini 42,43"} <= {a.text for a in fig.layout.annotations}


def test_folded_places_keep_the_total(ntt):
    more = ntt.assign(kab_kota=[f"Kota {i}" for i in range(len(ntt))])
    whole = figure(stacked_area_by_place(more, source=SOURCE))
    folded = figure(stacked_area_by_place(more, source=SOURCE, max_rows=3))
    assert folded.layout.yaxis.ticktext[-1] == "5 kab/kota lain"
    assert sum(sum(t.x) for t in folded.data) == pytest.approx(sum(sum(t.x) for t in whole.data))


def test_a_place_without_initial_area_is_told(ntt):
    unknown = ntt.assign(luas_awal_ha=ntt["luas_awal_ha"].where(ntt["kab_kota"] != "Kota Kupang"))
    fig = figure(stacked_area_by_place(unknown, source=SOURCE))
    assert "1 kab/kota tanpa luas awal" in fig.layout.annotations[-1].text
    nothing = figure(waterfall_area(ntt.assign(luas_awal_ha=float("nan")), source=SOURCE))
    assert "Luas awal belum diisi" in nothing.layout.annotations[0].text


def test_rt_and_kawasan_stand_side_by_side(reductions):
    fig = figure(cumulative_reduction(reductions, source=SOURCE))
    assert {trace.name: trace.y for trace in fig.data} == {
        "per RT": (0, 32.4124, 47.9854),
        "per Kawasan": (0, 58.6768, 86.5806),
    }
    assert fig.data[0].line.dash != fig.data[1].line.dash
    ends = {unescape(note.text).replace("<br>", " ") for note in fig.layout.annotations}
    assert {"per RT 47,99 ha", "per Kawasan 86,58 ha"} <= ends
    assert fig.layout.yaxis.range[0] <= 0


def test_new_kumuh_stands_beside_the_reduction(ntb):
    grown = ntb.assign(kumuh_baru_ha=[0.0, 3.0], kab_kota=["Kota Bima", "Kota Bima"])
    both = pd.concat([grown.assign(kab_kota=""), grown])
    steps = bars(figure(waterfall_area(both, source=SOURCE)))
    assert steps[3] == (pytest.approx(361.5), 3.0)
    assert steps[4] == (0, pytest.approx(364.5))
    sisa = stacked_area_by_place(both, source=SOURCE).series[-1]
    assert list(sisa.values) == [pytest.approx(364.5)]
