"""A turn as harmless HTML, for the presenter's screen and for every follower's.

It is laid out like a slide: everything is measured in heights of its smallest type, of which a
screen is 45 high, so that it fills a projector of any size and the last row can read it. How many
of them the screen is wide decides the form. A phone, or a page that was zoomed in, gets one column
that runs on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import escape
from typing import Final

import pandas as pd
import streamlit as st

from kotaku.charts.fit import SMALL_PX, text_px, wrapped
from kotaku.charts.picture import least_px, svg
from kotaku.charts.spec import Bars, Chart
from kotaku.words.numbers import bound
from kotaku.words.safe import clean
from pages.ui.bar.context import Context
from pages.ui.rakor import turn_content
from pages.ui.rakor.turn_content import Sentences, TurnFigure


@dataclass(frozen=True)
class Form:
    """How a turn is laid out: ``high`` is 0 where the page runs on [heights of type]."""

    wide: float
    columns: int  # of figures beside one another
    high: float = 42.0  # of 45; the rest is the line of tools


FORMS: Final = {
    "panjang": Form(96, 3),
    "lebar": Form(80, 3),
    "kotak": Form(60, 2, 40.0),  # its lists have most lines, of which one may break earlier
    "ponsel": Form(22, 1, 0),
}
USUAL: Final = "lebar"
# All in heights of type; web/follow/giliran.css draws what is counted here.
LINE, SPACE = 1.3, 0.3  # a line of text; what parts two sentences of a list
SIDE, GAP = 1.3, 1.4  # of the slide; between two columns
HEAD, ROW_GAP = 3.8, 0.8  # title, place and clock; between two rows
VALUE, VALUE_LINE = 2.5, 1.15  # size of a headline figure, and its line
TITLE, CLOCK = 2.0, 17.0  # size of the title; width of the clock
INDENT = 1.1  # of a list
LEAST, WORDS = 14.0, 12.5  # height of a chart that is easily read; of the lists beside it at most
EASY, BARE = 10.0, 6.5  # of a chart over long lists; of one where a sentence needs the room
MORE, NONE_FITS = "dan {} lagi", "{} hal: buka daftarnya"  # of a list
BOLD = 1.07  # how much wider bold type is
PHONE_CHART, PHONE_ROWS = 250, 480  # height of a chart; of one in rows at most [px]


def article(
    page: Context, promises: pd.DataFrame, form: str, *, title: str, under: str, clock: str,
    foot: Sequence[str], query: str = "",
) -> str:  # fmt: skip
    """Return a turn.

    Parameters
    ----------
    page : its figures
    promises : its follow-ups
    form : a key of ``FORMS``
    title, under : what stands at its top, and in small type below
    clock : HTML of the clock; "" without one
    foot : what is said of the source, one sentence each
    query : what a page's address needs to show this place of these data
    """
    shape = FORMS[form]
    inner = shape.wide - 2 * SIDE
    told = " · ".join(clean(one) for one in foot if one)
    mark = '<span class="tanda">Ilustrasi</span> ' if page.illustration else ""
    below = LINE * _lines(told, inner - (6 if mark else 0))
    room = shape.high - HEAD - below - ROW_GAP
    size = min(TITLE, (inner - CLOCK) / (text_px(title, BOLD)))
    return (
        f'<article class="giliran {form}" data-bukti="{escape(query)}"><header><div>'
        f'<h1 tabindex="-1" style="font-size:{max(1.3, size):.2f}em">{_kept(title)}</h1>'
        f'<p class="bawah">{_kept(under)}</p></div>{clock}</header>'
        f"{_body(page, promises, shape, room)}<footer>{mark}{_kept(told)}</footer></article>"
    )


def _body(page: Context, promises: pd.DataFrame, shape: Form, room: float) -> str:
    parts, lists = turn_content.parts(page), turn_content.lists(page, promises)
    if not shape.high:
        return _running(page, parts, lists, shape)
    if len(parts) > shape.columns:
        return _beside(page, parts, lists, shape, room)
    wide = _column(shape, len(parts))
    column = _column(shape, len(lists))
    heads = max(_head(part, wide) for part in parts)
    room -= 2 * ROW_GAP
    least = max(_least(one, column) for one in lists)
    high = max(_need(page, part, wide, LEAST) for part in parts)
    most = max(min(WORDS, room - heads - high), least)
    most = min(most, room - heads - BARE) if high else room - heads
    said = [_listed(one, column, most) for one in lists]
    tall = max(used for _, used in said)
    drawn = "".join(_part(page, part, wide, room - tall - _head(part, wide)) for part in parts)
    words = "".join(html for html, _ in said)
    return f'<div class="bagian k{len(parts)}">{drawn}</div><div class="daftar">{words}</div>'


def _beside(
    page: Context, parts: Sequence[TurnFigure], lists: Sequence[Sentences], shape: Form, room: float
) -> str:
    """Return one figure over another, beside the third one over the lists.

    Where the lists have no room there for a sentence each, they get that of the lower picture.
    """
    wide = _column(shape, 2)
    upper, beside, lower = parts[0], parts[1], _inline(parts[2])
    room -= 2 * ROW_GAP
    if _leasts(lists, wide) > room - _head(beside, wide) - BARE:
        short = replace(lower, chart=None)
        left = _lane(page, upper, lists[:1], wide, room - _head(short, wide))
        left += _part(page, short, wide, 0)
        lists = lists[1:]
    else:
        free = room - _head(upper, wide) - _head(lower, wide)
        tall = max(free / 2, min(_need(page, upper, wide, free / 2), free - BARE))
        left = f"{_part(page, upper, wide, tall)}{_part(page, lower, wide, free - tall)}"
    right = _lane(page, beside, lists, wide, room)
    return (
        f'<div class="bagian k2"><div class="lajur">{left}</div>'
        f'<div class="lajur">{right}</div></div>'
    )


def _lane(
    page: Context, part: TurnFigure, lists: Sequence[Sentences], wide: float, room: float
) -> str:
    """Return a figure over lists, which take from its picture what they need."""
    free = room - _head(part, wide)
    whole = [_listed(one, wide, 1000)[1] + SPACE for one in lists]
    words = max(min(sum(whole), free - EASY), min(_leasts(lists, wide), free - BARE))
    drawn, said = _part(page, part, wide, free - words), []
    for number, one in enumerate(lists):
        after = lists[number + 1 :]
        share = max(words / (len(lists) - number), words - sum(whole[number + 1 :]))
        html, used = _listed(one, wide, min(share, words - _leasts(after, wide)))
        said.append(html)
        words -= used + SPACE  # who needs less leaves it to the others
    return f'{drawn}<div class="daftar tegak">{"".join(said)}</div>'


def _leasts(lists: Sequence[Sentences], wide: float) -> float:
    return sum(_least(one, wide) + SPACE for one in lists)


def _need(page: Context, part: TurnFigure, wide: float, tall: float) -> float:
    """Return how high a chart is that keeps its texts whole, ``tall`` at least; 0 for none."""
    if part.chart is None:
        return 0.0
    width = wide * SMALL_PX
    return max(tall, least_px(_chart(page, part, width, tall * SMALL_PX), width) / SMALL_PX)


def _inline(part: TurnFigure) -> TurnFigure:
    """Return a figure in one line, so that its chart has the room."""
    words = "; ".join(one for one in (part.value, *part.notes) if one)
    return replace(part, label=part.label, value="", notes=(words,))


def _running(
    page: Context, parts: Sequence[TurnFigure], lists: Sequence[Sentences], shape: Form
) -> str:
    wide = shape.wide - 2 * SIDE
    drawn = "".join(_part(page, part, wide, 0) for part in parts)
    said = "".join(_listed(one, wide, 1000)[0] for one in lists)
    return f'<div class="bagian">{drawn}</div><div class="daftar">{said}</div>'


def _column(shape: Form, count: int) -> float:
    return (shape.wide - 2 * SIDE - GAP * (count - 1)) / count


def _head(part: TurnFigure, wide: float) -> float:
    """Return how high a figure is without its chart."""
    value = VALUE * VALUE_LINE if part.value else 0.0
    return LINE + value + LINE * sum(_lines(note, wide) for note in part.notes) + SPACE


def _part(page: Context, part: TurnFigure, wide: float, tall: float) -> str:
    """Return a figure with its chart, ``tall`` high; 0 where the page runs on."""
    sure = f' <span class="tanda">{escape(part.doubt)}</span>' if part.doubt else ""
    size = min(VALUE, wide / text_px(part.value, BOLD)) if part.value else VALUE
    value = f'<p class="nilai" style="font-size:{size:.2f}em">{_kept(part.value)}</p>'
    notes = "".join(f"<p>{_kept(note)}</p>" for note in part.notes)
    figure = ""
    if part.chart is not None:
        width, height = wide * SMALL_PX, (int(tall * 2) / 2) * SMALL_PX
        chart = _chart(page, part, width, height or PHONE_ROWS)
        if not height and isinstance(chart, Bars):
            height = max(PHONE_CHART, least_px(chart, width))
        elif not height:
            chart, height = _chart(page, part, width, PHONE_CHART), PHONE_CHART
        figure = _picture(chart, id(chart), width, height)[0]
    return (
        f'<section class="angka"><h2>{_proof(part.label, part.proof)}{sure}</h2>'
        f"{value if part.value else ''}{notes}{figure}</section>"
    )


def _chart(page: Context, part: TurnFigure, width: float, height: float) -> Chart:
    build = part.chart
    assert build is not None
    return page.chart(f"{part.key} {width:.0f}x{height:.0f}", lambda: build(width, height))


@st.cache_resource(max_entries=512, show_spinner=False)
def _picture(
    _chart: Chart,
    ident: int,  # noqa: ARG001 -- the cache key; the chart is kept, so that no other gets its id
    width: float,
    height: float,
) -> tuple[str, Chart]:
    style = f'style="height:{height / SMALL_PX:.2f}em" '
    return svg(_chart, width=width, height=height).replace("<svg ", f"<svg {style}", 1), _chart


def _top(one: Sentences, wide: float) -> float:
    return LINE + SPACE + (_lines(one.lead, wide) * LINE if one.lead else 0.0)


def _sentence(line: str, wide: float, rest: int) -> float:
    """Return how high a sentence is, with how many more there are behind it."""
    told = f"{line} {MORE.format(rest)}" if rest else line
    return _lines(told, wide - INDENT) * LINE + SPACE


def _count(one: Sentences) -> int:
    return max(len(one.lines), one.total)


def _least(one: Sentences, wide: float) -> float:
    """Return how high a list is that says one whole sentence, and how many more there are."""
    if not one.lines:
        return _top(one, wide) + _lines(one.none, wide) * LINE
    return _top(one, wide) + _sentence(one.lines[0], wide, _count(one) - 1)


def _listed(one: Sentences, wide: float, tall: float) -> tuple[str, float]:
    """Return as many whole sentences as there is room for, and how high they are.

    Behind the last one is said how many more there are, which leads to all of them.
    """
    left, many = tall - _top(one, wide), _count(one)
    shown: list[str] = []
    used = 0.0
    for number, line in enumerate(one.lines, start=1):
        if used + _sentence(line, wide, many - number) > left + 1e-6:
            break
        shown.append(_kept(line))
        used += _sentence(line, wide, 0)
    rest = many - len(shown)
    if rest and shown:
        used += _sentence(one.lines[len(shown) - 1], wide, rest)
        used -= _sentence(one.lines[len(shown) - 1], wide, 0)
        shown[-1] += f" {_more(MORE.format(rest), one.proof)}"
    body = "".join(f"<li>{line}</li>" for line in shown)
    body = f"<ul>{body}</ul>" if body else f"<p>{_kept(one.none)}</p>" if not many else ""
    if rest and not shown:
        body, used = f"<p>{_more(NONE_FITS.format(rest), one.proof)}</p>", LINE
    if not many:
        used = _lines(one.none, wide) * LINE
    lead = f"<p>{_kept(one.lead)}</p>" if one.lead else ""
    html = f"<section><h2>{_proof(one.title, one.proof)}</h2>{lead}{body}</section>"
    return html, _top(one, wide) + used


def _more(words: str, page: str) -> str:
    return f'<span class="lagi">{_proof(words, page)}</span>'


def _lines(text: str, wide: float) -> int:
    return len(wrapped(text, wide * SMALL_PX, px=SMALL_PX)) if text else 0


def _proof(words: str, page: str) -> str:
    """Return the words as a way to the page with what stands behind them."""
    return f'<a class="bukti" data-bukti="{page}" href="/{page}">{_kept(words)}</a>'


def _kept(text: str) -> str:
    """Return harmless text in which no unit parts from its number at a line's end."""
    return escape(bound(clean(text)))
