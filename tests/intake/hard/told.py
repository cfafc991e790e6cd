"""What a drawn table tells: places with hectares at first and hectares taken away each year."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

# official kab/kota; below them names that are partly real, partly of no list
PLACES: dict[str, list[tuple[str, list[str]]]] = {
    "Kota Jayapura": [("Jayapura Utara", ["Gurabesi", "Bhayangkara", "Imbi", "Trikora"]),
                      ("Abepura", ["Yobe", "Hedam", "Awiyo", "Wahno"])],
    "Kabupaten Biak Numfor": [("Biak Kota", ["Fandoi", "Waupnor", "Saramom"]),
                              ("Samofa", ["Karang Mulia", "Brambaken", "Samofa"])],
    "Kota Banda Aceh": [("Kuta Alam", ["Peunayong", "Lampulo", "Lamdingin", "Beurawe"]),
                        ("Meuraxa", ["Ulee Lheue", "Gampong Jawa", "Punge Jurong"])],
    "Kabupaten Aceh Besar": [("Darul Imarah", ["Lampeuneurut", "Garot", "Geundring"]),
                             ("Baitussalam", ["Kajhu", "Lambada Lhok", "Cot Paya"])],
    "Kota Samarinda": [("Samarinda Ilir", ["Selili", "Sidomulyo", "Pelita", "Sungai Dama"]),
                       ("Palaran", ["Rawa Makmur", "Handil Bakti", "Bukuan"])],
    "Kabupaten Kotawaringin Timur": [("Baamang", ["Baamang Hilir", "Baamang Tengah"]),
                                     ("Mentawa Baru Ketapang", ["Mentawa Baru Hulu", "Ketapang"])],
    "Kota Palangka Raya": [("Pahandut", ["Pahandut Seberang", "Langkai", "Tumbang Rungan"]),
                           ("Jekan Raya", ["Palangka", "Menteng"])],
    "Kabupaten Deli Serdang": [("Percut Sei Tuan", ["Bagan Percut", "Tembung", "Cinta Rakyat"]),
                               ("Labuhan Deli", ["Helvetia", "Pematang Johar", "Karang Gading"])],
    "Kota Makassar": [("Tallo", ["Buloa", "Kaluku Bodoa", "Cambaya", "Lembo"]),
                      ("Mariso", ["Panambungan", "Lette", "Bontorannu"])],
    "Kabupaten Lombok Barat": [("Labuapi", ["Bengkel", "Perampuan", "Karang Bongkot"]),
                               ("Gerung", ["Dasan Geres", "Gerung Utara", "Babussalam"])],
    "Kota Ternate": [("Ternate Utara", ["Sangaji", "Dufa Dufa", "Kasturian"]),
                     ("Ternate Selatan", ["Bastiong Talangame", "Mangga Dua", "Kalumata"])],
    "Kabupaten Karawang": [("Karawang Barat", ["Tanjungpura", "Nagasari", "Karangpawitan"]),
                           ("Klari", ["Duren", "Gintungkerta", "Walahar"])],
}  # fmt: skip
INVENTED = ("Sido Rukun", "Tanjung Harap", "Mekar Asri", "Pulau Lima", "Batu Tiga", "Rawa Indah",
            "Ujung Kampung", "Bukit Permai", "Muara Baru Hilir", "Suka Damai")  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One kelurahan; hectares at first and taken away by year."""

    kab: str
    kec: str
    kel: str
    awal: float
    gone: dict[int, float]

    def until(self, year: int) -> float:
        """Hectares taken away up to and with a year."""
        return round(sum(v for y, v in self.gone.items() if y <= year), 2)

    def left(self, year: int) -> float:
        """Hectares that are left at the end of a year."""
        return round(self.awal - self.until(year), 2)


@dataclass(frozen=True)
class Told:
    """All rows; ``years`` ascending."""

    rows: list[Row]
    years: list[int]
    kabs: list[str] = field(default_factory=list)

    @property
    def last(self) -> int:
        """The last year."""
        return self.years[-1]

    def of(self, kab: str) -> list[Row]:
        """The rows of one kab/kota."""
        return [r for r in self.rows if r.kab == kab]


def draw(rnd: Random, *, kabs: int = 0, each: int = 0, years: int = 0, digits: int = 2) -> Told:
    """Draw a truth: how many kab/kota, kelurahan in each, years."""
    first = rnd.choice([2015, 2016, 2017, 2018, 2019, 2020])
    span = list(range(first, first + (years or rnd.choice([1, 2, 3]))))
    chosen = rnd.sample(list(PLACES), kabs or rnd.choice([2, 2, 3, 4]))
    rows: list[Row] = []
    for kab in chosen:
        known = [(kec, kel) for kec, kels in PLACES[kab] for kel in kels]
        count = each or rnd.choice([2, 3, 3, 4])
        own = rnd.sample(known, min(count, len(known)))
        own.sort(key=lambda p: p[0])
        while len(own) < count:
            n = len(own)
            own.append(
                (own[-1][0], f"{rnd.choice(INVENTED)} {'ABCDEFGHIJ'[n % 10]}{n // 10 or ''}")
            )
        for kec, kel in own:
            awal = round(rnd.choice([rnd.uniform(0.6, 9), rnd.uniform(5, 60)]), digits)
            rows.append(Row(kab, kec, kel, awal, _gone(rnd, awal, span, digits)))
    return Told(rows, span, chosen)


def _gone(rnd: Random, awal: float, years: list[int], digits: int) -> dict[int, float]:
    left, gone = awal, {}
    for year in years:
        taken = round(rnd.choice([0.0, left * rnd.uniform(0.05, 0.6), left * 0.2]), digits)
        if rnd.random() < 0.06:
            taken = left  # the place is done
        gone[year] = taken
        left = round(left - taken, digits)
    return gone


def spelled(kab: str, way: int) -> str:
    """Return a kab/kota as teams write it; a kota keeps its kind."""
    kind, name = kab.split(" ", 1)
    if way == 0:
        return kab
    if way == 1:
        return kab.upper()
    if kind == "Kabupaten":
        return f"Kab. {name}" if way == 2 else f"KAB {name.upper()}"
    return f"Kota {name}" if way == 2 else kab.upper()
