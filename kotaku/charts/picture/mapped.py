"""A map as a picture, drawn without a browser or the internet: for slides, minutes and pages."""

from __future__ import annotations

import io
import math
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from kotaku import paths
from kotaku.charts.map import LegendEntry
from kotaku.charts.palette import Swatch
from kotaku.geo import basemap
from kotaku.geo.clip import Window, land_in
from kotaku.words.numbers import format_ha, format_number
from kotaku.words.safe import clean

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

INK, QUIET, PAPER = "#17212b", "#5b6672", "#ffffff"
EARTH_M: Final = 111_320.0  # metres of a degree of latitude
SHARP: Final = 2  # drawn so many times larger and made small again, for smooth edges
SMALLEST: Final = 1.7  # px of a unit of size: what is written on small pictures stays legible
QUICK: Final = 3  # of zlib's nine levels: half the time of the usual one, a tenth more bytes
ROOM: Final = 1.12  # around what is drawn
LEAST: Final = 0.004  # degrees of the smallest window
UNKNOWN: Final = "#d7dde2"  # of a polygon whose unit is not on the map
SPECK: Final = 4.0  # px of the dot for a polygon that is smaller than it
LETTER: Final = 22.0  # px across from which a polygon holds its letter
FINE_PX: Final = 0.5  # that a corner may lie beside its place
DOT: Final = (7, 20)  # px of a circle


def picture(
    points: pd.DataFrame,
    looks: Sequence[Swatch],
    shapes: pd.DataFrame | None = None,
    *,
    title: str,
    legend: Sequence[LegendEntry],
    source: str,
    names: Sequence[tuple[str, float, float]] = (),
    boundaries: pd.DataFrame | None = None,
    size: tuple[int, int] = (1200, 760),
    window: Window | None = None,
) -> bytes:
    """Return the PNG of a map with title, legend, scale bar, north, graticule and source.

    Parameters
    ----------
    points : units with id_unit, lintang, bujur [degrees], luas_ha [ha]
    looks : the meaning of each of them
    shapes : polygons in ``garis`` with the ``id_unit`` of each and a point inside (bujur, lintang
        [degrees]); these units need no circle
    title, source : what stands above and below
    legend : the meanings, in their order
    names : text, longitude, latitude; what would touch another name is left out
    boundaries : outlines in ``garis`` that the team brought, drawn as thick lines
    size : width and height [px]
    window : west, south, east, north [degrees]; None holds all units
    """
    from PIL import Image, ImageDraw

    width, height = size[0] * SHARP, size[1] * SHARP
    image = Image.new("RGB", (width, height), PAPER)
    pen = ImageDraw.Draw(image)
    unit = max(width / 1200, SMALLEST)
    columns = _columns(legend, width, unit)
    head, foot = round(56 * unit), round((66 + 26 * -(-len(legend) // columns)) * unit)
    frame = (0, head, width, height - foot)
    view = _View(window or _window(points, shapes), frame)
    pen.rectangle(frame, fill=basemap.LIGHT[basemap.SEA])
    for ring in land_in(view.window):
        pen.polygon([view.at(*p) for p in ring], fill=basemap.LIGHT[basemap.LAND],
                    outline=basemap.LIGHT[basemap.SHORE])  # fmt: skip
    _graticule(pen, view, _font(13 * unit))
    drawn = _polygons(pen, view, points, looks, shapes, unit)
    _boundaries(pen, view, boundaries, unit)
    _circles(pen, view, points, looks, drawn, unit)
    _names(pen, view, names, unit)
    for box in ((0, 0, width, head), (0, height - foot, width, height)):
        pen.rectangle(box, fill=PAPER)
    pen.rectangle(frame, outline=QUIET, width=round(1.5 * unit))
    room = width - 12 * unit
    pen.text((round(6 * unit), round(10 * unit)), title, fill=INK,
             font=_within(title, 26 * unit, room, bold=True))  # fmt: skip
    _scale(pen, view, unit)
    _north(pen, view, unit)
    _legend(pen, legend, (0, height - foot, width, height), unit, columns)
    pen.text((round(6 * unit), height - round(28 * unit)), source, fill=QUIET,
             font=_within(source, 16 * unit, room))  # fmt: skip
    out = io.BytesIO()
    image.reduce(SHARP).save(out, "PNG", compress_level=QUICK)
    return out.getvalue()


class _View:
    """Where degrees lie on the picture; one degree east is shorter than one north."""

    def __init__(self, window: Window, frame: tuple[int, int, int, int]) -> None:
        west, south, east, north = window
        left, top, right, bottom = frame
        self.frame = frame
        self.squeeze = math.cos(math.radians((south + north) / 2))
        wide, high = (east - west) * self.squeeze, north - south
        self.px = min((right - left) / wide, (bottom - top) / high)  # of a degree of latitude
        self.middle = ((west + east) / 2, (south + north) / 2)
        half = ((right - left) / 2 / self.px / self.squeeze, (bottom - top) / 2 / self.px)
        self.window = (
            self.middle[0] - half[0], self.middle[1] - half[1],
            self.middle[0] + half[0], self.middle[1] + half[1],
        )  # fmt: skip

    def at(self, lon: Any, lat: Any) -> tuple[Any, Any]:
        """Return where a place lies [px], or where many do."""
        left, top, right, bottom = self.frame
        x = (left + right) / 2 + (lon - self.middle[0]) * self.squeeze * self.px
        return x, (top + bottom) / 2 - (lat - self.middle[1]) * self.px


def _window(points: pd.DataFrame, shapes: pd.DataFrame | None) -> Window:
    import shapely

    lon, lat = points["bujur"].dropna().tolist(), points["lintang"].dropna().tolist()
    if shapes is not None and len(shapes):
        west, south, east, north = shapely.total_bounds(shapes["garis"].to_numpy())
        lon, lat = [*lon, west, east], [*lat, south, north]
    if not lon:
        return (95.0, -11.0, 141.0, 6.0)
    middle = ((min(lon) + max(lon)) / 2, (min(lat) + max(lat)) / 2)
    wide = max((max(lon) - min(lon)) * ROOM, LEAST) / 2
    high = max((max(lat) - min(lat)) * ROOM, LEAST) / 2
    return middle[0] - wide, middle[1] - high, middle[0] + wide, middle[1] + high


def _polygons(
    pen: ImageDraw, view: _View, points: pd.DataFrame, looks: Sequence[Swatch],
    shapes: pd.DataFrame | None, unit: float,
) -> set[str]:  # fmt: skip
    """Draw the outlines in the colours of their units; return which units have one.

    All corners are placed at once, and no more of them than the picture can show.
    """
    import shapely

    if shapes is None or shapes.empty:
        return set()
    by_unit = dict(zip(points["id_unit"].tolist(), looks, strict=True))
    owners = shapes["id_unit"].tolist()
    seen = [by_unit.get(owner) for owner in owners]
    whole = shapes["garis"].to_numpy()
    simple = shapely.simplify(whole, FINE_PX / view.px, preserve_topology=False)
    parts, owner = shapely.get_parts(
        np.where(shapely.is_empty(simple), whole, simple), return_index=True
    )
    rings, part = shapely.get_rings(parts, return_index=True)
    corners, ring = shapely.get_coordinates(rings, return_index=True)
    flat = np.column_stack(view.at(corners[:, 0], corners[:, 1])).ravel().tolist()
    edges = (2 * np.searchsorted(ring, np.arange(len(rings) + 1))).tolist()
    outer = np.diff(part, prepend=-1) != 0
    line = max(1, round(unit))
    for i, (at, is_outer) in enumerate(zip(owner[part].tolist(), outer.tolist(), strict=True)):
        own = flat[edges[i] : edges[i + 1]]
        look = seen[at]
        inside = look.fill if look else UNKNOWN
        pen.polygon(own, fill=inside if is_outer else basemap.LIGHT[basemap.LAND])
        pen.line(own, fill=INK, width=line)
    _marked(pen, view, shapes, seen, unit)
    return {*owners} & by_unit.keys()


def _boundaries(pen: ImageDraw, view: _View, boundaries: pd.DataFrame | None, unit: float) -> None:
    """Draw what the team brought as administrative boundaries, over the polygons."""
    import shapely

    if boundaries is None or boundaries.empty:
        return
    lines = shapely.simplify(boundaries["garis"].to_numpy(), FINE_PX / view.px)
    for ring in shapely.get_rings(shapely.get_parts(lines)):
        corners = shapely.get_coordinates(ring)
        at = np.column_stack(view.at(corners[:, 0], corners[:, 1])).ravel().tolist()
        pen.line(at, fill=INK, width=round(2.5 * unit))


def _marked(
    pen: ImageDraw, view: _View, shapes: pd.DataFrame, seen: Sequence[Swatch | None], unit: float
) -> None:
    """Give each polygon that has room its letter, and a dot to what would hardly be seen."""
    import shapely

    wide = np.sqrt(shapely.area(shapes["garis"].to_numpy()) * view.squeeze) * view.px / unit
    lon, lat = shapes["bujur"].to_numpy(), shapes["lintang"].to_numpy()
    places = np.column_stack(view.at(lon, lat)).tolist()
    font, radius = _font(13 * unit, bold=True), SPECK * unit
    for (x, y), look, size in zip(places, seen, wide.tolist(), strict=True):
        if look is not None and size > LETTER:
            pen.text((x, y), look.mark, fill=look.ink, font=font, anchor="mm")
        elif look is not None and size < 2 * SPECK:
            pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=look.fill,
                        outline=INK, width=max(1, round(unit * 0.7)))  # fmt: skip


def _circles(
    pen: ImageDraw, view: _View, points: pd.DataFrame, looks: Sequence[Swatch],
    drawn: Iterable[str], unit: float,
) -> None:  # fmt: skip
    """Draw the units without a polygon, the largest first."""
    known = set(drawn)
    largest = float(points["luas_ha"].max()) if len(points) else 1.0
    font = _font(12 * unit, bold=True)
    alone = [unit not in known for unit in points["id_unit"].tolist()]
    order = points.assign(_at=range(len(points)))[alone]
    for row in order.sort_values("luas_ha", ascending=False).to_dict("records"):
        look = looks[row["_at"]]
        area = row["luas_ha"] if pd.notna(row["luas_ha"]) else 0.0
        share = math.sqrt(max(area, 0.0) / largest) if largest > 0 else 0.0
        radius = max(DOT[0], DOT[1] * share) * unit
        x, y = view.at(row["bujur"], row["lintang"])
        pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=look.fill, outline=INK,
                    width=max(1, round(1.2 * unit)))  # fmt: skip
        pen.text((x, y), look.mark, fill=look.ink, font=font, anchor="mm")


def _names(
    pen: ImageDraw, view: _View, names: Sequence[tuple[str, float, float]], unit: float
) -> None:
    """Write names with a rim, the first ones first, as far as none touches another."""
    font = _font(15 * unit, bold=True)
    left, top, right, bottom = view.frame
    taken: list[tuple[float, float, float, float]] = []
    for text, lon, lat in names:
        x, y = view.at(lon, lat)
        y -= 20 * unit  # above the place, not on it
        box = pen.textbbox((x, y), clean(text, 40), font=font, anchor="mm")
        if box[0] < left or box[2] > right or box[1] < top or box[3] > bottom:
            continue
        if any(a < box[2] and box[0] < c and b < box[3] and box[1] < d for a, b, c, d in taken):
            continue
        taken.append(box)
        pen.text((x, y), clean(text, 40), fill=INK, font=font, anchor="mm",
                 stroke_width=round(3 * unit), stroke_fill=PAPER)  # fmt: skip


def _nice(most: float) -> float:
    """Return the greatest of 1, 2, 5 times a power of ten that is no more than a length."""
    power = 10.0 ** math.floor(math.log10(most))
    return max(step * power for step in (1, 2, 5) if step * power <= most)


def _scale(pen: ImageDraw, view: _View, unit: float) -> None:
    left, _, right, bottom = view.frame
    metres = _nice((right - left) * 0.2 / view.px * EARTH_M)
    length = metres / EARTH_M * view.px
    x, y = left + 18 * unit, bottom - 18 * unit
    pen.rectangle((x - 8 * unit, y - 26 * unit, x + length + 8 * unit, y + 8 * unit), fill=PAPER)
    pen.line((x, y, x + length, y), fill=INK, width=round(4 * unit))
    words = f"{format_number(metres / 1000 if metres >= 1000 else metres, 0)} " + (
        "km" if metres >= 1000 else "m"
    )
    pen.text((x, y - 24 * unit), words, fill=INK, font=_font(15 * unit))


def _north(pen: ImageDraw, view: _View, unit: float) -> None:
    _, top, right, _ = view.frame
    x, y = right - 26 * unit, top + 16 * unit
    arrow = [
        (x, y),
        (x - 9 * unit, y + 26 * unit),
        (x, y + 19 * unit),
        (x + 9 * unit, y + 26 * unit),
    ]
    pen.polygon(arrow, fill=INK)
    pen.text((x, y + 30 * unit), "U", fill=INK, font=_font(16 * unit, bold=True), anchor="ma")


def _graticule(pen: ImageDraw, view: _View, font: FreeTypeFont) -> None:
    """Draw lines of equal longitude and latitude with their degrees."""
    west, south, east, north = view.window
    left, top, right, bottom = view.frame
    step = _nice((east - west) / 3)
    digits = max(0, -math.floor(math.log10(step)))
    for at in _steps(west, east, step):
        x, _ = view.at(at, south)
        pen.line((x, top, x, bottom), fill="#b9c6d0", width=1)
        pen.text((x + 4, top + 4), f"{format_number(at, digits)}° BT", fill=QUIET, font=font)
    for at in _steps(south, north, step):
        _, y = view.at(west, at)
        pen.line((left, y, right, y), fill="#b9c6d0", width=1)
        side = "LS" if at < 0 else "LU"
        pen.text(
            (left + 6, y + 2), f"{format_number(abs(at), digits)}° {side}", fill=QUIET, font=font
        )


def _steps(low: float, high: float, step: float) -> list[float]:
    first = math.ceil(low / step)
    return [round(i * step, 10) for i in range(first, math.floor(high / step) + 1)]


def _columns(legend: Sequence[LegendEntry], width: int, unit: float) -> int:
    """Return how many entries of the legend stand side by side without being cut."""
    font = _font(16 * unit)
    longest = max((font.getlength(_told(entry)) for entry in legend), default=0.0)
    fitting = (count for count in (4, 3, 2) if longest <= width / count - 44 * unit)
    return next(fitting, 1)


def _legend(
    pen: ImageDraw, legend: Sequence[LegendEntry], box: tuple[int, int, int, int], unit: float,
    columns: int,
) -> None:  # fmt: skip
    left, top, right, _ = box
    wide = (right - left) / columns
    letter = _font(14 * unit, bold=True)
    for i, entry in enumerate(legend):
        look = entry.swatch
        x, y = left + (i % columns) * wide + 8 * unit, top + (8 + 26 * (i // columns)) * unit
        pen.rectangle((x, y, x + 28 * unit, y + 20 * unit), fill=look.fill, outline=INK)
        pen.text((x + 14 * unit, y + 10 * unit), look.mark, fill=look.ink,
                 font=letter, anchor="mm")  # fmt: skip
        words = _within(_told(entry), 16 * unit, wide - 44 * unit)
        pen.text((x + 34 * unit, y + 10 * unit), _told(entry), fill=INK, font=words, anchor="lm")


def _told(entry: LegendEntry) -> str:
    return f"{entry.swatch.label}: {format_number(entry.units, 0)} unit, {format_ha(entry.area_ha)}"


def _within(text: str, size: float, room: float, *, bold: bool = False) -> FreeTypeFont:
    """Return the font in which a line finds room, no larger than a size [px]."""
    long = _font(size, bold=bold).getlength(text)
    return _font(size * min(1.0, room / max(long, 1.0)), bold=bold)


def _font(size: float, *, bold: bool = False) -> FreeTypeFont:
    from PIL import ImageFont

    name = "SourceSans3-Bold.ttf" if bold else "SourceSans3-Regular.ttf"
    return ImageFont.truetype(str(paths.FONTS / name), max(8, round(size)))
