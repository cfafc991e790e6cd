"""A sample with the longest names that Indonesia has, and with large amounts."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from functools import cache

import openpyxl

from tests.browser.server import ROOT

AT = datetime(2019, 8, 8, tzinfo=UTC)
SAMPLE = ROOT / "data" / "contoh_ntt_2019.xlsx"
PLACES = (
    "Kabupaten Kepulauan Siau Tagulandang Biaro",
    "Kabupaten Bolaang Mongondow Selatan",
    "Kabupaten Penukal Abab Lematang Ilir",
    "Kabupaten Ogan Komering Ulu Selatan",
    "Kabupaten Kepulauan Tanimbar",
    "Kabupaten Sidenreng Rappang",
    "Kabupaten Pangkajene dan Kepulauan",
    "Kabupaten Bolaang Mongondow Timur",
    "Kota Padang Sidempuan",
)
LONGER = {
    "Kelurahan/Desa": " Pasar Lama Perbatasan Barat",
    "Kegiatan": " beserta pendampingan masyarakat dan pengawasannya",
    "Indikator": " menurut perjanjian kinerja kabupaten/kota",
    "BKM/LKM": " Mandiri Sejahtera Bersama",
    "Sumber": " melalui Dinas Perumahan Rakyat dan Kawasan Permukiman",
    "Sumber dana": " melalui Dinas Perumahan Rakyat dan Kawasan Permukiman",
    "Uraian": " yang belum dilengkapi oleh pelaksana kegiatan",
    "Kawasan": " Pesisir Utara Bantaran Sungai",
    "PIC": " Satuan Kerja Pelaksanaan Prasarana Permukiman Wilayah II",
    "Kendala": "; pemilik lahan belum menandatangani surat hibah, sedang musim hujan menahan"
    " pengiriman bahan bangunan dari kabupaten tetangga sampai akhir bulan",
    "Masalah": " karena pemilik lahan di kelurahan perbatasan belum menandatangani surat hibah",
    "Tindakan": " bersama camat, lurah, dan badan keswadayaan masyarakat sebelum rapat berikutnya",
    "Cacat": " sepanjang jalan lingkungan dari balai warga sampai jembatan gantung",
    "Spesifikasi teknis": ", pasir pasang setebal 5 cm dan sambungan muai tiap 3 meter",
}
PLACE, MONEY, TIMES = "Kabupaten/Kota", "(Rp)", 1_000


@cache
def workbook() -> bytes:
    """Return the sample's workbook under long names."""
    book = openpyxl.load_workbook(SAMPLE)
    known: dict[str, str] = {}
    for sheet in book:
        heads: dict[int, str] = {}
        for row in sheet.iter_rows():
            texts = {c.column: str(c.value) for c in row if isinstance(c.value, str)}
            if PLACE in texts.values() or set(LONGER) & set(texts.values()):
                heads = texts
                continue
            for cell in row:
                head = heads.get(cell.column, "")
                if isinstance(cell.value, str) and head == PLACE and cell.value:
                    cell.value = known.setdefault(cell.value, PLACES[len(known) % len(PLACES)])
                elif isinstance(cell.value, str) and head in LONGER:
                    cell.value += LONGER[head]
                elif isinstance(cell.value, int | float) and MONEY in head:
                    cell.value *= TIMES
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
