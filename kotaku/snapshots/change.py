"""The change of a headline figure since the last snapshot that it may be held against."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import tzinfo

from kotaku.method.accounts import WHOLE
from kotaku.snapshots.comparison import latest_weeks
from kotaku.snapshots.headline import figures, unchanged
from kotaku.snapshots.potret import Origin, Potret, Way, area_figures
from kotaku.store import SnapshotInfo
from kotaku.view import Scope, area_summary, select_account
from kotaku.words.dates import MONTHS


@dataclass(frozen=True)
class KeptSnapshot:
    """A snapshot of the store with its figures."""

    info: SnapshotInfo
    potret: Potret


@dataclass(frozen=True)
class Change:
    """By how much a headline figure moved: ``better`` is None when it is neither better nor worse.

    ``selisih`` is in the unit of the figure, percentage points for percents; ``amount`` says it in
    words, ``since`` since when ("" where the page says it), ``help`` against what.
    """

    selisih: float
    amount: str
    better: bool | None
    help: str
    since: str = ""

    @property
    def words(self) -> str:
        """The change in one line, such as ``−2,10 ha sejak rakor 14 Des 2022``."""
        return f"{self.amount} {self.since}".strip()

    @property
    def same(self) -> bool:
        """Whether the figure stands where it stood."""
        return unchanged(self.selisih)


def same_lineage(a: Origin, b: Origin) -> bool:
    """Tell whether two data sets speak of the same province; made-up data only of themselves."""
    if a.ilustrasi != b.ilustrasi:
        return False
    if a.kunci == b.kunci:
        return True
    if a.provinsi and b.provinsi:
        return _plain(a.provinsi) == _plain(b.provinsi)
    names = [{_plain(name) for name in one.kab_kota} for one in (a, b)]
    return bool(names[0] & names[1])


def same_way(a: Way, b: Way) -> bool:
    """Tell whether figures were counted alike; view and version of the rules aside."""
    return _counting(a) == _counting(b)


def fits(a: Potret, b: Potret) -> bool:
    """Tell whether two snapshots are points of one course: one province, one way, one view."""
    alike = same_way(a.cara, b.cara) and a.cara.view == b.cara.view
    return alike and same_lineage(a.asal, b.asal)


def _counting(way: Way) -> tuple[object, ...]:
    return (
        way.regulasi,
        way.satuan,
        way.metode,
        way.rerata,
        way.layanan80,
        way.per_sumber,
        way.penyesuaian,
        way.dasar,
        way.tambahan,
    )


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold().removeprefix("provinsi ")


def baseline(
    origin: Origin, way: Way, kept: Iterable[KeptSnapshot], rakor: str | None = None
) -> KeptSnapshot | None:
    """Return the snapshot that present figures are held against; None when there is none.

    Of the same province, counted the same way, of data that are not younger. An agreed one goes
    first, then one of another meeting than the present one (``rakor``), then the newest; what the
    present meeting took without agreeing on it is no point of comparison.
    """
    fit = [
        one
        for one in kept
        if same_lineage(origin, one.potret.asal)
        and same_way(way, one.potret.cara)
        and not _younger(one.potret.asal, origin)
        and (one.info.agreed or one.info.rakor is None or one.info.rakor != rakor)
    ]
    return max(fit, key=lambda one: _rank(one.info, rakor), default=None)


def _younger(a: Origin, b: Origin) -> bool:
    return a.tanggal is not None and b.tanggal is not None and a.tanggal > b.tanggal


def _rank(info: SnapshotInfo, rakor: str | None) -> tuple[bool, bool, float]:
    earlier = info.rakor is None or info.rakor != rakor
    return info.agreed and earlier, info.agreed, info.at.timestamp()


def standing(potret: Potret, *, kab_kota: str | None, view: Scope) -> dict[str, float]:
    """Return the headline figures of a snapshot for one kab/kota (None: all) under a view."""
    place = kab_kota or WHOLE
    account = select_account(potret.akun, simulasi=view.simulasi, sampai_tahun=view.tahun)
    area = area_summary(account, kab_kota=place)
    weeks = latest_weeks(potret)
    found: dict[str, float] = {}
    if area is not None:
        found = dict(area_figures(area))
    if place in weeks.index:
        found["master_schedule_pct"] = float(weeks.loc[place, "realisasi_pct"])
    return found


def changes(
    now: Mapping[str, float],
    base: KeptSnapshot,
    *,
    kab_kota: str | None,
    view: Scope,
    zone: tzinfo | None,
) -> dict[str, Change]:
    """Return the change of each figure in ``now`` (names of snapshots.headline) since ``base``.

    A figure that the snapshot does not know has no change.
    """
    then = standing(base.potret, kab_kota=kab_kota, view=view)
    return {
        name: _change(name, value - then[name], base, zone)
        for name, value in now.items()
        if name in then and value - then[name] == value - then[name]  # not NaN
    }


def _change(name: str, gap: float, base: KeptSnapshot, zone: tzinfo | None) -> Change:
    figure = figures()[name]
    gap = 0.0 if unchanged(gap) else gap
    amount = "tetap" if gap == 0 else figure.difference(gap)
    agreed = "disepakati" if base.info.agreed else "belum disepakati"
    since = since_words(base.info, zone)
    told = f"Perubahan {since}: dibandingkan dengan {base.info.name} ({agreed})."
    return Change(gap, amount, figure.judged(gap), told, since)


def since_words(info: SnapshotInfo, zone: tzinfo | None) -> str:
    """Return since when, such as ``sejak rakor 14 Des 2022``."""
    day = info.at.astimezone(zone)
    what = "potret" if info.rakor is None else "rakor"
    return f"sejak {what} {day.day} {MONTHS[day.month - 1][:3]} {day.year}"
