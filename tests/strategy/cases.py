"""Small made-up units and an exhaustive search as the oracle."""

from itertools import product

import numpy as np
import pandas as pd

from kotaku import rules
from kotaku.method.assessment import assess

REGULATION = rules.load("permen14_2018")
IDS = REGULATION.criterion_ids
DENOMINATORS = {
    "jumlah_bangunan": 50,
    "jumlah_kk": 60,
    "panjang_jalan_ideal_m": 400.0,
    "panjang_drainase_ideal_m": 300.0,
}


def prices(**by_criterion):
    """Rupiah per unit of each criterion; 1000 where none is given."""
    values = [by_criterion.get(f"k{c}", 1000.0) for c in IDS]
    return pd.DataFrame({"kriteria": list(IDS), "biaya_satuan_rp": values, "sumber": "uji"})


def unit(name="RT 1", area=2.0, **volumes):
    """One unit with volumes given as k1a=..., 0 elsewhere, and the denominators above."""
    row = {"id_unit": name, "luas_ha": area, **DENOMINATORS}
    return row | {f"volume_{c}": float(volumes.get(f"k{c}", 0.0)) for c in IDS}


def frame(*rows):
    return pd.DataFrame(list(rows))


def arrays(units):
    """The volumes and denominators of the units, criteria in order."""
    area = units.assign(luas_verifikasi_ha=units["luas_ha"])
    volume = units[[f"volume_{c}" for c in IDS]].to_numpy(float, copy=True)
    return volume, area[[c.denominator for c in REGULATION.criteria]].to_numpy(float)


def after(units, treatments):
    """The official assessment of the units once the treatments are built."""
    volume, denominator = arrays(units)
    rows = {name: i for i, name in enumerate(units["id_unit"])}
    for t in treatments.itertuples():
        volume[rows[t.id_unit], IDS.index(t.kriteria)] -= t.volume
    return assess(np.maximum(volume, 0.0), denominator, REGULATION)


def brute_unit(units, price, enough):
    """The least cost over every whole volume of the priced criteria of one unit."""
    volume, denominator = arrays(units)
    columns = [IDS.index(c) for c in price]
    built = np.array(list(product(*(range(int(volume[0, c]) + 1) for c in columns))), float)
    left = np.repeat(volume, len(built), axis=0)
    left[:, columns] -= built
    result = assess(left, np.repeat(denominator, len(built), axis=0), REGULATION)
    return (built @ np.array(list(price.values())))[enough(result)].min()


def brute_sets(area, cost):
    """(hectares, cost) of every subset."""
    picks = np.array(list(product((0, 1), repeat=len(area))))
    return picks @ np.asarray(area, float), picks @ np.asarray(cost, float)
