"""A dataset in the words of schema.org, as search engines for data sets read it from its page.

Made of what the catalogue says, so that both say the same; with the required and recommended properties of Google's
"Dataset structured data". Nothing is said that the catalogue does not know.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from lod.jsonld.nodes import Node, by_subject
from lod.namespaces import DCAT, DCT, FOAF, ODRS, PROV, RDF, SKOS, SPDX, VCARD
from lod.terms import Literal, Term, Triple

_SHORTEST, _LONGEST = 50, 5000
"""Characters that a description must and may have."""

Json = Any


def dataset(triples: Iterable[Triple], iri: str) -> dict[str, Json] | None:
    """The JSON-LD of a dataset by the catalogue's triples; None when they know no dcat:Dataset of that IRI."""
    nodes = by_subject(triples)
    if DCAT.Dataset not in nodes.get(iri, {}).get(RDF.type, []):
        return None
    return {"@context": "https://schema.org/", **_Dataset(nodes, iri).described()}


class _Dataset:
    def __init__(self, nodes: Mapping[str, Node], iri: str) -> None:
        self._nodes, self._iri = nodes, iri

    def described(self) -> dict[str, Json]:
        iri = self._iri
        return _stated(
            {
                "@type": "Dataset",
                "@id": iri,
                "name": self._one(iri, DCT.title),
                "description": self._description(),
                "url": self._one(iri, DCAT.landingPage),
                "identifier": iri,
                "keywords": self._all(iri, DCAT.keyword),
                "license": self._one(iri, DCT.license),
                "isAccessibleForFree": True,
                "creator": self._mapped(iri, DCT.creator, self._organisation),
                "publisher": self._mapped(iri, DCT.publisher, self._organisation),
                "creditText": self._one(self._one(iri, DCT.rights), ODRS.attributionText),
                "version": self._one(iri, DCAT.version),
                "datePublished": self._one(iri, DCT.issued),
                "dateModified": self._one(iri, DCT.modified),
                "inLanguage": [each.rpartition("/")[2] for each in self._all(iri, DCT.language)],
                "temporalCoverage": self._time(),
                "spatialCoverage": self._mapped(iri, DCT.spatial, self._place),
                "includedInDataCatalog": self._catalogues(),
                "isBasedOn": self._mapped(iri, PROV.wasDerivedFrom, self._source),
                "distribution": self._mapped(iri, DCAT.distribution, self._download),
            }
        )

    def _description(self) -> str:
        said = self._one(self._iri, DCT.description)
        if len(said) < _SHORTEST:
            publisher = self._one(self._one(self._iri, DCT.publisher), FOAF.name)
            said = f"{said.rstrip('.')}. Results of inspections as linked open data, published by {publisher}."
        return said if len(said) <= _LONGEST else f"{said[: _LONGEST - 1]}…"

    def _organisation(self, iri: str) -> dict[str, Json]:
        contact = self._one(self._iri, DCAT.contactPoint)
        address = self._one(contact, VCARD.hasEmail)
        point = {
            "@type": "ContactPoint",
            "contactType": "customer support",
            "email": address.removeprefix("mailto:"),
            "url": self._one(contact, VCARD.hasURL),
        }
        return {
            "@type": "Organization",
            "@id": iri,
            "name": self._one(iri, FOAF.name),
            "url": self._one(iri, FOAF.homepage) or iri,
            "contactPoint": _stated(point),
        }

    def _time(self) -> str:
        """A period in ISO 8601: `2024-01-01/2025-08-07`."""
        period = self._one(self._iri, DCT.temporal)
        first, last = self._one(period, DCAT.startDate), self._one(period, DCAT.endDate)
        return f"{first}/{last}" if first and last else ""

    def _place(self, iri: str) -> dict[str, Json]:
        return {"@type": "Place", "@id": iri, "name": self._one(iri, DCT.title) or self._one(iri, SKOS.prefLabel)}

    def _catalogues(self) -> list[Json]:
        return [
            {"@type": "DataCatalog", "@id": iri, "name": self._one(iri, DCT.title), "url": iri}
            for iri, node in self._nodes.items()
            if self._iri in node.get(DCAT.dataset, [])
        ]

    def _source(self, iri: str) -> dict[str, Json]:
        said = {"@type": "CreativeWork", "@id": iri, "name": self._one(iri, DCT.title)}
        return _stated({**said, "license": self._one(iri, DCT.license)})

    def _download(self, iri: str) -> dict[str, Json]:
        media_type = self._one(self._one(iri, DCAT.compressFormat) or self._one(iri, DCAT.mediaType), DCT.title)
        return _stated(
            {
                "@type": "DataDownload",
                "@id": iri,
                "name": self._one(iri, DCT.title),
                "contentUrl": self._one(iri, DCAT.downloadURL),
                "encodingFormat": media_type,
                "contentSize": f"{self._one(iri, DCAT.byteSize)} B",
                "sha256": self._one(self._one(iri, SPDX.checksum), SPDX.checksumValue),
                "license": self._one(iri, DCT.license),
            }
        )

    def _mapped(self, subject: str, predicate: str, described: Callable[[str], dict[str, Json]]) -> list[Json]:
        return [described(iri) for iri in self._all(subject, predicate)]

    def _one(self, subject: str, predicate: str) -> str:
        """The text of a value; empty when there is none."""
        return next(iter(self._all(subject, predicate)), "")

    def _all(self, subject: str, predicate: str) -> list[str]:
        return [_plain(value) for value in self._nodes.get(subject, {}).get(predicate, [])]


def _plain(term: Term) -> str:
    return term.lexical if isinstance(term, Literal) else term


def _stated(said: dict[str, Json]) -> dict[str, Json]:
    """Without what is empty."""
    return {key: value for key, value in said.items() if value not in ("", [])}
