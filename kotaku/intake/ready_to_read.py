"""What a reading child does before a task comes, so that words, rules and libraries are there."""

from __future__ import annotations

from kotaku.intake.tables.guesses import guesses
from kotaku.intake.understand import build_dataset

# One whose headings are known, one whose words and figures must be weighed: the names of regions
# and what solves assignments take longer to load than a file to be read.
_LITTLE = (
    b"id_rt;kab_kota;kelurahan;luas verifikasi (ha);jumlah bangunan;1a;skor 2b\nA;B;C;1;2;3;4\n",
    b"Kab/Kota;Kelurahan;Besaran;Hasil;Jumlah\nKota Kupang;Alak;9,5;3;2\nKota Bima;Raba;7;1;4\n",
)


def warm() -> None:
    """Understand a little."""
    for data in _LITTLE:
        build_dataset([("a.csv", data)])
        guesses([("a.csv", data)])
