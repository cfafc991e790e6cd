"""Published results against the calculation: equal, or different for a reason that is told."""

import json

import pytest

from kotaku import cli, rules
from kotaku.cli import bandingkan
from kotaku.evaluation import evaluate
from kotaku.method.published import REASONS, read_published
from tests.tables import CRITERIA, condition, dataset, rt, works

R = rules.load()


def reasons(text, **tables):
    data = dataset(**tables)
    result = evaluate(data)
    found = bandingkan.compare(data, result, read_published(text, R))
    return {(r.id_rt, r.tahun, r.besaran): r.alasan for r in found.itertuples()}


TABLES = {
    "rt": [rt("1"), rt("2")],
    "kekumuhan": [condition("1", 2019, v2b=60, v4a=-0.03), condition("2", 2019, v2b=60)],
    "pekerjaan": [works("1", 2020, "2b", 40), works("x", 2021, "2b", 5), works("1", 2021, "7a", 1)],
}


def test_equal_results_have_no_differences():
    assert reasons("id_rt,Tahun,2b\n1,2020,20\n2,2020,60\n", **TABLES) == {}


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("1,2020,20,-0.03", {("1", 2020, "volume_4a"): "negatif"}),
        ("1,2019,60,-0.03\n1,2020,60,0", {("1", 2020, "volume_2b"): "pekerjaan_belum_masuk"}),
        (
            "1,2019,60,-0.03\n1,2020,60,0\n1,2021,60,0",
            {
                ("1", 2020, "volume_2b"): "pekerjaan_belum_masuk",
                ("1", 2021, "volume_2b"): "lanjutan",
            },
        ),
        ("2,2020,60,0\n2,2021,55,0", {("2", 2021, "volume_2b"): "pekerjaan_rt_tidak_dikenal"}),
        ("2,2019,60,0\n2,2020,55,0", {("2", 2020, "volume_2b"): "turun_tanpa_pekerjaan"}),
        ("2,2019,60,0\n2,2020,70,0", {("2", 2020, "volume_2b"): "tidak_diketahui"}),
        ("9,2020,60,0", {("9", 2020, ""): "rt_tidak_dihitung"}),
        ("1,2030,60,0", {("1", 2030, ""): "tahun_tidak_dihitung"}),
    ],
)
def test_each_reason(rows, expected):
    assert reasons(f"id_rt,Tahun,2b,4a\n{rows}\n", **TABLES) == expected


def test_scores_follow_their_volumes_and_means_their_variant():
    text = (
        "id_rt,Tahun,2b,2bn,totalNilai,tingkatKekumuhan,ratarataKekumuhan,kontribusiPenanganan\n"
        "1,2019,60,3,3,TK,0.0414286,0\n"  # (60 / 2 - 3 / 3) / 7
        "1,2020,60,3,3,KR,0.0428571,0\n"
        "2,2020,60,3,3,TK,0.0428571,0\n"
    )
    assert reasons(text, **TABLES) == {
        ("1", 2020, "volume_2b"): "pekerjaan_belum_masuk",
        ("1", 2020, "nilai_2b"): "akibat_volume",
        ("1", 2020, "total_nilai"): "akibat_volume",
        ("1", 2020, "tingkat"): "akibat_volume",
        ("1", 2020, "rata_rata_pct"): "akibat_volume",
        ("1", 2020, "kontribusi"): "tidak_diperbarui",
    }
    mixed = {
        "rt": [rt("1")],
        "kekumuhan": [condition("1", 2019, v2b=60, v4b=20)],
    }
    text = "id_rt,Tahun,ratarataKekumuhan\n1,2019,0.042857\n"
    assert reasons(text, **mixed) == {("1", 2019, "rata_rata_pct"): "varian_rata_rata"}


@pytest.mark.parametrize(
    "text", ["", "a,b\n1,2\n", "id_rt,2b\n1,2\n", "id_rt,Tahun,2b\n1,2019,x\n"]
)
def test_what_is_no_published_result(text):
    with pytest.raises(ValueError, match=r"."):
        read_published(text, R)


def test_real_city(shared, pekalongan):
    """Every after-volume equals the published one, except those that are explained."""
    folder = shared / "real/pekalongan"
    text = (folder / "published_volumes_2020_2023.csv").read_text(encoding="utf-8")
    published = read_published(text, R)
    result = evaluate(pekalongan)
    found = bandingkan.compare(pekalongan, result, published)
    counts = found["alasan"].value_counts().to_dict()
    left_out = {str(i) for i in published["id_rt"]} - set(result.kondisi["id_unit"])
    assert counts == {
        "rt_tidak_dihitung": 4 * len(left_out),
        "lanjutan": 64,
        "pekerjaan_belum_masuk": 35,
        "negatif": 3,
    }
    assert len(left_out) == 50  # the rows with shifted columns
    compared = 4 * 145 * len(CRITERIA)
    assert compared - 102 == 9178  # volumes equal to a millionth


def test_real_city_scores(shared, pekalongan):
    path = shared / "real/pekalongan/published_scores_2019_2023.csv"
    volumes = shared / "real/pekalongan/published_volumes_2020_2023.csv"
    both = [read_published(p.read_text(encoding="utf-8"), R) for p in (path, volumes)]
    published = both[0].merge(both[1], on=["id_rt", "tahun"], how="outer")
    found = bandingkan.compare(pekalongan, evaluate(pekalongan), published)
    assert "tidak_diketahui" not in set(found["alasan"])
    means = found[found["alasan"] == "varian_rata_rata"]
    places = pekalongan.table("rt").set_index("id_rt")["kawasan"]
    assert set(places[means["id_rt"]]) == {"Podosugih"}  # the known mixture of two means


def test_the_command(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(cli, "_understand", lambda *_: dataset(**TABLES))
    path = tmp_path / "terbit.csv"
    path.write_text("id_rt,Tahun,2b\n1,2020,60\n2,2020,60\n", encoding="utf-8")
    command = ["bandingkan", "data.xlsx", "--terbit", str(path)]
    assert cli.main(command) == 1
    text = capsys.readouterr().out
    assert text.startswith("2 angka terbit dibandingkan, 1 berbeda.")
    assert "RT 1 tahun 2020 volume_2b: terbit 60,0000, dihitung 20,0000" in text
    assert cli.main([*command, "--json"]) == 1
    data = json.loads(capsys.readouterr().out)
    assert data["perbedaan"][0]["penjelasan"] == REASONS["pekerjaan_belum_masuk"]
    path.write_text("x,y\n1,2\n", encoding="utf-8")
    assert cli.main(command) == 2
    assert "id_rt dan Tahun" in capsys.readouterr().err
    assert cli.main([*command[:-1], str(tmp_path / "tidak ada")]) == 2
