"""The command ``strategi``: the cheapest package to a target, or the most hectares for a budget."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from typing import Any

from kotaku.cli.options import Understand, add, exit_code, read
from kotaku.evaluation import Settings, evaluate
from kotaku.method.works import SCENARIOS
from kotaku.words.parsing import read_number

ABOUT = (
    "Cari paket pekerjaan termurah yang membawa satuan ke bawah ambang kumuh. Satu tujuan: "
    "--anggaran RP (hektare terbanyak), --target-ha HA atau --sisa-ha HA (biaya terendah). Rupiah "
    "dan hektare boleh ditulis 1,5 miliar, 500 juta, 13,14. Contoh: python -m kotaku strategi "
    "data.xlsx --anggaran '2 miliar' --json. JSON memuat kalimat, kumuh_ha, pengurangan_ha, "
    "sisa_ha, biaya_rp, tercapai, terbukti_terbaik, selisih_relatif, unit, penanganan, volume, "
    "kurva, biaya_satuan."
)
Emit = Callable[[dict[str, Any]], None]
Fail = Callable[[str], Exception]


def register(commands: Any, understand: Understand, emit: Emit, fail: Fail) -> None:
    """Add the command; ``understand`` reads files, ``emit`` prints JSON, ``fail`` makes errors."""
    strategi = commands.add_parser(
        "strategi", help="cari paket pekerjaan termurah", description=ABOUT
    )
    add(strategi)
    goal = strategi.add_mutually_exclusive_group(required=True)
    goal.add_argument(
        "--anggaran", type=_amount("Rp"), metavar="RP", help="hektare terbanyak untuk rupiah ini"
    )
    goal.add_argument(
        "--target-ha", type=_amount("ha"), metavar="HA", help="kurangi sekian hektare"
    )
    goal.add_argument(
        "--sisa-ha", type=_amount("ha"), metavar="HA", help="sisakan paling banyak sekian hektare"
    )
    strategi.add_argument(
        "--metode", choices=("T",), default="T", help="paket dihitung menurut metode T (ambang)"
    )
    strategi.add_argument(
        "--skenario",
        choices=SCENARIOS,
        default="simulasi",
        help="di atas pekerjaan terealisasi saja, atau semua pekerjaan dalam data (baku)",
    )
    strategi.add_argument("--kawasan-tuntas", action="store_true", help="sekawasan atau tidak")
    strategi.add_argument("--layanan", action="store_true", help="uji lima pelayanan dasar juga")
    strategi.add_argument(
        "--margin", type=int, default=0, metavar="NILAI", help="total sekian nilai lebih rendah"
    )
    strategi.set_defaults(command=lambda options: _strategi(options, understand, emit, fail))


def _amount(unit: str) -> Callable[[str], float]:
    def read(text: str) -> float:
        value = read_number(text, unit)
        if value is None or value < 0:
            raise argparse.ArgumentTypeError(text)
        return value

    return read


def _strategi(options: argparse.Namespace, understand: Understand, emit: Emit, fail: Fail) -> int:
    from kotaku.strategy import costs, plan_figures
    from kotaku.strategy.plan import Options, make_plan, units_from
    from kotaku.strategy.problem import TreatmentRules

    dataset = read(options, understand, fail)
    evaluation = evaluate(dataset, Settings(regulasi=options.regulasi, satuan=options.satuan))
    prices = costs.learn(
        dataset.table("pekerjaan"),
        evaluation.regulation,
        left_out=costs.unplaced(dataset.findings),
    )
    if not 0 <= options.margin < evaluation.regulation.floor:
        raise fail(f"--margin harus 0 sampai {evaluation.regulation.floor - 1:g}.")
    _keep_solver_off_the_output()
    plan = make_plan(
        units_from(evaluation.kondisi, options.satuan, options.skenario),
        evaluation.regulation,
        prices,
        anggaran_rp=options.anggaran,
        target_ha=options.target_ha,
        sisa_ha=options.sisa_ha,
        options=Options(
            rules=TreatmentRules(services=options.layanan, margin=options.margin),
            whole_kawasan=options.kawasan_tuntas,
        ),
    )
    if options.json:
        asked = {
            "satuan": options.satuan,
            "metode": options.metode,
            "skenario": options.skenario,
            "kab_kota": options.kab_kota,
        }
        emit({**asked, "regulasi": evaluation.regulation.id, **plan_figures.figures(plan, prices)})
    else:
        print("\n".join(plan_figures.summary_lines(plan)))
    return exit_code((*dataset.findings, *evaluation.temuan))


def _keep_solver_off_the_output() -> None:
    """Give file descriptor 1 away: HiGHS prints remarks to it from C that would spoil the JSON."""
    try:
        is_descriptor = sys.stdout.fileno() == 1
    except OSError:  # captured output has no descriptor
        return
    if is_descriptor:
        sys.stdout.flush()
        sys.stdout = os.fdopen(os.dup(1), "w", encoding="utf-8")
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.close(nowhere)
