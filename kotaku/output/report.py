"""What every export starts from: the data, its figures, and the words that stand beside them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

import pandas as pd

from kotaku import view
from kotaku.dataset import Dataset
from kotaku.evaluation import Evaluation
from kotaku.explain import figures
from kotaku.explain.explanation import UNIT_WORDS, Explanation
from kotaku.findings import Finding
from kotaku.progress.achievement import Achievement
from kotaku.words.parsing import read_number
from kotaku.words.safe import clean

RTL_COLUMNS = (
    "kab_kota",
    "klaster",
    "masalah",
    "tindakan",
    "tautan",
    "pic",
    "batas_waktu",
    "status",
)
EVIDENCE = {
    "volume": "volume dan pembagi tiap kriteria",
    "persen": "persen tiap kriteria",
    "nilai": "nilai tiap kriteria",
    "total": "total nilai",
    "hektare": "hektare seperti dilaporkan",
    "tidak_ada": "belum ada data kumuh",
}
VERDICTS = {
    "cocok": "Cocok",
    "tidak_cocok": "Tidak cocok",
    "tidak_dapat_dihitung": "Tidak dapat dihitung",
}
ILLUSTRATION = "ILUSTRASI: hanya jumlah provinsi yang terbit; rinciannya ilustrasi."
NAME = 80  # letters of a name from a file that are shown


@dataclass(frozen=True)
class Report:
    """The results that an export shows, nothing recalculated.

    Parameters
    ----------
    dataset : the data the figures come from
    evaluation : its figures
    akun_luas : the account of area to show: that of the evaluation or what a page selected of it
    rtl : follow-ups with RTL_COLUMNS; None or empty leaves rows to fill in
    potret : the agreed snapshot of these data in words, such as its name, moment and id; "" if none
    """

    dataset: Dataset
    evaluation: Evaluation
    akun_luas: pd.DataFrame
    rtl: pd.DataFrame | None = None
    potret: str = ""

    def of_profile(self, key: str) -> str:
        """Return a value of the profile as one harmless line; "" when it is not there."""
        return clean(self.dataset.profile.get(key, ""), 600)

    @property
    def title(self) -> str:
        """Name of the meeting."""
        return clean(self.of_profile("nama_rakor") or "Rapat koordinasi KOTAKU", NAME)

    @property
    def province(self) -> str:
        """Name of the whole data set."""
        return clean(self.of_profile("provinsi") or "Seluruh data", NAME)

    @property
    def data_date(self) -> str:
        """Data date as the profile writes it; "" when unknown."""
        return clean(self.of_profile("tanggal_data"), NAME)

    @property
    def illustration(self) -> bool:
        """Whether the profile marks the distribution below the totals as an illustration."""
        return self.of_profile("sifat_data").lower() == "ilustrasi"

    @property
    def stamp(self) -> date:
        """Date written into the file's properties: the data's own, so that bytes repeat."""
        schedule = self.evaluation.jadwal
        return schedule.as_of if schedule else date(2000, 1, 1)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """Findings of the data and of the calculation."""
        return (*self.dataset.findings, *self.evaluation.temuan)

    @cached_property
    def target_sisa_ha(self) -> float | None:
        """Target for the remaining area of the whole data set [ha]."""
        text = self.of_profile("target_sisa_ha")
        return read_number(text, "ha") if text else None

    @cached_property
    def area(self) -> view.AreaSummary | None:
        """The account of the whole data set, None when there is none."""
        return view.area_summary(self.akun_luas, target_sisa_ha=self.target_sisa_ha)

    @cached_property
    def places(self) -> pd.DataFrame:
        """The account per kab/kota, most sisa first."""
        return view.area_by_place(self.akun_luas)

    def area_of(self, place: str) -> view.AreaSummary | None:
        """Return the account of a kab/kota; a target of 0 ha for all is 0 ha for each."""
        target = 0.0 if self.target_sisa_ha == 0 else None
        return view.area_summary(self.akun_luas, kab_kota=place, target_sisa_ha=target)

    @cached_property
    def kab_kota(self) -> tuple[str, ...]:
        """Every kab/kota of the account or the Master Schedule, by name."""
        names = set(self.akun_luas["kab_kota"])
        if self.evaluation.jadwal is not None:
            names |= set(self.evaluation.jadwal.latest["kab_kota"])
        return tuple(sorted(names - {view.WHOLE}))

    @cached_property
    def answer(self) -> str:
        """The answer of the meeting in one or two sentences."""
        if self.area is None:
            return "Belum ada luas kumuh yang dapat dihitung."
        return clean(view.answer(self.area, self.places), 400)

    @property
    def schedule_answer(self) -> str:
        """Where the Master Schedule stands; "" without one."""
        schedule = self.evaluation.jadwal
        return clean(view.schedule_answer(schedule.latest, schedule.as_of)) if schedule else ""

    @property
    def quality_answer(self) -> str:
        """How many rows count and what is wrong."""
        counted = replace(self.dataset, files=self.evaluation.berkas)
        return view.quality_answer(counted, self.findings)

    @cached_property
    def achievement(self) -> Achievement:
        """KPI, funds, audit and complaints at the data date."""
        return view.achieved(self.dataset, self.akun_luas)

    @cached_property
    def decisions(self) -> tuple[str, ...]:
        """What the meeting has to decide, gravest first."""
        schedule = self.evaluation.jadwal
        found = view.decisions(
            self.area,
            self.places,
            None if schedule is None else schedule.latest,
            self.evaluation.klaim,
            self.findings,
            view.matters(self.achievement),
        )
        return tuple(clean(d.text, 300) for d in found)

    @cached_property
    def units(self) -> pd.DataFrame:
        """The units at the level of counting with their latest condition, highest total first."""
        years = self.akun_luas["tahun"]
        return view.units_now(
            self.evaluation.kondisi,
            satuan=self.evaluation.settings.satuan,
            simulasi=self.simulated,
            sampai_tahun=int(years.max()) if self._cut_off else None,
        )

    @property
    def simulated(self) -> bool:
        """Whether planned works count in the account shown."""
        shown, all_rows = self.akun_luas["status"], self.evaluation.akun_luas["status"]
        return not (all_rows == "simulasi").any() or bool((shown == "simulasi").any())

    @property
    def _cut_off(self) -> bool:
        shown, all_rows = self.akun_luas["tahun"], self.evaluation.akun_luas["tahun"]
        return len(shown) > 0 and bool(shown.max() < all_rows.max())

    @cached_property
    def explanations(self) -> dict[str, Explanation]:
        """How the headline figures were calculated, by key."""
        found = figures.headline(self.dataset, self.evaluation, self.akun_luas)
        return {e.key: e for e in found}

    @cached_property
    def method(self) -> str:
        """Method and unit that stand beside every figure."""
        if self.evaluation.bukti == "hektare":
            words = "hektare seperti dilaporkan per lokasi"
        else:
            settings = self.evaluation.settings
            words = f"metode {settings.metode} (ambang), satuan {UNIT_WORDS[settings.satuan]}"
        if not self.simulated:
            words += ", tanpa simulasi"
        if self._cut_off:
            words += f", sampai {int(self.akun_luas['tahun'].max())}"
        return words

    @cached_property
    def source(self) -> str:
        """Files, data date, method and unit: the line under every view."""
        files = ", ".join(clean(f.name, NAME) for f in self.dataset.files[:3])
        if len(self.dataset.files) > 3:
            files += f" dan {len(self.dataset.files) - 3} berkas lain"
        parts = [f"Sumber: {files or 'tanpa berkas'}"]
        if self.data_date:
            parts.append(f"data {self.data_date}")
        parts += [self.method, self.evaluation.regulation.name]
        if self.potret:
            parts.append(clean(f"disepakati: {self.potret}", 200))
        return " · ".join(parts)

    @cached_property
    def foot(self) -> str:
        """The line under every view, with the mark of an illustration."""
        return f"{self.source}\n{ILLUSTRATION}" if self.illustration else self.source

    def address(self, row: pd.Series | dict[str, object]) -> str:
        """Return where a row with provenance stands, such as ``Progres baris 12 (data.xlsx)``."""
        number = int(str(row["_sumber"]))
        if not 0 <= number < len(self.dataset.sources):
            return ""
        where = self.dataset.sources[number]
        return clean(f"{where.sheet} baris {row['_baris']} ({where.file})", 200)

    @cached_property
    def files(self) -> pd.DataFrame:
        """Return the files: nama, sha256, baris_masuk, baris_dipakai, baris_dilaporkan."""
        return pd.DataFrame(
            [
                (clean(f.name, 200), f.sha256, f.rows_in, f.rows_used, f.rows_reported)
                for f in self.evaluation.berkas
            ],
            columns=["nama", "sha256", "baris_masuk", "baris_dipakai", "baris_dilaporkan"],
        )


METHOD_STEPS = (
    "Persen tiap kriteria = volume masalah ÷ pembagi × 100; pembagi 0 memberi 0 %.",
    "Nilai tiap kriteria 0, 1, 3, atau 5 menurut batas persen; persen negatif bernilai 0.",
    "Total nilai menentukan kelas: berat, sedang, ringan, atau tidak kumuh.",
    "Kawasan, kelurahan, kab/kota: volume dan pembagi RT dijumlahkan, lalu dinilai kembali.",
    "Setelah pekerjaan: volume akhir = volume awal − volume pekerjaan, paling kecil 0.",
    "Metode T (ambang): luas satuan berkurang seluruhnya saat total nilainya di bawah ambang.",
    "Bila hanya hektare yang dilaporkan: sisa = luas awal − jumlah pengurangan.",
    "Master Schedule: jumlah bobot × kemajuan kegiatan; deviasi = realisasi − rencana.",
)
