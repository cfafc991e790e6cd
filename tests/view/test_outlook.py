"""What neglect would do, in one sentence."""

import pandas as pd

from kotaku.view import relapse_answer


def test_neglect_in_hectares():
    years = pd.DataFrame(
        {
            "tahun": [2023, 2028],
            "jumlah_kembali": [0, 40],
            "kembali_ha": [0.0, 50.72],
            "kumuh_ha": [64.4, 115.12],
        }
    )
    assert relapse_answer(years, "RT") == (
        "Tanpa pemeliharaan 40 RT atau 50,72 ha kembali kumuh pada 2028."
    )
    assert "tidak ada satuan" in relapse_answer(years.iloc[:1], "RT")
