"""What a child that makes files does beforehand, so that libraries and letters are there."""

from __future__ import annotations

from kotaku.charts.fills import FILLS
from kotaku.evaluation import Settings
from kotaku.intake.understand import build_dataset
from kotaku.output import exports, letter, map_files, map_picture, place_sheet, template
from kotaku.output.made import Beside
from kotaku.view import Scope, map_rows

_LITTLE = (
    b"id_rt;kab_kota;kelurahan;luas verifikasi (ha);jumlah bangunan;1a;skor 2b;lintang;bujur\n"
    b"A;Kota Kupang;B;1;2;3;4;-10,2;123,6\n"
)


def warm() -> None:
    """Make every file of a little report."""
    dataset = build_dataset([("a.csv", _LITTLE)])
    report = Beside(Scope()).of(dataset, Settings())
    for name in exports.EXPORTS:
        exports.build(name, report)
    place_sheet.places_pdf([report])
    letter.findings_workbook(report.findings)
    template.filled(dataset.tables)
    rows = map_rows(report, None)
    map_picture.map_picture(report, rows=rows)
    map_files.map_file(rows, FILLS["kelas"].meanings(rows), report.polygons, "geojson")
