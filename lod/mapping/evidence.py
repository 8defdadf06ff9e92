"""Where facts stand in documents, as W3C Web Annotation's selectors (sections 4.2.1, 4.2.4, 4.2.5)."""

from __future__ import annotations

from lod import iris
from lod.iris import Iris
from lod.mapping.values import given
from lod.model import Evidence, JsonPointer, Selector, TableRow, TextSpan, XPath
from lod.namespaces import DCT, INSP, OA, PROV, RDF
from lod.terms import Literal, Triple, integer

RFC_7111 = "http://tools.ietf.org/rfc/rfc7111"
"""The IRI by which Web Annotation 4.2.1 names RFC 7111's fragment identifiers: rows of a table."""

RFC_6901 = "http://tools.ietf.org/rfc/rfc6901"
"""The same for JSON Pointers."""

_SUPPORTED = {
    "issued": DCT.issued,
    "license": DCT.license,
    "title": DCT.title,
    "description": DCT.description,
}
"""Properties outside our ontology that a span may support; all others are our own."""


def stated(subject: str, whole: str, evidence: Evidence, names: Iris) -> list[Triple]:
    """Where a document states a fact about a thing that is a part of `whole`, or the whole itself."""
    return Whole(whole, names, ()).evidence(subject, (evidence,))


class Whole:
    """The inspection whose parts are being written: its IRI, and the evidence of those that have none of their own."""

    def __init__(self, iri: str, names: Iris, evidence: tuple[Evidence, ...]) -> None:
        self.iri, self.names = iri, names
        self._evidence = evidence
        self._nodes = [self._node(iri, each) for each in evidence]
        self._inherited = [node for node, each in zip(self._nodes, evidence, strict=True) if not each.supports]

    def described(self) -> list[Triple]:
        """The inspection's own evidence."""
        said: list[Triple] = []
        for node, each in zip(self._nodes, self._evidence, strict=True):
            said += self._derived(self.iri, node, each)
        return said

    def evidence(self, subject: str, own: tuple[Evidence, ...]) -> list[Triple]:
        """Where the facts about a part stand. A place that states a whole fact is one resource for all it states."""
        if not own:
            return [(subject, PROV.wasDerivedFrom, node) for node in self._inherited]
        said: list[Triple] = []
        for each in own:
            said += self._derived(subject, self._node(subject, each), each)
        return said

    def _node(self, subject: str, evidence: Evidence) -> str:
        if evidence.supports:
            return iris.span_evidence(subject, evidence.source, evidence.supports)
        return iris.place_evidence(self.iri, evidence.source, _place(evidence.selector))

    def _derived(self, subject: str, node: str, evidence: Evidence) -> list[Triple]:
        supported = evidence.supports and (_SUPPORTED.get(evidence.supports) or INSP[evidence.supports])
        return [
            (subject, PROV.wasDerivedFrom, node),
            (node, RDF.type, INSP.Evidence),
            (node, RDF.type, OA.SpecificResource),
            (node, OA.hasSource, self.names.source(evidence.source)),
            (node, PROV.wasGeneratedBy, self.names.extraction(evidence.source)),
            *given(node, (INSP.supports, supported)),
            *_selectors(node, evidence.selector),
        ]


def _place(selector: Selector) -> str:
    """A place in a document as a path segment."""
    match selector:
        case TableRow(row, None):
            return f"row-{row}"
        case TableRow(row, sheet):
            return f"{sheet}-row-{row}"
        case JsonPointer(pointer):
            return pointer.strip("/") or "document"
        case XPath(path):
            return path.strip("/")
        case TextSpan(start, end):
            return f"{start}-{end}"


def _selectors(node: str, selector: Selector) -> list[Triple]:
    match selector:
        case TableRow(row, sheet):
            title = Literal(sheet) if sheet is not None else None
            return [*given(node, (DCT.title, title)), *_fragment_selector(node, f"row={row}", RFC_7111)]
        case JsonPointer(pointer):
            return _fragment_selector(node, pointer, RFC_6901)
        case XPath(path):
            return [
                (node, OA.hasSelector, f"{node}/selector"),
                (f"{node}/selector", RDF.type, OA.XPathSelector),
                (f"{node}/selector", RDF.value, Literal(path)),
            ]
        case TextSpan():
            return _span_selectors(node, selector)


def _fragment_selector(node: str, value: str, syntax: str) -> list[Triple]:
    selector = f"{node}/selector"
    return [
        (node, OA.hasSelector, selector),
        (selector, RDF.type, OA.FragmentSelector),
        (selector, RDF.value, Literal(value)),
        (selector, DCT.conformsTo, syntax),
    ]


def _span_selectors(node: str, span: TextSpan) -> list[Triple]:
    quote, position = f"{node}/quote", f"{node}/position"
    return [
        (node, OA.hasSelector, quote),
        (quote, RDF.type, OA.TextQuoteSelector),
        (quote, OA.exact, Literal(span.exact)),
        *given(
            quote,
            (OA.prefix, Literal(span.prefix) if span.prefix else None),
            (OA.suffix, Literal(span.suffix) if span.suffix else None),
        ),
        (node, OA.hasSelector, position),
        (position, RDF.type, OA.TextPositionSelector),
        (position, OA.start, integer(span.start)),
        (position, OA.end, integer(span.end)),
    ]
