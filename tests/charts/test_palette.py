"""The class colours, seen by colour-blind eyes and on a grey print."""

from itertools import combinations

import numpy as np
import pandas as pd
import pytest

from kotaku.charts import fills, map_outlines
from kotaku.charts.palette import AKUN, CLASSES, KELAS, POLIGON, SISA, STATUS
from kotaku.geo import basemap
from pages.ui.parts import maps

# Machado, Oliveira and Fernandes (2009), severity 1.0, on linear RGB
SIGHT = {
    "normal": np.eye(3),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "tritanopia": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}
TO_XYZ = np.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
)
SCORED = [KELAS[key] for key in CLASSES if key != "belum"]
PAIRS = list(combinations(SCORED, 2))


def _map_rows(**columns):
    blank = {
        "tahun_tuntas": None, "kembali": False, "tingkat": "berat", "kriteria": None,
        "anggaran_rp": None, "status_poligon": None, "luas_ha": 1.0, "sisa_ha": 1.0,
    }  # fmt: skip
    return pd.DataFrame({**{name: [one] * 20 for name, one in blank.items()}, **columns})


def _on_the_map():
    """What may lie beside each other on one map: by fill, every meaning it has."""
    years = [2018.0 + i % 6 for i in range(20)]
    classes = [*CLASSES, *CLASSES, *CLASSES, *CLASSES]
    rows = {
        "kelas": _map_rows(tingkat=classes),
        "sisa": _map_rows(sisa_ha=[0.0, 0.5, 1.0, np.nan] * 5),
        "tahun": _map_rows(
            tahun_tuntas=[*years[:10], *[np.nan] * 10],
            kembali=[False] * 9 + [True] * 1 + [False] * 10,
            tingkat=classes,
        ),
        "kriteria": _map_rows(kriteria=[*range(17), np.nan, 0, 0]),
        "dana": _map_rows(anggaran_rp=[0.0, 1e7, 5e7, 2e8, 1e9, 5e9, np.nan, *[0.0] * 13]),
        "keraguan": _map_rows(status_poligon=[*POLIGON, *[None] * (20 - len(POLIGON))]),
    }
    found = {name: fills.FILLS[name].meanings(told) for name, told in rows.items()}
    found["nilai"] = fills.by_score(
        pd.DataFrame({"id_unit": list("abcde")}), {"a": 0, "b": 1, "c": 3, "d": 5, "e": np.nan}
    )
    found["lepas"] = [*KELAS.values(), maps.UNJOINED]
    for name, looks in found.items():
        once = {look.key: look for look in looks if look is not fills.UNKNOWN}
        for one, other in combinations([*once.values(), fills.UNKNOWN], 2):
            if (one.mark, other.mark) != ("?", "?"):  # both say: not known
                yield name, one, other


def linear(swatch):
    srgb = np.array(swatch.rgb) / 255
    return light_of(srgb)


def light_of(srgb):
    return np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)


def lab(light):
    t = TO_XYZ @ np.clip(light, 0, 1) / np.array([0.95047, 1.0, 1.08883])
    f = np.where(t > 216 / 24389, np.cbrt(t), (24389 / 27 * t + 16) / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def seen_by(sight, rgb):
    return lab(SIGHT[sight] @ light_of(rgb))


@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize("base", [None, *(c[basemap.LAND] for c in (basemap.LIGHT, basemap.DARK))])
def test_meanings_of_a_map_differ_for_every_eye_where_no_letter_finds_room(sight, base):
    # five times what is just seen; through a polygon the land shows
    share = 1.0 if base is None else map_outlines.SEEN / 255
    land = np.array([int((base or "#000000")[i : i + 2], 16) for i in (1, 3, 5)]) / 255

    def seen(look):
        return seen_by(sight, share * np.array(look.rgb) / 255 + (1 - share) * land)

    apart = {
        (name, one.key, other.key): np.linalg.norm(seen(one) - seen(other))
        for name, one, other in _on_the_map()
    }
    assert len(apart) > 100
    assert {pair: far for pair, far in apart.items() if far <= 11.5 * share} == {}


def test_the_oracle_knows_white_and_a_published_red():
    assert lab(np.ones(3)) == pytest.approx([100, 0, 0], abs=0.01)
    assert lab(np.array([1.0, 0, 0])) == pytest.approx([53.24, 80.09, 67.20], abs=0.02)


@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize(("one", "other"), PAIRS, ids=lambda s: s.key)
def test_classes_differ_for_every_eye(sight, one, other):
    # CIE76: 2.3 is the smallest difference that is seen; areas on a projector need ten times that
    distance = np.linalg.norm(lab(SIGHT[sight] @ linear(one)) - lab(SIGHT[sight] @ linear(other)))
    assert distance > 23


@pytest.mark.parametrize(("one", "other"), PAIRS, ids=lambda s: s.key)
def test_classes_differ_on_a_grey_print(one, other):
    assert abs(lab(linear(one))[0] - lab(linear(other))[0]) > 10


def test_colour_never_stands_alone():
    for group in (KELAS, SISA):
        marks = [swatch.mark for swatch in group.values()]
        assert all(marks)
        assert len(set(marks)) == len(marks)
    for group in (KELAS, AKUN, STATUS, SISA):
        labels = [swatch.label for swatch in group.values()]
        assert len(set(labels)) == len(labels)


@pytest.mark.parametrize("swatch", [*KELAS.values(), *SISA.values()], ids=lambda s: s.key)
def test_the_letter_reads_on_its_colour(swatch):
    ink = np.array([int(swatch.ink[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    ink = np.where(ink <= 0.04045, ink / 12.92, ((ink + 0.055) / 1.055) ** 2.4)
    dark, light = sorted((TO_XYZ[1] @ ink, TO_XYZ[1] @ linear(swatch)))
    assert (light + 0.05) / (dark + 0.05) >= 4.5
