"""One page of paper for each kab/kota, however much it has to say."""

from dataclasses import replace

import pandas as pd
import pytest

from kotaku.evaluation import evaluate
from kotaku.output.place_sheet import places_pdf
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


def test_without_a_kab_kota_there_is_nothing_to_print():
    with pytest.raises(ValueError, match="Tidak ada kab/kota"):
        places_pdf([])
