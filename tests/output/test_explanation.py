"""The sheet of one unit: its formulas, worked out by themselves, give the figures of the app."""

import re
from io import BytesIO

import pytest
from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

from kotaku import rules
from kotaku.evaluation import evaluate
from kotaku.explain.figures import explain_unit, headline
from kotaku.output.unit_sheet import FIRST, SHEET, WORKS, unit_workbook
from tests.case_files import SYNTHETIC
from tests.tables import CRITERIA, condition, dataset, rt, works

R = rules.load()


class Number(float):
    """A number whose quotient by zero is an error value and not an exception, as on a sheet."""

    def __truediv__(self, other):
        return Number(float(self) / float(other)) if other else Number("nan")


class Calculator:
    """Just enough of a spreadsheet to work out IF, MAX, SUM, SUMIF and AVERAGE."""

    def __init__(self, content):
        self.book = load_workbook(BytesIO(content))

    def at(self, sheet, name):
        value = self.book[sheet][name].value
        if isinstance(value, str) and value.startswith("="):
            value = self.work_out(sheet, value[1:])
        return Number(value) if isinstance(value, int | float) else value

    def span(self, sheet, text):
        if text.count("$") == 2:  # a whole column
            letter = text[1]
            rows = range(1, self.book[sheet].max_row + 1)
            return [self.at(sheet, f"{letter}{row}") for row in rows]
        left, top, right, bottom = range_boundaries(text)
        cells = self.book[sheet].iter_rows(top, bottom, left, right)
        return [self.at(sheet, c.coordinate) for row in cells for c in row]

    def work_out(self, sheet, formula):
        text = re.sub(r"(?<![<>])=", "==", formula)
        text = re.sub(r"(\w+)!(\$[A-Z]:\$[A-Z])", r"span('\1','\2')", text)
        text = re.sub(r"(?<!')\b([A-Z]+\d+):([A-Z]+\d+)\b", rf"span('{sheet}','\1:\2')", text)
        text = re.sub(r"(?<![':\w])([A-Z]{1,2}\d+)(?![':\w])", rf"at('{sheet}','\1')", text)
        known = {
            "at": self.at,
            "span": self.span,
            "IF": lambda test, yes, no: yes if test else no,
            "MAX": max,
            "SUM": sum,
            "AVERAGE": lambda values: sum(values) / len(values),
            "SUMIF": lambda keys, key, values: sum(
                v for k, v in zip(keys, values, strict=True) if k == key
            ),
        }
        return eval(text, {"__builtins__": {}}, known)


def book(data, satuan="rt", unit="a", tahun=2021):
    result = evaluate(data)
    explanation = explain_unit(data, result, satuan, unit, tahun)
    return explanation, Calculator(unit_workbook(explanation))


def row_of(calculator, words):
    sheet = calculator.book[SHEET]
    return next(c.row for c in sheet["B"] if str(c.value).startswith(words))


@pytest.mark.parametrize(
    "case", [c for c in SYNTHETIC if c.phase("after")], ids=lambda c: c.path.stem
)
def test_formulas_give_the_constructed_figures(case):
    numerators = {
        f"volume_{c}": v for c, v in zip(CRITERIA, case.column("before", "numerator"), strict=True)
    }
    done = case.column("before", "numerator") - case.column("after", "numerator")
    data = dataset(
        rt=[{"id_rt": "a", **case.denominators}],
        kekumuhan=[{"id_rt": "a", "tahun": 2020, **numerators}],
        pekerjaan=[works("a", 2021, c, v) for c, v in zip(CRITERIA, done, strict=True) if v > 0],
    )
    _, sheet = book(data)
    total, mean = row_of(sheet, "Total nilai"), row_of(sheet, "Rata-rata kekumuhan sektoral")
    for phase, percents, scores in (("before", "I", "K"), ("after", "J", "L")):
        expected, tingkat, plain, _ = case.expected(phase)
        assert sheet.at(SHEET, f"{scores}{total}") == expected
        assert sheet.at(SHEET, f"{scores}{total + 1}") == R.slum_class(tingkat).name
        assert sheet.at(SHEET, f"{percents}{mean}") == pytest.approx(plain, abs=1e-4)
    share = float(case.remarks["kontribusi_ratio_plain"])
    assert sheet.at(SHEET, f"J{mean + 1}") == pytest.approx(share * 100, abs=1e-4)
    first = range(FIRST + 1, FIRST + 17)
    left = [sheet.at(SHEET, f"G{r}") for r in first]
    assert left == pytest.approx([sheet.at(SHEET, f"H{r}") for r in first])


def test_cached_values_are_what_the_formulas_give():
    data = dataset(
        rt=[rt("a")],
        kekumuhan=[condition("a", 2020, v2a=50.995, v2b=75.99, v3a=24.995, v7a=120)],
        pekerjaan=[works("a", 2021, "7a", 45)],
    )
    explanation, sheet = book(data)
    cached = load_workbook(BytesIO(unit_workbook(explanation)), data_only=True)[SHEET]
    seen = 0
    for row in sheet.book[SHEET].iter_rows():
        for cell in row:
            if str(cell.value).startswith("="):
                value = cached[cell.coordinate].value
                assert sheet.at(SHEET, cell.coordinate) == pytest.approx(value), cell.coordinate
                seen += 1
    assert seen > 100
    scores = [sheet.at(SHEET, f"K{r}") for r in range(FIRST + 1, FIRST + 17)]
    assert scores == [0, 0, 0, 3, 3, 1, 0, 0, 0, 0, 0, 0, 0, 0, 5, 0]


def test_a_kawasan_with_its_works():
    data = dataset(
        rt=[rt("a", kawasan="W"), rt("b", kawasan="W")],
        kekumuhan=[condition(i, 2020, v2b=60) for i in "ab"],
        pekerjaan=[works("a", 2021, "2b", 10), works("b", 2021, "2b", 20)],
    )
    _, sheet = book(data, "kawasan", "W")
    line = FIRST + 1 + CRITERIA.index("2b")
    assert [sheet.at(SHEET, f"{c}{line}") for c in "DEFGH"] == [200, 120, 30, 90, 90]
    assert sheet.book[WORKS]["A2"].value == "a"


def test_text_from_files_is_never_a_formula():
    data = dataset(
        rt=[rt("a", rt_rw='=HYPERLINK("http://jahat")', kawasan="+1")],
        kekumuhan=[condition("a", 2020, v2b=60)],
        pekerjaan=[{**works("a", 2021, "2b", 10), "kegiatan": "=1+1", "sumber_dana": "@x"}],
    )
    _, sheet = book(data)
    work = sheet.book[WORKS]
    assert work["E2"].data_type == "s"
    assert sheet.book[SHEET]["A1"].data_type == "s"
    ours = {"IF", "SUMIF", "MAX", "SUM", "AVERAGE"}
    for row in sheet.book[SHEET].iter_rows():
        for cell in row:
            if cell.data_type == "f":
                assert set(re.findall(r"([A-Z]+)\(", cell.value)) <= ours


def test_scores_alone_are_written_as_they_are():
    row = {"id_rt": "a", "tahun": 2021, **{f"nilai_{c}": 3.0 for c in CRITERIA}}
    _, sheet = book(dataset(rt=[rt("a")], kekumuhan=[row]))
    assert sheet.at(SHEET, f"L{row_of(sheet, 'Total nilai')}") == 48


def test_hectares_by_every_method():
    explanation, sheet = book(
        dataset(
            rt=[rt("a", luas_verifikasi_ha=2.0)],
            kekumuhan=[condition("a", 2020, v2a=80, v2b=80, v3a=80, v3b=80)],
            pekerjaan=[works("a", 2021, "2a", 80)],
        )
    )
    found = explanation.reductions.set_index("metode")["pengurangan_ha"].to_dict()
    assert found == pytest.approx({"T": 2, "K_T0": 0.5, "K_tahun": 0.5, "R0": 2})
    start = row_of(sheet, "Pengurangan (ha)")
    assert [sheet.at(SHEET, f"L{start + i}") for i in range(1, 5)] == pytest.approx(
        [2, 0.5, 0.5, 2]
    )
    words = explanation.reductions.set_index("metode")["rumus"]
    assert words["T"] == "total nilai 20 → 15, ambang 16, luas 2,0000 ha: 2,0000 ha"
    assert words["K_T0"].startswith("(22,8571 − 17,1429) ÷ 22,8571 = 25,0000 %")


def test_only_a_unit_has_a_sheet():
    data = dataset(rt=[rt("a")], kekumuhan=[condition("a", v2b=60)])
    result = evaluate(data)
    figure = headline(data, result, result.akun_luas)[0]
    with pytest.raises(ValueError, match="satu satuan"):
        unit_workbook(figure)
