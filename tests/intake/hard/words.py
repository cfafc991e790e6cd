"""Words that teams write into headings, labels and notes; none is taken from the readers' lists."""

from __future__ import annotations

KAB = ("Kab/Kota", "KABUPATEN/KOTA", "Kabupaten / Kota", "Kota/Kab.", "Nama Kab./Kota", "Pemda",
       "Wilayah Kab/Kota", "KAB./KOTA DAMPINGAN", "Kabupaten")  # fmt: skip
KEC = ("Kecamatan", "KEC.", "Nama Kecamatan", "Distrik", "Kec")
KEL = ("Kelurahan", "Kel/Desa", "DESA / KELURAHAN", "Gampong", "Nama Kelurahan/Desa", "Kel./Kamp.",
       "Kelurahan/Kampung", "Lokasi (Kelurahan)")  # fmt: skip
NO = ("No", "NO.", "No. Urut", "Nomor", "#")
AWAL = ("Luas Kumuh Awal", "Baseline", "Baseline Kumuh", "Luas Eksisting Kumuh", "Saldo Awal",
        "Deliniasi Kumuh", "Luas SK Kumuh", "Luasan Kumuh (SK)", "Kondisi Awal Kumuh",
        "L. Kumuh Awal", "Luas Kawasan Kumuh", "Total Luas Kumuh", "Outstanding Awal",
        "Luas Permukiman Kumuh Menurut SK", "Kumuh Semula", "Luasan Awal", "Data Dasar Luas Kumuh",
        "Posisi Awal", "Luas Delineasi")  # fmt: skip
# with a year: what stood at its end
AWAL_AT = ("Luas Kumuh Thn {y}", "Luas Kumuh per 31 Des {y}", "Luas Kumuh {y}", "Kumuh Akhir {y}",
           "Posisi Des. {y}", "Luasan Kumuh TA {y}")  # fmt: skip
GONE = ("Pengurangan {y}", "Capaian {y}", "Penanganan {y}", "Tertangani {y}", "Realisasi {y}",
        "Penurunan TA {y}", "Kumuh Tuntas {y}", "Ditangani Thn {y}", "Luas Berkurang {y}",
        "Dikurangi {y}", "Terkurangi Th. {y}", "Selesai Ditangani {y}")  # fmt: skip
GONE_ODD = ("Mutasi {y}", "Kinerja {y}", "Output {y}", "Hasil {y}", "Lepas Kumuh {y}",
            "Delta {y}", "Kegiatan {y}", "{y}", "T.A. {y}", "Tahun {y}", "Thn {y}")  # fmt: skip
GONE_TOP = ("Pengurangan Luasan Kumuh", "CAPAIAN PENANGANAN", "Luas Tertangani", "Kinerja",
            "Realisasi Penanganan Kumuh", "Mutasi Kurang", "PENURUNAN KUMUH")  # fmt: skip
UNTIL = ("Pengurangan s.d. {y}", "Capaian s/d {y}", "Tertangani sd {y}", "Kumulatif {y}",
         "Pengurangan Kumulatif {y}", "Penanganan s.d Tahun {y}", "s.d. {y}",
         "Realisasi sampai dengan {y}", "Akumulasi Pengurangan {y}")  # fmt: skip
LEFT = ("Sisa", "Saldo Akhir", "Sisa Kumuh", "Outstanding", "Belum Tertangani", "Luasan Terkini",
        "Kumuh Tersisa", "Posisi Akhir", "Sisa Deliniasi", "Luas Kumuh Akhir", "Belum Ditangani",
        "Luas yg Masih Kumuh", "Kondisi Akhir", "SISA LUASAN")  # fmt: skip
LEFT_AT = ("Sisa {y}", "Saldo Akhir {y}", "Luas Kumuh per 31 Des {y}", "Sisa Kumuh Thn {y}",
           "Posisi Akhir {y}", "Outstanding {y}", "Akhir {y}", "Belum Tertangani {y}",
           "Luas Kumuh Thn {y}", "Sisa s.d. {y}")  # fmt: skip
TOTAL = ("JUMLAH", "Total", "Rekap", "TOTAL SE-PROVINSI", "Jml", "Grand Total", "J u m l a h",
         "TOTAL KESELURUHAN", "Jumlah Total", "PROV. {p}", "{P}", "Provinsi {p}", "Se-{p}",
         "Total {p}", "TOTAL SELURUHNYA", "JUMLAH (Ha)", "T O T A L", "Rekapitulasi",
         "Jumlah I + II", "Σ", "Keseluruhan", "Semua", "Agregat", None)  # fmt: skip
SUB = ("Sub Total", "Jumlah {k}", "Subtotal", "Jml", "Total {k}", "SUB JUMLAH", "{k}", "Jumlah",
       "Subtotal {n}", "Jumlah {n}", None)  # fmt: skip
PROVINCE = ("Papua", "Aceh", "Kaltim", "Kalteng", "Sulsel", "NTB", "Malut", "Jabar", "Sumut")
TITLE = ("REKAPITULASI LUASAN KAWASAN KUMUH", "DATA KUMUH", "Laporan Penanganan Permukiman Kumuh",
         "Capaian Pengurangan Kumuh Program KOTAKU", "LAMPIRAN BERITA ACARA",
         "Rekap Kumuh Provinsi {p}", "Data Luasan Kumuh Dampingan OSP")  # fmt: skip
PLAIN_TITLE = ("Lampiran 2", "Bahan Rapat Koordinasi", "Posisi Data Terakhir", "Rekap Data")
NOTE = ("Catatan: angka sementara", "*) hasil verifikasi lapangan", "Sumber: Tim Korkot",
        "Ket: data diolah", "**) SK dalam proses revisi", "Sumber data : SIM KOTAKU",
        "Keterangan :", "- belum termasuk kawasan di luar SK")  # fmt: skip
SIGN = (("Jayapura, 12 Desember 2020",), ("Mengetahui,",), ("Koordinator Kota",),
        ("Disetujui oleh", "Disusun oleh"), ("NIP. 19700101 200003 1 001",))  # fmt: skip
DECOY = ("Jumlah Penduduk", "Jumlah KK", "Luas Wilayah (Ha)", "Luas Administrasi", "Keterangan",
         "Jml RT", "Nomor SK", "Kepadatan (jiwa/ha)", "Ket.", "Panjang Jalan (m)",
         "Jml Bangunan")  # fmt: skip
SHEET = ("Sheet1", "Data", "Rekap", "Lembar1", "Kumuh", "Tabel 1", "Lampiran")
DITTO = ("sda", '"', "idem", "s.d.a", '- " -', "〃")
NOTHING = ("-", "", "NIHIL", "tdk ada", "–", "0", "Nihil", "tidak ada")
