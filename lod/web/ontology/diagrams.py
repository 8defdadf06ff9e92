"""Class diagrams of the ontology: boxes stand where `diagram_plans` says, lines and lists come from the ontology.

Where a class stands first, its box lists the properties with literal values and those that lead to its own things. An
arrow leads from a property's domain to its range; one with a hollow head from a class to the broader one. Equal
ontologies give equal bytes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lod.web.http.links import compact
from lod.web.ontology.diagram_plans import PLANS, Plan
from lod.web.ontology.terminology import OntologyTerm

Link = tuple[str, str, str]
"""A class, a property, and the class that it leads to."""


_CHARACTER, _LINE, _PADDING = 7.2, 18, 10
_COLUMN_GAP, _ROW_GAP, _MARGIN, _SIDE = 190, 84, 12, 48
_ALONG = 0.4


@dataclass(frozen=True, slots=True)
class Box:
    """A class in its place."""

    term: OntologyTerm
    lines: tuple[str, ...]
    x: float
    y: float
    width: float
    height: float

    @property
    def centre(self) -> tuple[float, float]:
        return self.x + self.width / 2, self.y + self.height / 2


@dataclass(frozen=True, slots=True)
class Arrow:
    """A line between two boxes with the names of what it stands for."""

    start: tuple[float, float]
    end: tuple[float, float]
    labels: tuple[str, ...]
    is_kind_of: bool
    words: tuple[str, ...]
    """What it says, as sentences."""

    @property
    def labelled_at(self) -> tuple[float, float]:
        """Nearer to its beginning, where arrows that cross are still apart."""
        (x1, y1), (x2, y2) = self.start, self.end
        return round(x1 + (x2 - x1) * _ALONG, 1), round(y1 + (y2 - y1) * _ALONG, 1)


@dataclass(frozen=True, slots=True)
class Diagram:
    """What a template draws, and the same in words."""

    name: str
    title: str
    width: float
    height: float
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]

    @property
    def words(self) -> str:
        """Every relation that is drawn, in sentences."""
        return " ".join(word for arrow in self.arrows for word in arrow.words)


def diagrams(terms: Sequence[OntologyTerm], borrowed: Sequence[Link] = ()) -> tuple[Diagram, ...]:
    """The diagrams of an ontology and of the properties that it borrows. Classes that it does not have leave their
    places empty."""
    used = [term for term in terms if not term.is_deprecated]
    classes = {term.name: term for term in used if term.is_class}
    properties = [term for term in used if not term.is_class]
    links = [(domain, each.iri, value) for each in properties for domain in each.domains for value in each.ranges]
    drawn: list[Diagram] = []
    for plan in PLANS:
        seen = {box.term.name for diagram in drawn for box in diagram.boxes}
        boxes = _boxes(plan.grid, classes, {name: _lines(classes[name], properties) for name in classes.keys() - seen})
        drawn.append(_diagram(plan, boxes, [*links, *borrowed]))
    return tuple(drawn)


def _diagram(plan: Plan, boxes: Mapping[str, Box], links: Sequence[Link]) -> Diagram:
    shown = [link for link in links if not plan.only or _local(link[1]) in plan.only]
    return Diagram(
        name=plan.name,
        title=plan.title,
        width=round(max((box.x + box.width for box in boxes.values()), default=0) + _SIDE, 1),
        height=round(max((box.y + box.height for box in boxes.values()), default=0) + _MARGIN, 1),
        boxes=tuple(boxes.values()),
        arrows=tuple(_arrows(boxes, shown)),
    )


def _boxes(
    grid: Sequence[Sequence[str]], classes: Mapping[str, OntologyTerm], listed: Mapping[str, tuple[str, ...]]
) -> dict[str, Box]:
    """Classes by IRI, in columns as wide and rows as high as their largest box."""
    lines = {name: listed.get(name, ()) for row in grid for name in row if name in classes}
    columns = range(max(map(len, grid)))
    widths = [max((_width(lines, row[at]) for row in grid if at < len(row)), default=0) for at in columns]
    boxes: dict[str, Box] = {}
    y: float = _MARGIN
    for row in grid:
        for at, name in enumerate(row):
            if name in lines:
                x = round(_SIDE + sum(widths[:at]) + at * _COLUMN_GAP, 1)
                boxes[classes[name].iri] = Box(classes[name], lines[name], x, y, widths[at], _height(lines[name]))
        y += max((_height(lines[name]) for name in row if name in lines), default=0) + _ROW_GAP
    return boxes


def _lines(of: OntologyTerm, properties: Sequence[OntologyTerm]) -> tuple[str, ...]:
    """What stands in a box below its name."""
    own = (each for each in properties if of.iri in each.domains)
    return tuple(
        f"{each.name} ↻" if each.ranges == (of.iri,) else each.name
        for each in own
        if each.has_literals or each.ranges == (of.iri,)
    )


def _width(lines: Mapping[str, tuple[str, ...]], name: str) -> float:
    longest = max(map(len, (name, *lines[name]))) if name in lines else 0
    return round(longest * _CHARACTER + 2 * _PADDING, 1) if longest else 0


def _height(lines: tuple[str, ...]) -> float:
    return _LINE * (1 + len(lines)) + 2 * _PADDING + (4 if lines else 0)


def _arrows(boxes: Mapping[str, Box], links: Sequence[Link]) -> Iterator[Arrow]:
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for domain, name, value in links:
        if domain in boxes and value in boxes and domain != value:
            found[domain, value].append(_local(name))
    for (domain, value), named in sorted(found.items()):
        source, target = boxes[domain], boxes[value]
        words = tuple(f"{source.term.label} – {name} → {target.term.label}." for name in named)
        yield _arrow(source, target, tuple(named), words, apart=(value, domain) in found)
    for box in boxes.values():
        for broader in box.term.broader:
            if broader in boxes:
                words = (f"{box.term.label} is a kind of {boxes[broader].term.label}.",)
                yield _arrow(box, boxes[broader], (), words, is_kind_of=True)


def _local(iri: str) -> str:
    """A property of ours by its local name, another by its prefixed one."""
    return compact(iri).removeprefix("insp:")


def _arrow(
    source: Box,
    target: Box,
    labels: tuple[str, ...],
    words: tuple[str, ...],
    *,
    apart: bool = False,
    is_kind_of: bool = False,
) -> Arrow:
    """From border to border along the line of the centres; of two that run against each other, each to its right."""
    (x1, y1), (x2, y2) = source.centre, target.centre
    length = ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5
    shift = 16 if apart else 0
    dx, dy = -(y2 - y1) / length * shift, (x2 - x1) / length * shift
    start = _border(source, (x1 + dx, y1 + dy), (x2 + dx, y2 + dy))
    end = _border(target, (x2 + dx, y2 + dy), (x1 + dx, y1 + dy))
    return Arrow(start, end, labels, is_kind_of, words)


def _border(box: Box, inside: tuple[float, float], towards: tuple[float, float]) -> tuple[float, float]:
    """Where the line from a point in the box to one outside leaves the box."""
    (x, y), (dx, dy) = inside, (towards[0] - inside[0], towards[1] - inside[1])
    steps = [1.0]
    if dx:
        steps.append(((box.x + box.width if dx > 0 else box.x) - x) / dx)
    if dy:
        steps.append(((box.y + box.height if dy > 0 else box.y) - y) / dy)
    step = min(each for each in steps if each >= 0)
    return round(x + dx * step, 1), round(y + dy * step, 1)


def undrawn(terms: Sequence[OntologyTerm]) -> list[str]:
    """The classes that stand in no diagram, by name: a new class needs its place in `PLANS`."""
    placed = {name for plan in PLANS for row in plan.grid for name in row}
    return [term.name for term in terms if term.is_class and not term.is_deprecated and term.name not in placed]
