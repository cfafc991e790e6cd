"""The matrix of class movement: every hectare in its cell, and both sums."""

import numpy as np
import pandas as pd
import pytest

from kotaku.charts.classes import class_matrix
from kotaku.charts.plotly import figure

CLASSES = ("berat", "sedang", "ringan", "tidak_kumuh")


def movement(**flows):
    rows = [
        (a, b, *flows.get(f"{a}__{b}", (0, 0.0)))
        for a in (*CLASSES, "belum")
        for b in (*CLASSES, "belum")
        if "belum" not in (a, b) or f"{a}__{b}" in flows
    ]
    return pd.DataFrame(rows, columns=["dari", "ke", "jumlah_unit", "luas_ha"])


def test_every_flow_stands_in_its_cell_with_both_sums():
    frame = movement(
        berat__sedang=(1, 2.5), ringan__tidak_kumuh=(4, 10.0), tidak_kumuh__ringan=(1, 1.0)
    )
    chart = class_matrix(frame, source="Sumber: x", awal="2019", akhir="2023")
    cells = [list(row) for row in chart.texts]
    assert cells[0][1] == "2,50 ha\n1 unit"
    assert cells[2][3] == "10,00 ha\n4 unit"
    assert cells[3][2] == "1,00 ha\n1 unit"
    assert [cells[y][4] for y in range(4)] == ["2,50 ha", "0,00 ha", "10,00 ha", "1,00 ha"]
    assert cells[4] == ["0,00 ha", "2,50 ha", "1,00 ha", "10,00 ha", "13,50 ha"]
    assert (chart.rows[-1], chart.columns[-1]) == ("2023", "2019")


def test_better_worse_and_same_have_their_own_hue():
    frame = movement(**{f"{a}__{b}": (1, 1.0) for a in CLASSES for b in CLASSES})
    hues = np.array(class_matrix(frame, source="").hues)[:4, :4]
    assert (np.triu(hues == "biru", 1) == np.triu(np.ones((4, 4), dtype=bool), 1)).all()
    assert (np.diag(hues) == "kelabu").all()
    assert (np.tril(hues == "kuning", -1) == np.tril(np.ones((4, 4), dtype=bool), -1)).all()


def test_units_without_a_class_have_a_row_only_where_there_are_some():
    without = figure(class_matrix(movement(berat__berat=(1, 1.0)), source=""))
    assert len(without.layout.yaxis.ticktext) == 5
    some = figure(class_matrix(movement(belum__ringan=(1, 1.0)), source=""))
    assert len(some.layout.yaxis.ticktext) == 6


def test_nothing_is_said():
    fig = figure(class_matrix(movement(), source=""))
    assert "Belum ada" in fig.layout.annotations[0].text


@pytest.mark.parametrize("awal", ["<b>x</b>", "a & b"])
def test_words_are_never_markup(awal):
    fig = figure(class_matrix(movement(berat__sedang=(1, 2.5)), source="", awal=awal))
    inner = fig.layout.xaxis.ticktext[-1].removeprefix("<b>").removesuffix("</b>")
    assert "<" not in inner
