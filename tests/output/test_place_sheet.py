"""One page of paper for each kab/kota, however much it has to say."""

import re
from dataclasses import replace

import pandas as pd
import pytest

from kotaku.evaluation import evaluate
from kotaku.output.place_sheet import ROWS, _blocks, places_pdf
from kotaku.view import Moved, Scope, View

PLACES = ("Kota Kupang", "Kabupaten Ende")


@pytest.fixture(scope="module")
def sheets(ntt):
    found = []
    for name in PLACES:
        data = ntt.dataset.restrict(name)
        found.append(View(data, evaluate(data), scope=Scope(name)))
    return found


def pages(content):
    return content.count(b"/Type /Page\n")


def test_every_kab_kota_has_one_page(sheets):
    assert pages(places_pdf(sheets)) == len(PLACES)
    assert pages(places_pdf(sheets[:1])) == 1


def test_the_same_sheets_are_the_same_bytes(sheets):
    assert places_pdf(sheets) == places_pdf(sheets)


def test_a_long_sheet_is_cut_and_says_so(sheets):
    long = "Menyelesaikan pekerjaan yang tertunda karena lahan belum dibebaskan " * 3
    rtl = pd.DataFrame([{"kab_kota": PLACES[0], "tindakan": long, "status": "baru"}] * 60)
    moved = tuple(Moved(f"{n}: sisa −{n},00 ha") for n in range(1, 40))
    assert pages(places_pdf([replace(sheets[0], rtl=rtl, moved=moved)])) == 1


def test_long_names_and_sentences_stand_whole_on_one_page(long_named):
    found = []
    for name in long_named.kab_kota:
        data = long_named.dataset.restrict(name)
        found.append(View(data, evaluate(data), scope=Scope(name)))
    assert pages(places_pdf(found)) == len(found)
    told = "\n".join(str(block) for one in found for block in _blocks(one, ROWS[0]))
    assert not re.search(r"[^ ]\u2026", told)


def test_a_sentence_longer_than_the_page_is_left_to_the_minutes(sheets):
    one = {"kab_kota": PLACES[0], "tindakan": "kata " * 170, "status": "baru"}
    endless = pd.DataFrame([one] * 9)
    moved = tuple(Moved("berubah " * 100) for _ in range(9))
    assert pages(places_pdf([replace(sheets[0], rtl=endless, moved=moved)])) == 1


def test_without_a_kab_kota_there_is_nothing_to_print():
    with pytest.raises(ValueError, match="Tidak ada kab/kota"):
        places_pdf([])
