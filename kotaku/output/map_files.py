"""The units with their figures as map files: for QGIS, for the office's GIS, for Google Earth."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd
import shapely

from kotaku.charts.palette import Swatch
from kotaku.geo.model import Delineations
from kotaku.geo.shapes import read
from kotaku.words.safe import clean

# Format by its ending: GDAL's driver and the media type.
FORMATS: Final[Mapping[str, tuple[str, str]]] = {
    "geojson": ("GeoJSON", "application/geo+json"),
    "gpkg": ("GPKG", "application/geopackage+sqlite3"),
    "kml": ("KML", "application/vnd.google-earth.kml+xml"),
}
LAYER: Final = "kumuh"
FIELDS: Final = (
    "id_unit", "nama", "kab_kota", "luas_ha", "sisa_ha", "kelas", "tahun_tuntas", "kriteria",
    "luas_poligon_ha",
)  # fmt: skip


def map_file(
    rows: pd.DataFrame, looks: Sequence[Swatch], polygons: Delineations, ending: str
) -> bytes:
    """Return the units as one layer: their polygon, else their point, with their figures.

    Parameters
    ----------
    rows : placed units with id_unit, nama, kab_kota, lintang, bujur [degrees], luas_ha, sisa_ha
        [ha], tahun_tuntas, kriteria
    looks : the class of each, in words
    polygons : the delineations of the data set
    ending : a key of FORMATS
    """
    import pyogrio

    driver, _ = FORMATS[ending]
    area, shapes = _united(polygons)
    geometry = np.array(
        [
            shapes.get(unit) or shapely.Point(lon, lat)
            for unit, lon, lat in zip(rows["id_unit"], rows["bujur"], rows["lintang"], strict=True)
        ],
        dtype=object,
    )
    told = rows.assign(
        kelas=[look.label for look in looks],
        luas_poligon_ha=rows["id_unit"].map(area),
        nama=[clean(name, 120) for name in rows["nama"]],
    )
    columns = [told[name] for name in FIELDS]
    if ending == "kml":  # Google Earth shows these two before anything is clicked
        columns += [told["nama"], _summary(told)]
    names = [*FIELDS, *(("Name", "Description") if ending == "kml" else ())]
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / f"{LAYER}.{ending}"
        pyogrio.raw.write(
            target,
            shapely.to_wkb(geometry),
            [_plain(column) for column in columns],
            fields=names,
            geometry_type="Unknown",
            crs="EPSG:4326",
            driver=driver,
            layer=LAYER,
        )
        return target.read_bytes()


def _united(polygons: Delineations) -> tuple[dict[str, float], dict[str, shapely.Geometry]]:
    """Return by unit the area [ha] and the union of its polygons."""
    own = polygons.shapes[(polygons.shapes["peran"] == "unit") & (polygons.shapes["id_unit"] != "")]
    if own.empty:
        return {}, {}
    shapes = pd.Series(read(own["wkb"].tolist()), index=own.index, dtype="object")
    merged = {
        str(unit): shapely.union_all(group.to_numpy())
        for unit, group in shapes.groupby(own["id_unit"])
    }
    units = polygons.units[polygons.units["id_unit"] != ""].drop_duplicates("id_unit")
    return dict(zip(units["id_unit"], units["luas_poligon_ha"], strict=True)), merged


def _summary(told: pd.DataFrame) -> pd.Series[str]:
    return pd.Series(
        [
            f"{kelas}; luas {area:.2f} ha, sisa {left:.2f} ha".replace(".", ",")
            for kelas, area, left in zip(
                told["kelas"], told["luas_ha"], told["sisa_ha"], strict=True
            )
        ],
        dtype="str",
    )


def _plain(column: pd.Series) -> np.ndarray:
    """Return a column as GDAL takes it: numbers as doubles, texts as objects."""
    if pd.api.types.is_numeric_dtype(column):
        return np.asarray(column.astype("float64"), dtype="float64")
    return np.asarray(column.fillna("").astype("object"), dtype=object)
