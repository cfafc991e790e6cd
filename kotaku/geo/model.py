"""The delineations of a data set: each shape, each unit with its areas, and the sums."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Final

import pandas as pd

MAP: Final = "delineasi"  # the quantity that a question of a map concerns
# One row for each shape that draws an area; index: 0, 1, … over all files.
SHAPES: Final = {
    "berkas": "str",
    "lapisan": "str",  # layer of the map file, or sheet with a column of shapes
    "nomor": "int64",  # number of the shape in its layer, or its row on the sheet
    "kolom": "str",  # letter of the column of shapes; "" in a map file
    "peran": "str",  # unit (a delineation) or batas (an administrative boundary)
    "satuan": "str",  # rt, kawasan or lokasi: what it draws
    "id_unit": "str",  # of the table row (or kawasan) that it belongs to; "" where none is found
    "cara": "str",  # how that was found: baris, kode, nama, ejaan, luas, letak; "" if not
    "nama": "str",  # as the map names it
    "kab_kota": "str",
    "kecamatan": "str",
    "kelurahan": "str",
    "rt_rw": "str",  # RT003-RW002; "" where the map names none
    "kode": "str",  # ten digits of the kelurahan's area code; "" where the map has none
    "luas_poligon_ha": "float64",  # on the ellipsoid
    "luas_bidang_ha": "float64",  # on the plane of the UTM zone
    "utm": "int64",  # EPSG code of that zone
    "tertulis": "str",  # the area that the map prints beside it, as written
    "luas_tertulis_ha": "float64",
    "ketelitian_ha": "float64",  # half of the last digit printed
    "sah": "bool",  # whether its rings were sound as drawn
    "bujur": "float64",  # of a point inside it
    "lintang": "float64",
    "wkb": "object",  # longitude and latitude, WGS 84; rings mended
}
# One row for each unit that a table or a map knows.
UNITS: Final = {
    "satuan": "str",
    "id_unit": "str",  # "" for a polygon that belongs to no row of a table
    "id_lokasi": "str",  # of the location that an RT lies in; "" where none is known
    "unit": "str",  # its name, for people
    "kab_kota": "str",
    "kecamatan": "str",
    "kelurahan": "str",
    "sumber": "str",  # file and layer of its polygons
    "cara": "str",
    "jumlah_poligon": "int64",
    "luas_poligon_ha": "float64",  # of the union of its polygons, on the ellipsoid
    "luas_bidang_ha": "float64",
    "utm": "int64",
    "luas_verifikasi_ha": "float64",
    "luas_sk_ha": "float64",
    "luas_tabel_ha": "float64",  # what is compared: verified, else of the decree, else flagged
    "luas_tertulis_ha": "float64",
    "selisih_pct": "float64",  # of the polygon against the table, else against what is printed
    "sama_dengan": "str",  # which stated area the polygon equals, and on which surface
    "status": "str",
    "bujur": "float64",
    "lintang": "float64",
    "bentuk": "str",  # labels of its rows in the shapes, with spaces between
}
# One row for everything, for each kab/kota, and for each kelurahan and level: what overlaps counts
# once.
TOTALS: Final = {
    "satuan": "str",  # "" is all levels together
    "kab_kota": "str",
    "kelurahan": "str",
    "jumlah_poligon": "int64",
    "jumlah_ha": "float64",
    "gabungan_ha": "float64",
    "tumpang_tindih_ha": "float64",
}

SAME, CLOSE, OFF, FAR = "sama", "selisih_kecil", "berbeda", "jauh_berbeda"
UNCOMPARED, WITHOUT = "tanpa_pembanding", "tanpa_poligon"
STATUS: Final = (SAME, CLOSE, OFF, FAR, UNCOMPARED, WITHOUT)
RT, KAWASAN, LOKASI = "rt", "kawasan", "lokasi"


def framed(rows: object, columns: dict[str, str]) -> pd.DataFrame:
    """Return rows as a frame with these columns and types."""
    frame = pd.DataFrame(rows, columns=list(columns))
    return frame.astype({name: kind for name, kind in columns.items() if kind != "object"})


def _without_rows(columns: dict[str, str]) -> Callable[[], pd.DataFrame]:
    """Return what gives the frame without a row: to copy it takes a hundredth of making it."""
    made = cache(lambda: framed([], columns))
    return lambda: made().copy()


@dataclass(frozen=True)
class Delineations:
    """The polygons of a data set (SHAPES), its units (UNITS) and their sums (TOTALS)."""

    shapes: pd.DataFrame = field(default_factory=_without_rows(SHAPES))
    units: pd.DataFrame = field(default_factory=_without_rows(UNITS))
    totals: pd.DataFrame = field(default_factory=_without_rows(TOTALS))

    def __bool__(self) -> bool:
        """Tell whether any polygon is there."""
        return len(self.shapes) > 0

    @property
    def boundaries(self) -> pd.DataFrame:
        """The administrative boundaries that a team brought, as rows of the shapes."""
        return self.shapes[self.shapes["peran"] == "batas"]

    def restrict(self, kab_kota: str) -> Delineations:
        """Return what lies in one kabupaten/kota; its shapes keep their labels."""

        def own(frame: pd.DataFrame) -> pd.DataFrame:
            return frame[frame["kab_kota"] == kab_kota]

        return Delineations(own(self.shapes), own(self.units), own(self.totals))
