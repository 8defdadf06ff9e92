"""The VoID description of a release, for /.well-known/void (VoID 2011, section 7.2): counts, links, dumps, examples."""

from __future__ import annotations

from collections.abc import Iterator

from lod.iris import Iris, fragment, slug
from lod.jsonld import context
from lod.model import Publication
from lod.namespaces import DCT, FOAF, INSP, PREFIXES, RDF, VOID
from lod.publication.release import Dataset, ReleaseFacts
from lod.publication.statistics import Statistics
from lod.terms import Literal, Triple, integer, text


def void(publication: Publication, release: ReleaseFacts) -> list[Triple]:
    """The description: a document about the datasets, and each dataset with a partition for each class and property."""
    names = Iris(publication.base_iri)
    return [
        (names.void, RDF.type, VOID.DatasetDescription),
        (names.void, DCT.title, text(f"VoID description of {publication.title}", "en")),
        (names.void, DCT.publisher, publication.publisher.iri),
        *((names.void, FOAF.primaryTopic, names.dataset(dataset.name)) for dataset in release.datasets),
        *(triple for dataset in release.datasets for triple in _described(publication, release, dataset, names)),
    ]


def _described(publication: Publication, release: ReleaseFacts, dataset: Dataset, names: Iris) -> Iterator[Triple]:
    subject = names.dataset(dataset.name)
    yield from _dataset(subject, publication, release, dataset, names)
    for dump in dataset.dumps:
        if dump.format.iri and not dump.table:
            yield subject, VOID.dataDump, names.release_file(release.id, dump.name)
            yield subject, VOID.feature, dump.format.iri
    yield from _counts(subject, dataset.statistics)
    yield from _linksets(subject, dataset.statistics, names)
    yield from _examples(subject, dataset.statistics, names)


def _dataset(
    dataset: str, publication: Publication, release: ReleaseFacts, facts: Dataset, names: Iris
) -> Iterator[Triple]:
    language = publication.languages[0]
    yield dataset, RDF.type, VOID.Dataset
    yield dataset, DCT.title, text(facts.title, language)
    yield dataset, DCT.description, text(publication.description, language)
    yield dataset, DCT.publisher, publication.publisher.iri
    yield dataset, DCT.license, facts.licence.iri
    if release.modified:
        yield dataset, DCT.modified, Literal(str(release.modified), release.modified.datatype)
    yield dataset, FOAF.homepage, publication.base_iri
    yield dataset, VOID.sparqlEndpoint, names.sparql
    yield dataset, VOID.uriSpace, Literal(f"{publication.base_iri}id/")
    for vocabulary in _vocabularies(facts.statistics):
        yield dataset, VOID.vocabulary, vocabulary


def _counts(dataset: str, statistics: Statistics) -> Iterator[Triple]:
    yield dataset, VOID.triples, integer(statistics.triples)
    yield dataset, VOID.distinctSubjects, integer(statistics.distinct_subjects)
    yield dataset, VOID.distinctObjects, integer(statistics.distinct_objects)
    yield dataset, VOID.classes, integer(len(statistics.classes))
    yield dataset, VOID.properties, integer(len(statistics.properties))
    name = context.published().name
    for of_class in statistics.classes:
        part = fragment(dataset, f"class-{name(of_class.iri)}")
        yield dataset, VOID.classPartition, part
        yield part, RDF.type, VOID.Dataset
        yield part, VOID["class"], of_class.iri
        yield part, VOID.entities, integer(of_class.entities)
    for of_property in statistics.properties:
        part = fragment(dataset, f"property-{name(of_property.iri)}")
        yield dataset, VOID.propertyPartition, part
        yield part, RDF.type, VOID.Dataset
        yield part, VOID.property, of_property.iri
        yield part, VOID.triples, integer(of_property.triples)


def _vocabularies(statistics: Statistics) -> list[str]:
    """The vocabularies that classes and properties of the dataset are from (section 4.3), as far as we have them."""
    used = [*(each.iri for each in statistics.classes), *(each.iri for each in statistics.properties)]
    return [iri for iri in PREFIXES.values() if any(term.startswith(iri) for term in used)]


def _linksets(dataset: str, statistics: Statistics, names: Iris) -> Iterator[Triple]:
    """What the dataset says of things of other datasets, a linkset for each property and target (section 5)."""
    name = context.published().name
    for links in statistics.links:
        place = slug(links.target.partition("://")[2])
        linkset, target = fragment(dataset, f"links-{name(links.property)}-{place}"), fragment(names.void, place)
        yield dataset, VOID.subset, linkset
        yield linkset, RDF.type, VOID.Linkset
        yield linkset, VOID.linkPredicate, links.property
        yield linkset, VOID.subjectsTarget, dataset
        yield linkset, VOID.objectsTarget, target
        yield linkset, VOID.triples, integer(links.triples)
        yield target, RDF.type, VOID.Dataset
        yield target, VOID.uriSpace, Literal(links.target)


def _examples(dataset: str, statistics: Statistics, names: Iris) -> Iterator[Triple]:
    """An inspection and a unit, if there are any: something to start reading at."""
    for of_class in statistics.classes:
        is_entity = names.whole(of_class.example) == of_class.example
        if of_class.iri in (INSP.Inspection, INSP.InspectedUnit) and is_entity:
            yield dataset, VOID.exampleResource, of_class.example
