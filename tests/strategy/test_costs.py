import pandas as pd

from kotaku import rules
from kotaku.intake.understand import build_dataset
from kotaku.strategy.assumptions import assumptions
from kotaku.strategy.costs import learn, unplaced


def works(*rows):
    return pd.DataFrame(rows, columns=["kriteria", "volume", "anggaran_rp"])


def learned(frame):
    return learn(frame, rules.load()).set_index("kriteria")


def test_enough_works_of_its_own_give_a_median():
    rows = [("2b", 10.0, rp) for rp in (1e6, 2e6, 3e6, 4e6, 90e6)]
    found = learned(works(*rows)).loc["2b"]
    assert (found["biaya_satuan_rp"], found["jumlah_pekerjaan"]) == (300_000, 5)
    assert found["sumber"] == "median 5 pekerjaan yang memuat rupiah"


def test_works_without_rupiah_or_volume_say_nothing_about_prices():
    rows = [("2b", 10.0, 1e6)] * 4 + [("2b", 0.0, 1e6), ("2b", 5.0, 0.0), ("2b", 5.0, None)]
    assert learned(works(*rows)).loc["2b", "sumber"] == "asumsi, ubah"


def test_criteria_alike_lend_their_works():
    rows = [("5a", 1.0, 2e6)] * 4 + [("5b", 1.0, 7e6)]
    found = learned(works(*rows)).loc["5b"]
    assert (found["biaya_satuan_rp"], found["jumlah_pekerjaan"]) == (2e6, 5)
    assert "5a dan 5b" in found["sumber"]


def test_roads_do_not_price_houses():
    assert learned(works(*[("1a", 10.0, 1e6)] * 9)).loc["1c", "sumber"] == "asumsi, ubah"


def test_every_criterion_of_every_rule_set_has_a_price_a_step_and_a_source():
    for regulation in rules.all_regulations():
        found = learn(works(), regulation)
        assert found["kriteria"].tolist() == list(regulation.criterion_ids)
        assert (found["biaya_satuan_rp"] > 0).all()
        assert (found["sumber"] != "").all()
        assert {c.unit for c in regulation.criteria} <= set(assumptions().steps)
        assert set(regulation.services.aspects) <= {a.id for a in regulation.aspects}
        assert "layanan_dasar" in regulation.thresholds


def test_a_median_says_how_many_works_on_unknown_rt_it_leaves_out():
    rows = [("2b", 10.0, 1e6)] * 5
    found = learn(works(*rows), rules.load(), left_out=3).set_index("kriteria")
    assert found.loc["2b", "sumber"].endswith("3 pekerjaan pada RT yang tidak dikenal tidak ikut")
    assert found.loc["1b", "sumber"] == "asumsi, ubah"


def test_works_on_unknown_rt_are_counted_from_what_the_reading_left_out():
    rt = b"ID RT;Kab/Kota;Luas Verifikasi (Ha)\nA;Kota K;1,0\n"
    head = "ID RT;Tahun;Kriteria;Volume;Anggaran (Rp)"
    lines = [f"{i};2020;2b;10;1000000" for i in ("A", "X", "Y")]
    content = "\n".join([head, *lines, ""]).encode()
    data = build_dataset([("RT.csv", rt), ("Pekerjaan.csv", content)])
    assert unplaced(data.findings) == 2
