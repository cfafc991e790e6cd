"""Where things lie: the one place that knows the folders of the store, samples and static files."""

from __future__ import annotations

from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
STORE: Final = ROOT / "var"  # unless KOTAKU_DATA_DIR or KOTAKU_DATABASE_URL names another place
STATIC: Final = ROOT / "static"
LAND: Final = STATIC / "indonesia_land.geojson"
ICON: Final = STATIC / "ikon.svg"  # a named icon would be fetched from the internet
SAMPLES: Final = {
    "Contoh NTT 2019": ROOT / "data" / "contoh_ntt_2019.xlsx",
    "Contoh NTB 2022": ROOT / "data" / "contoh_ntb_2022.xlsx",
}
