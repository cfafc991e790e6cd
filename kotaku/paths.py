"""Where things lie: the one place that knows the folders of the store, samples and static files."""

from __future__ import annotations

from pathlib import Path
from typing import Final

_PACKAGE: Final = Path(__file__).resolve().parent
ROOT: Final = _PACKAGE.parent
_HOUSE: Final = (ROOT / "app.py").is_file()  # else the package alone is installed, from a wheel
# Unless KOTAKU_DATA_DIR or KOTAKU_DATABASE_URL names another place.
STORE: Final = (ROOT if _HOUSE else Path.cwd()) / "var"
STATIC: Final = ROOT / "static" if _HOUSE else _PACKAGE / "static"
FONTS: Final = _PACKAGE / "output" / "fonts"  # for what is drawn without a browser
LAND: Final = STATIC / "indonesia_land.geojson"
ICON: Final = STATIC / "ikon.svg"  # a named icon would be fetched from the internet
README: Final = ROOT / "README.md"
GUIDE: Final = ROOT / "docs" / "panduan"
SAMPLES: Final = {
    "Contoh NTT 2019": ROOT / "data" / "contoh_ntt_2019.xlsx",
    "Contoh NTB 2022": ROOT / "data" / "contoh_ntb_2022.xlsx",
}
MAPS: Final = {book: book.with_suffix(".geojson") for book in SAMPLES.values()}  # of the samples
TEAM_FILES: Final = {  # folders: five files as teams send them, and the same after correction
    "Contoh lima berkas tim": ROOT / "data" / "contoh_lima_berkas",
    "Contoh lima berkas, diperbaiki": ROOT / "data" / "contoh_lima_berkas_diperbaiki",
}
