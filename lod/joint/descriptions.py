"""The catalogue and the VoID description of a joint release: those of its members under one head.

What the members say of their datasets, licences and dumps stands unchanged, so their addresses lead to their releases.
What they say of catalogue, query service and VoID document as a whole is said once, of the site.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from lod import formats, iris
from lod.errors import ReleaseError
from lod.iris import Iris, fragment
from lod.model import PartialDate, Publication
from lod.namespaces import DCAT, DCT, FOAF, ODRS, RDF, RDFS, VCARD, VOID
from lod.publication import authorities
from lod.publication.services import services, stream
from lod.releases import Release
from lod.terms import Literal, Triple, lines, text

CATALOGUE, VOID_FILE = "catalogue.nt", "void.nt"


def write(folder: Path, about: Publication, found: Sequence[Release], newest: PartialDate | None) -> None:
    """Writes catalogue.nt and void.nt. Raises ReleaseError when two releases have a dataset of the same name."""
    names = Iris(about.base_iri)
    datasets = sorted(dataset for release in found for dataset in _datasets(release, about.base_iri))
    for one, other in itertools.pairwise(datasets):
        if one == other:
            raise ReleaseError(f"two publications have a dataset {one}; give one of them another name")
    whole = {about.base_iri, *(service.iri for service in services(names))}
    _write(folder / CATALOGUE, (*_kept(found, CATALOGUE, whole), *_catalogue(about, names, datasets, newest)))
    _write(folder / VOID_FILE, (*_kept(found, VOID_FILE, {names.void}), *_void(about, names, datasets)))


def _datasets(release: Release, base_iri: str) -> list[str]:
    said = formats.parse_file(release.file(CATALOGUE))
    return [str(value) for subject, predicate, value in said if (subject, predicate) == (base_iri, DCAT.dataset)]


def _kept(found: Sequence[Release], name: str, without: set[str]) -> Iterator[Triple]:
    """What the members' files say, but of the subjects that the joint release describes itself."""
    for release in found:
        yield from (triple for triple in formats.parse_file(release.file(name)) if triple[0] not in without)


def _catalogue(
    about: Publication, names: Iris, datasets: Sequence[str], newest: PartialDate | None
) -> Iterator[Triple]:
    subject, document = about.base_iri, f"{about.base_iri}catalogue"
    homepage, rights, contact = f"{document}.html", fragment(document, "rights"), fragment(document, "contact")
    language = about.languages[0]
    yield subject, RDF.type, DCAT.Catalog
    yield subject, DCT.title, text(about.title, language)
    yield subject, DCT.description, text(about.description, language)
    yield subject, DCT.publisher, about.publisher.iri
    yield subject, DCT.license, about.licence.iri
    yield subject, DCT.rights, rights
    yield subject, DCAT.themeTaxonomy, authorities.THEMES.iri
    yield subject, FOAF.homepage, homepage
    yield homepage, RDF.type, FOAF.Document
    if newest:
        yield subject, DCT.modified, Literal(str(newest), newest.datatype)
    for code in about.languages:
        yield subject, DCT.language, authorities.language(code).iri
        yield from authorities.described([authorities.language(code)])
    for dataset in datasets:
        yield subject, DCAT.dataset, dataset
    yield from _rights(about, rights)
    yield from _services(about, names, datasets, contact)
    yield from _people(about, contact)
    yield from _whole(about, names, datasets)


def _rights(about: Publication, rights: str) -> Iterator[Triple]:
    yield rights, RDF.type, ODRS.RightsStatement
    yield rights, RDF.type, DCT.RightsStatement
    yield rights, ODRS.dataLicense, about.licence.iri
    yield rights, ODRS.contentLicense, about.licence.iri
    yield rights, ODRS.attributionText, text(about.licence.attribution, about.languages[0])
    yield rights, ODRS.attributionURL, about.publisher.homepage or about.publisher.iri
    yield from authorities.licence(about.licence.iri)


def _services(about: Publication, names: Iris, datasets: Sequence[str], contact: str) -> Iterator[Triple]:
    for service in services(names):
        yield about.base_iri, DCAT.service, service.iri
        yield from service.triples(about, datasets)
        yield service.iri, DCT.publisher, about.publisher.iri
        yield service.iri, DCAT.contactPoint, contact
        yield service.iri, DCAT.theme, authorities.GOVERNMENT.iri
        yield service.iri, DCT.accessRights, authorities.PUBLIC.iri
    yield from stream(names)


def _people(about: Publication, contact: str) -> Iterator[Triple]:
    publisher = about.publisher
    yield publisher.iri, RDF.type, FOAF.Agent
    yield publisher.iri, FOAF.name, Literal(publisher.name)
    if publisher.homepage:
        yield publisher.iri, FOAF.homepage, publisher.homepage
        yield publisher.homepage, RDF.type, FOAF.Document
    yield contact, RDF.type, VCARD.Kind
    yield contact, VCARD.fn, Literal(publisher.name)
    reached_by = VCARD.hasURL if iris.is_web_iri(about.contact) else VCARD.hasEmail
    yield contact, reached_by, iris.contact(about.contact)


def _whole(about: Publication, names: Iris, datasets: Sequence[str]) -> Iterator[Triple]:
    """All that the store holds, which is under no one licence: each of its subsets has its own."""
    subject = names.dataset(about.name)
    yield subject, RDF.type, VOID.Dataset
    yield subject, DCT.title, text(about.title, about.languages[0])
    yield subject, DCT.description, text(about.description, about.languages[0])
    yield subject, VOID.sparqlEndpoint, names.sparql
    yield subject, RDFS.seeAlso, names.void
    for dataset in datasets:
        yield subject, VOID.subset, dataset


def _void(about: Publication, names: Iris, datasets: Sequence[str]) -> Iterator[Triple]:
    yield names.void, RDF.type, VOID.DatasetDescription
    yield names.void, DCT.title, text(f"VoID description of {about.title}", "en")
    yield names.void, DCT.publisher, about.publisher.iri
    for dataset in (names.dataset(about.name), *datasets):
        yield names.void, FOAF.primaryTopic, dataset
    yield from _whole(about, names, datasets)


def _write(path: Path, triples: Iterable[Triple]) -> None:
    path.write_text("".join(sorted(set(lines(triples)))), encoding="utf-8", newline="\n")
