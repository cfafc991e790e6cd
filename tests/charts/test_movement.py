"""The matrix of class movement: every hectare in its cell, and both sums."""

import numpy as np
import pandas as pd
import pytest

from kotaku.charts.movement import class_matrix

CLASSES = ("berat", "sedang", "ringan", "tidak_kumuh")


def movement(**flows):
    rows = [
        (a, b, *flows.get(f"{a}__{b}", (0, 0.0)))
        for a in (*CLASSES, "belum")
        for b in (*CLASSES, "belum")
        if "belum" not in (a, b) or f"{a}__{b}" in flows
    ]
    return pd.DataFrame(rows, columns=["dari", "ke", "jumlah_unit", "luas_ha"])


def texts(fig):
    return [
        (int(x), int(y), text)
        for trace in fig.data
        if trace.type == "scatter"
        for x, y, text in zip(trace.x, trace.y, trace.text, strict=True)
        if text
    ]


def test_every_flow_stands_in_its_cell_with_both_sums():
    frame = movement(
        berat__sedang=(1, 2.5), ringan__tidak_kumuh=(4, 10.0), tidak_kumuh__ringan=(1, 1.0)
    )
    fig = class_matrix(frame, source="Sumber: x", awal="2019", akhir="2023")
    found = {(x, y): text for x, y, text in texts(fig)}
    assert found[1, 0] == "2,50 ha<br>1 unit"
    assert found[3, 2] == "10,00 ha<br>4 unit"
    assert found[2, 3] == "1,00 ha<br>1 unit"
    assert [found[4, y] for y in range(4)] == ["2,50 ha", "0,00 ha", "10,00 ha", "1,00 ha"]
    assert [found[x, 4] for x in range(4)] == ["0,00 ha", "2,50 ha", "1,00 ha", "10,00 ha"]
    assert found[4, 4] == "<b>13,50 ha</b>"
    assert "2019" in fig.layout.xaxis.ticktext[-1]


def test_better_worse_and_same_have_their_own_hue():
    frame = movement(**{f"{a}__{b}": (1, 1.0) for a in CLASSES for b in CLASSES})
    fig = class_matrix(frame, source="")
    better, same, worse = (np.array(t.z, dtype=float) for t in fig.data if t.type == "heatmap")
    whole = np.ones((4, 4), dtype=bool)
    assert (np.isfinite(better) == np.triu(whole, 1)).all()
    assert (np.isfinite(same) == np.eye(4, dtype=bool)).all()
    assert (np.isfinite(worse) == np.tril(whole, -1)).all()


def test_units_without_a_class_have_a_row_only_where_there_are_some():
    without = class_matrix(movement(berat__berat=(1, 1.0)), source="")
    assert len(without.layout.yaxis.ticktext) == 5
    some = class_matrix(movement(belum__ringan=(1, 1.0)), source="")
    assert len(some.layout.yaxis.ticktext) == 6


def test_nothing_is_said():
    fig = class_matrix(movement(), source="")
    assert "Belum ada" in fig.layout.annotations[0].text


@pytest.mark.parametrize("awal", ["<b>x</b>", "a & b"])
def test_words_are_never_markup(awal):
    fig = class_matrix(movement(berat__sedang=(1, 2.5)), source="", awal=awal)
    inner = fig.layout.xaxis.ticktext[-1].removeprefix("<b>").removesuffix("</b>")
    assert "<" not in inner
