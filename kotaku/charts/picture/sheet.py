"""An SVG picture in the making; every text on it is escaped."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Final

from kotaku.charts.fit import SMALL_PX
from kotaku.charts.palette import Swatch
from kotaku.words.safe import clean

INK: Final = "#17212b"
QUIET: Final = "#5b6672"
RULE: Final = "#c9d1d8"
LINE: Final = 19  # px for one line of text
WIDE: Final = (
    SMALL_PX * 1.15
)  # measured for faces wider than the dashboard's own, which may be lacking
EDGE: Final = 6
DASHES: Final = {"solid": "", "dash": "9 6", "dot": "3 5"}


class PictureSheet:
    """A picture in the making."""

    def __init__(self, width: float, height: float) -> None:
        """Begin an empty picture of a size [px]."""
        self.width, self.height = width, height
        self._parts: list[str] = []
        self._patterns: dict[str, str] = {}

    def rect(
        self, x: float, y: float, w: float, h: float, look: Swatch, opacity: float = 1
    ) -> None:
        """Draw a box; a negative width reaches to the left."""
        if w < 0:
            x, w = x + w, -w
        place = f'x="{x:.1f}" y="{y:.1f}" width="{w:.1f}" height="{h:.1f}"'
        self._parts.append(
            f'<rect {place} fill="{look.fill}" fill-opacity="{opacity}" stroke="{QUIET}" '
            f'stroke-width="0.6"/>'
        )
        if look.pattern:
            name = f"p{len(look.pattern)}{ord(look.pattern[0])}"
            self._patterns[name] = look.pattern
            self._parts.append(f'<rect {place} fill="url(#{name})"/>')

    def shade(self, x: float, y: float, w: float, h: float, fill: str, opacity: float) -> None:
        """Draw a box of one colour without an outline."""
        self._parts.append(
            f'<rect x="{x:.1f}" y="{y:.1f}" width="{w:.1f}" height="{h:.1f}" fill="{fill}" '
            f'fill-opacity="{opacity:.2f}"/>'
        )

    def line(
        self, x0: float, y0: float, x1: float, y1: float, color: str = RULE, dash: str = "",
        *, width: float = 1,
    ) -> None:  # fmt: skip
        """Draw a straight line."""
        style = f' stroke-dasharray="{dash}"' if dash else ""
        style += f' stroke-width="{width:g}"' if width != 1 else ""
        self._parts.append(
            f'<line x1="{x0:.1f}" y1="{y0:.1f}" x2="{x1:.1f}" y2="{y1:.1f}" '
            f'stroke="{color}"{style}/>'
        )

    def path(self, points: Sequence[tuple[float, float]], color: str, dash: str) -> None:
        """Draw a line through points."""
        told = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        self._parts.append(
            f'<polyline points="{told}" fill="none" stroke="{color}" stroke-width="3" '
            f'stroke-linejoin="round" stroke-dasharray="{dash}"/>'
        )

    def land(self, rings: Sequence[Sequence[tuple[float, float]]]) -> None:
        """Draw the land inside rings."""
        told = "".join("M" + "L".join(f"{x:.0f} {y:.0f}" for x, y in ring) + "Z" for ring in rings)
        if told:
            self._parts.append(
                f'<path d="{told}" fill="#eef0ea" stroke="{QUIET}" stroke-width="0.7"/>'
            )

    def boundary(self, rings: Sequence[Sequence[tuple[float, float]]]) -> None:
        """Draw the outline of a place."""
        told = "".join("M" + "L".join(f"{x:.0f} {y:.0f}" for x, y in ring) + "Z" for ring in rings)
        if told:
            self._parts.append(
                f'<path d="{told}" fill="#ffffff" fill-opacity="0.6" stroke="{INK}" '
                'stroke-width="1.6"/>'
            )

    def ring(self, x: float, y: float, r: float) -> None:
        """Draw an empty circle around something small."""
        self._parts.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{r:.1f}" fill="none" stroke="#b0122e" '
            'stroke-width="2.5"/>'
        )

    def begin(self, x: float, y: float, w: float, h: float) -> None:
        """Begin a window: what follows shows only inside it."""
        self._parts.append(
            f'<svg x="{x:.1f}" y="{y:.1f}" width="{w:.1f}" height="{h:.1f}" '
            f'viewBox="{x:.1f} {y:.1f} {w:.1f} {h:.1f}">'
            f'<rect x="{x:.1f}" y="{y:.1f}" width="{w:.1f}" height="{h:.1f}" fill="#d6e6f0"/>'
        )

    def end(self) -> None:
        """End the window."""
        self._parts.append("</svg>")

    def circle(self, x: float, y: float, r: float, look: Swatch) -> None:
        """Draw a circle."""
        self._parts.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{r:.1f}" fill="{look.fill}" stroke="{INK}"/>'
        )

    def text(
        self,
        x: float,
        y: float,
        lines: Sequence[str],
        *,
        anchor: str = "start",
        color: str = "",
        halo: bool = False,
    ) -> None:
        """Write lines around the height ``y``, their middle; a halo parts them from a map.

        Without a colour of its own text has that of the picture, which the page around it may give.
        """
        color = color or (INK if halo else "")
        ink = f' fill="{color}"' if color else ""
        top = y - (len(lines) - 1) * LINE / 2 + SMALL_PX * 0.35
        edge = ' stroke="#ffffff" stroke-width="3" paint-order="stroke"' if halo else ""
        for i, line in enumerate(lines):
            self._parts.append(
                f'<text x="{x:.1f}" y="{top + i * LINE:.1f}" text-anchor="{anchor}" '
                f'font-size="{SMALL_PX}"{ink}{edge}>{escape(clean(line))}</text>'
            )

    def done(self, told: str) -> str:
        """Return the picture with its description."""
        hatch = "".join(
            f'<pattern id="{name}" width="7" height="7" patternUnits="userSpaceOnUse">'
            f'<path d="{"M0 7L7 0" if shape == "/" else "M3 3h1v1h-1z"}" stroke="#3d4650" '
            'stroke-opacity="0.5" fill="none"/></pattern>'
            for name, shape in self._patterns.items()
        )
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{escape(told)}" '
            f'viewBox="0 0 {self.width:g} {self.height:g}" width="100%" fill="{INK}" '
            "font-family=\"'Source Sans','Source Sans 3',Arial,sans-serif\">"
            f"<defs>{hatch}</defs>{''.join(self._parts)}</svg>"
        )
