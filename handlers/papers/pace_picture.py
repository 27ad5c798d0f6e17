"""The picture of how long drafts take: bars of stages, large enough for a phone.

Matplotlib is only imported when a picture is drawn, and asked for a figure of its own each time:
no state is shared between threads. The letters come with a package of their own, so that Chinese
is read on a machine that has no fonts.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

WIDTH, DPI, LEFT = 5.6, 150, 0.04  # inches: 840 pixels; the margin, of the width
HEAD, EACH, FOOT = 1.75, 0.78, 0.55  # inches of height: title and legend, a row, the axis
NARROW = 0.07  # of the whole width: a number does not fit into less
IN_A_ROW = 3  # samples of the legend
INK, QUIET, PALE = "#1d2733", "#4c5866", "#d9dee4"
# Neighbours differ in lightness and in pattern too: nobody needs to tell colours apart.
LOOKS = (
    ("#1f3a5f", "", "white"),
    ("#c9ced6", "xx", INK),
    ("#7fb2d9", "", INK),
    ("#f0c05a", "//", INK),
    ("#b65f3c", "", "white"),
    ("#cfe3c2", "..", INK),
)


@dataclass(frozen=True)
class Bar:
    """A row: what it is called, how long each part is, and what is said beside it."""

    name: str
    stages: Sequence[float]
    note: str


@dataclass(frozen=True)
class Chart:
    title: str
    unit: str
    stages: Sequence[str]  # what they are called, one for each of LOOKS
    bars: Sequence[Bar]

    def png(self) -> bytes:
        """The picture. It takes a tenth of a second: not to be called inside a transaction."""
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure

        height = HEAD + EACH * len(self.bars) + FOOT
        figure = Figure(figsize=(WIDTH, height), dpi=DPI, facecolor="white")
        FigureCanvasAgg(figure)
        place = (LEFT, FOOT / height, 1 - 2 * LEFT, EACH * len(self.bars) / height)
        _draw(figure.add_axes(place), self.bars)
        _write(figure, LEFT, 1 - 0.12 / height, self.title, 20, va="top", color=INK)
        _write(figure, LEFT, 1 - 0.52 / height, self.unit, 13, va="top", color=QUIET)
        self._legend(figure, 1 - 0.82 / height)
        kept = io.BytesIO()
        figure.savefig(kept, format="png")
        return kept.getvalue()

    def _legend(self, figure: Any, top: float) -> None:
        """What each look means, of the stages that took any time; read line by line."""
        from matplotlib.patches import Patch

        samples = [
            Patch(facecolor=colour, hatch=hatch, edgecolor="white", label=name)
            for n, (name, (colour, hatch, _)) in enumerate(zip(self.stages, LOOKS, strict=True))
            if any(bar.stages[n] for bar in self.bars)
        ]
        by_column = [one for n in range(IN_A_ROW) for one in samples[n::IN_A_ROW]]
        figure.legend(
            handles=by_column,
            ncols=IN_A_ROW,
            loc="upper left",
            bbox_to_anchor=(LEFT - 0.012, top),
            frameon=False,
            prop=_letters(13),
            handlelength=1.5,
        )


def _draw(axes: Any, bars: Sequence[Bar]) -> None:
    from matplotlib.patches import Rectangle

    longest = max(sum(bar.stages) for bar in bars) or 1.0
    axes.set_xlim(0, longest)
    axes.set_ylim(len(bars), 0)
    for row, bar in enumerate(bars):
        left = 0.0
        for part, (colour, hatch, ink) in zip(bar.stages, LOOKS, strict=True):
            look: dict[str, Any] = {
                "facecolor": colour,
                "hatch": hatch,
                "edgecolor": "white",
                "zorder": 2,
            }
            axes.add_patch(Rectangle((left, row + 0.45), part, 0.46, **look))
            if part / longest >= NARROW:
                _number(axes, left + part / 2, row + 0.68, part, ink, colour)
            left += part
        clear = {"facecolor": "white", "edgecolor": "none", "pad": 1}
        _write(axes, 0, row + 0.36, bar.name, 15, color=INK, bbox=clear)
        _write(axes, longest, row + 0.36, bar.note, 13, ha="right", color=QUIET, bbox=clear)
    _only_days(axes)


def _number(axes: Any, x: float, y: float, days: float, ink: str, behind: str) -> None:
    """On the part itself, its pattern kept clear of the digits."""
    said = f"{days:.1f}".removesuffix(".0")
    clear = {"facecolor": behind, "edgecolor": "none", "pad": 1.5}
    _write(axes, x, y, said, 13, ha="center", va="center", color=ink, bbox=clear)


def _only_days(axes: Any) -> None:
    """No frame and no ticks, but the days below."""
    axes.spines[:].set_visible(False)
    axes.set_yticks([])
    axes.tick_params(axis="x", length=0, colors=QUIET)
    axes.grid(axis="x", color=PALE, linewidth=0.8)
    axes.set_axisbelow(True)
    for label in axes.get_xticklabels():
        label.set_fontproperties(_letters(12))


def _write(place: Any, x: float, y: float, said: str, size: float, **look: Any) -> None:
    place.text(x, y, said, fontproperties=_letters(size), **look)


def _letters(size: float) -> Any:
    from matplotlib.font_manager import FontProperties
    from pylopdf_fonts_zh_cn import sans_path

    return FontProperties(fname=str(sans_path()), size=size)
