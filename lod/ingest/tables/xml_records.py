"""XML → records, read as a stream. Namespaces are not looked at; `xsi:nil` is an empty value (XML Schema 1, 2.6.2)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from xml.etree.ElementTree import Element

from lod.errors import SourceError
from lod.ingest import sources
from lod.ingest.tables import xml_stream
from lod.ingest.tables.paths import TEXT, Place
from lod.ingest.tables.records import Locate, Records
from lod.ingest.tables.row import Layout, Row
from lod.ingest.tables.xml_stream import local
from lod.model import Problem, XPath

_NIL = "{http://www.w3.org/2001/XMLSchema-instance}nil"
_DEEPEST = 50
"""Elements within elements; no register comes near."""


def rows(
    path: sources.Location, name: str, layout: Layout, columns: Sequence[str], needed: Collection[str]
) -> Iterator[Row | Problem]:
    """The rows of the XML document at `path`; see `lod.ingest.tables.rows`."""
    records = Records(name, layout, columns, needed)
    number = 0
    with sources.open_content(path, name) as file:
        seen: dict[str, None] = {}
        elements = _elements(xml_stream.events(file, name), layout.records, name, seen)
        for number, (element, place) in enumerate(elements, start=1):
            yield from records.rows(_value(element), number, _locate(element, place))
    if layout.records:
        records.check()
        if number == 0:
            there = ", ".join(map(repr, seen))
            raise SourceError(f"{name}: there is no element {layout.records!r}; its elements are: {there}")


def _elements(
    events: Iterator[tuple[str, Element]], record: str, name: str, seen: dict[str, None]
) -> Iterator[tuple[Element, str]]:
    """The elements called `record` (if empty, the outermost), each with its XPath; other names are noted in `seen`."""
    above: list[Element] = []
    paths: list[str] = []
    counts: list[Counter[str]] = [Counter()]
    inside = 0
    for event, element in events:
        if event == "start":
            if len(above) >= _DEEPEST:
                raise SourceError(f"{name}: elements stand more than {_DEEPEST} deep in each other")
            above.append(element)
            if inside or local(element.tag) == record or not record:
                inside += 1
            if inside <= 1:
                counts[-1][element.tag] += 1
                paths.append(_step(element.tag, counts[-1][element.tag] if len(above) > 1 else None))
                counts.append(Counter())
            if not inside:
                seen[local(element.tag)] = None
            continue
        above.pop()
        if inside == 1:
            yield element, "".join(paths)
        if inside <= 1:
            paths.pop()
            counts.pop()
            if above:
                above[-1].remove(element)
        inside -= inside > 0


def _step(tag: str, index: int | None) -> str:
    name = f"*[local-name()='{local(tag)}']" if tag.startswith("{") else tag
    return f"/{name}" if index is None else f"/{name}[{index}]"


def _value(element: Element) -> object:
    """An element as JSON would have it: its text, or its attributes (`@name`) and children by name."""
    if element.get(_NIL) in ("true", "1"):
        return None
    if not len(element) and not element.attrib:
        return element.text or ""
    value: dict[str, object] = {f"@{local(name)}": text for name, text in element.items() if name != _NIL}
    if not len(element):
        value[TEXT] = element.text or ""
    for child in element:
        name, found = local(child.tag), _value(child)
        earlier = value.get(name, value)
        if earlier is value:
            value[name] = found
        elif isinstance(earlier, list):
            earlier.append(found)
        else:
            value[name] = [earlier, found]
    return value


def _locate(element: Element, record: str) -> Locate:
    def locate(place: Place) -> XPath:
        path, node = [record], element
        for name, index in place:
            node = [child for child in node if local(child.tag) == name][index or 0]
            path.append(_step(node.tag, (index or 0) + 1))
        return XPath("".join(path))

    return locate
