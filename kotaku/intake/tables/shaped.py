"""What a block's columns mean for telling its rows apart."""

from __future__ import annotations

from collections.abc import Sequence

from kotaku import schema
from kotaku.dataset import AREA
from kotaku.intake.reading.listed import Shape
from kotaku.intake.tables.block import Block, is_criterion
from kotaku.intake.tables.convert import unit_of
from kotaku.intake.tables.headers import PLACE, is_ordinal

ADDED_UP = frozenset({"number", "rupiah", "integer"})
NEVER_ADDED = frozenset({"lintang", "bujur"})
# In these tables a first cell such as "Jumlah KK" is data.
FREE_FIRST_COLUMN = frozenset({"profil", "klaim"})
CONDITION = "kekumuhan"  # the quantity of scores and classes
_OF_CONDITION = frozenset({"rt", "kekumuhan", "pekerjaan"})  # tables that the condition rests on
NO_TOTALS = FREE_FIRST_COLUMN | {"kpi"}


def shape_of(block: Block) -> Shape:
    """Return where a block stands and which of its columns add up or name a record."""
    fields = {i: m.field for i, m in block.columns.items()}
    figures = {i: _unit(name) for i, name in fields.items() if adds_up(name)}
    texts = tuple(i for i, n in fields.items() if not is_criterion(n) and _names(n))
    ordinal = next((i for i, t in block.headings.items() if is_ordinal(t)), None)
    tables = {*block.tables}
    held = {*fields.values()}
    return Shape(
        block.first_row,
        block.last_row,
        tuple(block.columns),
        figures,
        texts,
        block.headings,
        ordinal,
        bool(FREE_FIRST_COLUMN & tables),
        not NO_TOTALS & tables,
        tuple(level for level in PLACE if level not in held),
        block.said,
    )


def adds_up(name: str) -> bool:
    """Tell whether the figures of a field are summed in a total."""
    if name in NEVER_ADDED:
        return False
    if is_criterion(name):
        return name.startswith(("volume", "?"))
    return schema.fields()[name].type in ADDED_UP


def quantity(tables: Sequence[str], name: str) -> str:
    """Return the quantity whose figures rest on a column of a list."""
    if not is_criterion(name) and schema.fields()[name].unit == "ha":
        return AREA
    own = next((t for t in tables if name in schema.tables()[t].columns), tables[0])
    return CONDITION if own in _OF_CONDITION or is_criterion(name) else own


def _names(name: str) -> bool:
    return schema.fields()[name].type == "text"


def _unit(name: str) -> str:
    return "" if name.startswith("?") else unit_of(name)
