"""The order of the turns, by hand and by what the data say."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kotaku import meeting

PLACES = ("Alor", "Belu", "Ende", "Kupang")
LATEST = pd.DataFrame(
    {"kab_kota": ["", "Alor", "Belu", "Ende"], "deviasi_pp": [-2.0, -1.0, -8.0, 1.0]}
)
AREAS = pd.DataFrame({"kab_kota": ["Kupang", "Ende", "Alor"], "sisa_ha": [6.1, 4.5, 0.0]})
CLUSTERS = {"Kupang": "Klaster 1", "Belu": "Klaster 1", "Alor": "Klaster 2"}


@pytest.mark.parametrize(
    ("order", "turns"),
    [
        ("terlambat", ("", "Belu", "Alor", "Ende", "Kupang")),
        ("sisa", ("", "Kupang", "Ende", "Alor", "Belu")),
        ("klaster", ("", "Belu", "Kupang", "Alor", "Ende")),
        ("nama", ("", "Alor", "Belu", "Ende", "Kupang")),
    ],
)
def test_every_order_starts_with_the_province(order, turns):
    found = meeting.agenda_of(PLACES, order, areas=AREAS, latest=LATEST, clusters=CLUSTERS)
    assert found == turns


@pytest.mark.parametrize("order", meeting.ORDERS)
def test_an_order_without_its_table_is_by_name(order):
    assert meeting.agenda_of(PLACES, order) == ("", *PLACES)


@given(st.permutations(PLACES), st.sampled_from(PLACES), st.integers(-9, 9))
@settings(max_examples=60, deadline=None)
def test_moving_a_turn_loses_nobody(names, place, step):
    moved = meeting.shifted(("", *names), place, step)
    assert moved[0] == ""
    assert sorted(moved[1:]) == sorted(PLACES)
    at = min(max(names.index(place) + step, 0), len(names) - 1)
    assert moved[at + 1] == place


def test_a_place_that_is_not_on_the_agenda_moves_nothing():
    assert meeting.shifted(("", "Alor", "Belu"), "Ende", 1) == ("", "Alor", "Belu")


def test_titles_and_positions():
    agenda = ("", "Alor", "Kota Kupang")
    assert meeting.turn_title(agenda, 2, "Provinsi NTT") == "2/2 Kota Kupang"
    assert meeting.turn_title(agenda, 0, "Provinsi NTT") == "Provinsi NTT"
    assert meeting.position(agenda, "Kota Kupang") == 2
    assert meeting.position(agenda, "Ende") == 0


def test_clusters_skip_what_the_sheet_leaves_empty():
    locations = pd.DataFrame({"kab_kota": ["Alor", "Alor", "Belu"], "klaster": [None, "K2", None]})
    assert meeting.clusters_of(locations) == {"Alor": "K2"}
