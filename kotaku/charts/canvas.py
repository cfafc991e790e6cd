"""A figure while it is drawn: plain data, made a Plotly figure once.

Plotly checks and copies all annotations whenever one is added: a figure with a label per bar
costs ten times as much that way as when it is built in one go.
"""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go


class Canvas:
    """Collect traces, annotations, shapes and layout; the words are Plotly's own."""

    def __init__(self) -> None:
        """Start with nothing."""
        self._traces: list[dict[str, Any]] = []
        self._annotations: list[dict[str, Any]] = []
        self._shapes: list[dict[str, Any]] = []
        self._layout: dict[str, Any] = {}

    def add_bar(self, **options: Any) -> None:
        """Add a bar trace."""
        self._traces.append({"type": "bar", **options})

    def add_scatter(self, **options: Any) -> None:
        """Add a trace of lines, points or text."""
        self._traces.append({"type": "scatter", **options})

    def add_heatmap(self, **options: Any) -> None:
        """Add a heat map."""
        self._traces.append({"type": "heatmap", **options})

    def add_annotation(self, **options: Any) -> None:
        """Add text without an arrow."""
        self._annotations.append({"showarrow": False, **options})

    def add_line(self, **options: Any) -> None:
        """Add a straight line."""
        self._shapes.append({"type": "line", **options})

    def update_layout(self, **options: Any) -> None:
        """Set parts of the layout; a later part replaces an earlier one of its name."""
        self._layout.update(options)

    def figure(self) -> go.Figure:
        """Return the figure; Plotly checks every property."""
        return go.Figure(
            data=self._traces,
            layout={
                **self._layout,
                "annotations": self._annotations,
                "shapes": self._shapes,
            },
        )
