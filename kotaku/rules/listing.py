"""Every number and definition of a rule set as one list, for the page of methods."""

from __future__ import annotations

from collections.abc import Iterator

from kotaku.rules.model import Regulation, RuleEntry


def entries(regulation: Regulation) -> tuple[RuleEntry, ...]:
    """Return every number and definition of a rule set with its basis, in reading order."""
    return tuple(_scoring_entries(regulation)) + tuple(_other_entries(regulation))


def _scoring_entries(r: Regulation) -> Iterator[RuleEntry]:
    yield RuleEntry("berlaku", "Mulai berlaku", r.valid_from.isoformat(), "tanggal", r.validity)
    for a in r.aspects:
        yield RuleEntry(f"aspek.{a.id}", f"Aspek {a.id}", a.name, "", a.basis)
    for c in r.criteria:
        key = f"kriteria.{c.id}"
        yield RuleEntry(key, f"{c.id} {c.name}", f"{c.problem} / {c.denominator}", c.unit, c.basis)
    for b in r.bands:
        label = f"Nilai {b.score} ({b.label}), paling sedikit"
        yield RuleEntry(f"pita.{b.score}", label, b.at_least_pct, "%", b.basis)
    for k in r.classes:
        label = f"{k.name}, total paling sedikit"
        yield RuleEntry(f"tingkat.{k.id}", label, k.at_least, "nilai", k.basis)
    for v in (r.floor_value, r.max_total_value):
        yield RuleEntry(v.id, v.name, v.value, v.unit, v.basis)


def _other_entries(r: Regulation) -> Iterator[RuleEntry]:
    for v in (*r.thresholds.values(), r.legal_above):
        yield RuleEntry(v.id, v.name, v.value, v.unit, v.basis)
    aspects = ", ".join(r.services.aspects)
    yield RuleEntry("layanan.aspek", "Aspek pelayanan dasar", aspects, "", r.services.basis)
    for item in (*r.considerations, *r.legality):
        for option, points in item.options:
            key = f"{item.id}.{option}"
            yield RuleEntry(key, f"{item.name}: {option}", points, "nilai", item.basis)
    for group in r.consideration_groups:
        label = f"Pertimbangan lain {group.id}, jumlah paling sedikit"
        yield RuleEntry(f"pertimbangan.{group.id}", label, group.limit, "nilai", group.basis)
    for group in r.population_density:
        label = f"Kepadatan penduduk {group.id.replace('_', ' ')}, lebih dari"
        yield RuleEntry(f"kepadatan.{group.id}", label, group.limit, "jiwa/ha", group.basis)
    for p in r.priorities:
        label = f"Prioritas kumuh {p.slum_class}, pertimbangan {p.consideration}"
        value = f"{p.rank} ({p.code_legal} legal, {p.code_illegal} ilegal)"
        yield RuleEntry(f"prioritas.{p.rank}", label, value, "", p.basis)
    for h in r.handling:
        label = f"Pola penanganan {h.slum_class or 'semua tingkat'}, {_legal(h.legal)}"
        yield RuleEntry(f"pola.{h.slum_class}.{_legal(h.legal)}", label, h.pattern, "", h.basis)
    yield from _authority_entries(r)


def _legal(legal: bool) -> str:
    return "legal" if legal else "ilegal"


def _authority_entries(r: Regulation) -> Iterator[RuleEntry]:
    for a in r.authorities:
        if a.up_to_ha is None:
            value = "lebih luas dari itu"
        else:
            value = f"{'paling luas' if a.inclusive else 'kurang dari'} {a.up_to_ha:g}"
        yield RuleEntry(f"kewenangan.{a.id}", f"Kewenangan {a.id}", value, "ha", a.basis)
