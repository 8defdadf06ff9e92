"""Pictures: SVG that pygal draws, put into the page without its style sheet and script, which the policy forbids.

Each has a name and a description for those who do not see it; the same figures stand in a table beside it. Colours are
classes, given by `frontend/styles/_pictures.scss`. No id, no date: the same figures give the same bytes.
"""

from __future__ import annotations

import math
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree

import pygal
from markupsafe import Markup
from pygal.style import Style

# pygal looks for its plugins in a way that other finders of modules stumble over (no find_spec), and has none here.
sys.meta_path[:] = [each for each in sys.meta_path if hasattr(each, "find_spec")]

_WIDTH, _HEIGHT = 720, 560
_AROUND = 83
"""What labels and margins take of a picture of places, both ways."""
_LETTERS = Style(label_font_size=15, major_label_font_size=15, value_font_size=15)
_DROPPED = ("defs", "desc", "title", "script", "style")
_APART = ("tooltip-overlay", "background")
_DECIMAL = re.compile(r"-?\d+\.\d+")
_NAMED = 34
"""Characters of a name at most; the table has it whole."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A dot or a bar: where it stands, how large it is, what it is called, and the colour of its tag."""

    label: str
    at: float
    value: float
    colour: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture with its name and what it shows in words."""

    title: str
    words: str
    svg: Markup
    note: str = ""
    """What a reader has to know of the scale."""


def timeline(title: str, words: str, marks: Sequence[Mark], steps: Sequence[tuple[int, str]]) -> Picture:
    """Marks in the order of time (`at`, in years) on a scale's `steps`: rank and name, the lowest first."""
    first, last = int(min(each.at for each in marks)), int(max(each.at for each in marks)) + 1
    every = max(1, -(-(last - first) // 8))
    ranks = [rank for rank, _ in steps]
    chart = pygal.XY(
        **_common(110 + 34 * len(steps)),
        xrange=(first, last),
        range=(min(ranks), max(ranks)),
        dots_size=8,
        x_value_formatter=lambda year: str(round(year)),
    )
    chart.x_labels = list(range(first, last + 1, every))
    chart.y_labels = [{"value": rank, "label": _short(name)} for rank, name in steps]
    chart.add("", [(each.at, each.value) for each in marks])
    return _picture(chart, title, words, marks)


def bars(title: str, words: str, marks: Sequence[Mark], steps: Sequence[tuple[int, str]] = ()) -> Picture:
    """A bar for each mark, the first on top: up to a step of a scale, or as long as a count, which stands behind it."""
    chart = pygal.HorizontalBar(
        **_common(70 + 34 * len(marks)),
        print_values=not steps,
        print_values_position="top",
        value_formatter=lambda value: f"{value:,.0f}",
        range=(0, (max(each.value for each in marks) or 1) * (1 if steps else 1.12)),
    )
    if steps:
        # A bar of the lowest level has a length too: it begins one step below.
        low = min(rank for rank, _ in steps) - 1
        chart.y_labels = [{"value": rank - low, "label": _short(name, 16)} for rank, name in steps]
        chart.range = (0, max(rank for rank, _ in steps) - low)
        values = [each.value - low for each in marks]
    else:
        chart.show_x_labels = False  # drawn below, where a horizontal chart has its values
        values = [each.value for each in marks]
    # The first label is at the bottom.
    chart.x_labels = [_short(each.label) for each in reversed(marks)]
    chart.add("", list(reversed(values)))
    return _picture(chart, title, words, list(reversed(marks)))


def places(title: str, words: str, marks: Sequence[Mark]) -> Picture:
    """A dot for each mark, so far east (`at`) and north (`value`) of the middle, in the same measure both ways."""
    reach = max(max(abs(each.at), abs(each.value)) for each in marks) or 1.0
    step = _round_step(reach)
    edge = -int(-reach // step) * step
    wider = (_WIDTH - _AROUND) / (_HEIGHT - _AROUND)
    chart = pygal.XY(
        **_common(_HEIGHT),
        stroke=False,
        dots_size=6,
        xrange=(-edge * wider, edge * wider),
        range=(-edge, edge),
        value_formatter=lambda value: f"{abs(value):g}",
        x_value_formatter=lambda value: f"{abs(value):g}",
    )
    chart.x_labels, chart.y_labels = _grid(edge * wider, step), _grid(edge, step)
    chart.x_title, chart.y_title = "km west and east", "km south and north"
    chart.add("", [(each.at, each.value) for each in marks])
    return _picture(chart, title, words, marks)


def _grid(edge: float, step: float) -> list[float]:
    most = int(edge / step + 1e-9)
    return [number * step for number in range(-most, most + 1)]


def _round_step(reach: float) -> float:
    """A step of 1, 2 or 5 times a power of ten, of which five at most reach so far."""
    power = 10.0 ** math.floor(math.log10(reach / 5))
    return next(each * power for each in (1, 2, 5, 10) if each * power * 5 >= reach)


def _common(height: int) -> dict[str, Any]:
    return {
        "width": _WIDTH,
        "height": height,
        "style": _LETTERS,
        "show_legend": False,
        "js": (),
        "css": (),
        "no_prefix": True,
        "disable_xml_declaration": True,
        "margin": 12,
        "spacing": 14,
        "truncate_label": -1,  # names are cut here, if at all
    }


def _picture(chart: Any, title: str, words: str, marks: Sequence[Mark]) -> Picture:
    drawn = ElementTree.fromstring(chart.render())  # noqa: S314 - pygal's own output, which has no DTD
    _clean(drawn)
    for shape, mark in zip(_shapes(drawn), marks, strict=True):
        kind = "dot" if shape.tag == "circle" else "rect"
        shape.attrib["class"] = f"{kind} {mark.colour}"
    drawn.attrib = {"role": "img", "aria-label": f"{title}. {words}", "viewBox": drawn.attrib["viewBox"]}
    return Picture(title, words, Markup(ElementTree.tostring(drawn, "unicode", short_empty_elements=False)))  # noqa: S704 - escaped by it


def _clean(node: ElementTree.Element) -> None:
    """Leaves elements without namespace, and neither what the policy forbids nor what only a script shows."""
    node.tag = node.tag.rpartition("}")[2]
    node.attrib = {
        name: _rounded(value) for name, value in node.attrib.items() if name not in ("style", "id") and value
    }
    node.tail = None
    for child in list(node):
        if child.tag.rpartition("}")[2] in _DROPPED or child.get("class", "").endswith(_APART):
            node.remove(child)
        else:
            _clean(child)
    if node.tag == "path":
        node.attrib |= {"fill": "none", "stroke": "#707070"}  # where there is no style sheet


def _rounded(value: str) -> str:
    """A coordinate, or those of a path, to a tenth."""
    return _DECIMAL.sub(lambda found: f"{round(float(found[0]), 1):g}", value)


def _shapes(drawn: ElementTree.Element) -> Iterator[ElementTree.Element]:
    for each in drawn.iter():
        if "reactive" in each.get("class", "") and each.tag in ("circle", "rect"):
            yield each


def _short(name: str, most: int = _NAMED) -> str:
    return name if len(name) <= most else f"{name[: most - 1].rstrip()}…"
