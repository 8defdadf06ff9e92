"""The tables and keys of publication.toml and site.toml: their types, defaults and meanings."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from lod.namespaces import OGL


class PublisherTable(msgspec.Struct, frozen=True):
    name: Annotated[str, Meta(description="Name of the body that publishes.")]
    iri: Annotated[str, Meta(description="Its IRI, `http` or `https`.")]
    homepage: Annotated[str | None, Meta(description="Address of its home page.")] = None


class PublicationTable(msgspec.Struct, frozen=True):
    title: Annotated[str, Meta(description="Title of the dataset, for people.")]
    description: Annotated[str, Meta(description="What it holds, in a sentence or two.")]
    base_iri: Annotated[str, Meta(description="What every IRI in the data begins with; ends with `/`.")]
    publisher: Annotated[PublisherTable, Meta(description="Who publishes.")]
    contact: Annotated[str, Meta(description="E-mail address or page for questions.")]
    name: Annotated[str | None, Meta(description="Name of the dataset in IRIs; without one, made of the title.")] = None
    languages: Annotated[tuple[str, ...], Meta(description="Languages of its texts (BCP 47).")] = ("en",)
    place: Annotated[
        str | None,
        Meta(description="IRI of the place that all of it is about, as a gazetteer gives it."),
    ] = None
    place_name: Annotated[str | None, Meta(description="Name of that place; needed with it.")] = None
    colour: Annotated[
        str | None,
        Meta(description="The publisher’s colour on pages, `#rrggbb`; white text on it has a contrast of 4.5 or more."),
    ] = None
    frequency: Annotated[
        str, Meta(description="How often a release is made: `daily`, `monthly`, `quarterly`, `annual` … (Dublin Core).")
    ] = "irregular"
    output: Annotated[
        str,
        Meta(description="Folder in which releases are kept, or URL of one on object storage: `s3://bucket/public`."),
    ] = "public"
    cache: Annotated[
        str,
        Meta(description="Folder of this machine for releases that are made for object storage or fetched from it."),
    ] = "cache"
    corrections: Annotated[
        str | None, Meta(description="File of what was taken back after it was published, such as `corrections.toml`.")
    ] = None


class LicenceTable(msgspec.Struct, frozen=True):
    iri: Annotated[str, Meta(description="Licence of the publication and, where they say no other, its sources.")] = OGL
    attribution: Annotated[
        str | None,
        Meta(description="What to write when using the data; needed for a licence that is not the OGL v3.0."),
    ] = None


class SourceTable(msgspec.Struct, frozen=True):
    kind: Annotated[
        str,
        Meta(
            description="`press-release` (text, HTML), `register` (CSV, TSV, XLSX, ODS, JSON, XML), `fhrs-json`,"
            " `fhrs-xml` or `cqc-json`."
        ),
    ]
    path: Annotated[
        str,
        Meta(description="The files, as a pattern: `sources/*.txt`, or on object storage `s3://bucket/folder/*.csv`."),
    ]
    profile: Annotated[
        str | None,
        Meta(
            description="Name of a shipped profile, or path of one ending in `.toml`; `fhrs-json`, `fhrs-xml` and"
            " `cqc-json` have their own."
        ),
    ] = None
    licence: Annotated[
        str | None,
        Meta(description="IRI of their licence; without one, the profile’s, or else the publication’s."),
    ] = None
    attribution: Annotated[
        str | None,
        Meta(
            description="What to write when using them; needed for a licence that is neither the OGL v3.0 nor the"
            " publication’s."
        ),
    ] = None


class StoreTable(msgspec.Struct, frozen=True):
    kind: Annotated[
        str, Meta(description="Where releases are queried: `embedded`, or `sparql` for a SPARQL 1.1 engine.")
    ] = "embedded"
    query: Annotated[str | None, Meta(description="The engine’s address for queries; needed for `sparql`.")] = None
    update: Annotated[str | None, Meta(description="Its address for updates; needed for `sparql`.")] = None
    graph_store: Annotated[
        str | None, Meta(description="Its address for the Graph Store Protocol; without one, updates load the data.")
    ] = None
    keep: Annotated[int, Meta(ge=1, description="Releases that the engine keeps, the current one among them.")] = 3
    timeout: Annotated[float, Meta(gt=0, description="Seconds that it may take for a query of a page.")] = 10


class RateTable(msgspec.Struct, frozen=True):
    requests: Annotated[
        int, Meta(ge=0, description="Requests of one address to the SPARQL endpoint, in the time below; 0: no limit.")
    ] = 0
    seconds: Annotated[float, Meta(gt=0, description="That time.")] = 60


class ServeTable(msgspec.Struct, frozen=True):
    query_timeout: Annotated[float, Meta(gt=0, description="Seconds after which a query is stopped.")] = 10
    query_memory: Annotated[int, Meta(ge=64, description="MiB that a query may use.")] = 1024
    query_wait: Annotated[float, Meta(ge=0, description="Seconds that a query waits when all processes are busy.")] = 5
    query_size: Annotated[int, Meta(ge=1, description="KiB of a query’s text.")] = 64
    query_depth: Annotated[int, Meta(ge=1, description="Brackets that may be open at once in it.")] = 100
    query_operators: Annotated[int, Meta(ge=1, description="Operators and UNIONs that it may have.")] = 2_000
    result_rows: Annotated[int, Meta(ge=1, description="Solutions or triples that a query may give.")] = 1_000_000
    result_size: Annotated[int, Meta(ge=1, description="MiB that they may take.")] = 64
    result_spool: Annotated[int, Meta(ge=0, description="MiB of it kept in memory; a larger one is in a file.")] = 1
    workers: Annotated[int, Meta(ge=1, description="Light queries that run at the same time.")] = 2
    light: Annotated[float, Meta(gt=0, description="Seconds that a query runs as a light one.")] = 0.1
    heavy: Annotated[int, Meta(ge=1, description="Heavy queries that run at the same time, at a low priority.")] = 2
    parked: Annotated[int, Meta(ge=0, description="Heavy queries that are stopped until there is room for them.")] = 4
    queue: Annotated[int, Meta(ge=1, description="Queries that may wait before they begin.")] = 64
    cache: Annotated[int, Meta(ge=0, description="MiB of documents and answers of queries that are kept; 0: none.")] = (
        64
    )
    rate: Annotated[RateTable, Meta(description="How often one address may ask.")] = RateTable()
    proxies: Annotated[
        tuple[str, ...],
        Meta(description="Addresses and networks of proxies that say whom they ask for (`X-Forwarded-For`)."),
    ] = ()
    log_queries: Annotated[bool, Meta(description="Whether the log holds the texts of queries.")] = False
    metrics: Annotated[bool, Meta(description="Whether `/metrics` answers.")] = True
    host: Annotated[str, Meta(description="Address to listen on; this one is reached from the same machine only.")] = (
        "127.0.0.1"
    )
    port: Annotated[int, Meta(ge=0, le=65535, description="Port to listen on; 0 takes a free one.")] = 8000
    follow: Annotated[
        float, Meta(gt=0, description="Seconds between two looks for a new release on object storage.")
    ] = 60


class PublicationFile(msgspec.Struct, frozen=True):
    publication: Annotated[PublicationTable, Meta(description="What is published, and who publishes it.")]
    source: Annotated[tuple[SourceTable, ...], Meta(description="What is read; a table for each kind of file.")]
    licence: Annotated[LicenceTable, Meta(description="What users may do with it.")] = LicenceTable()
    store: Annotated[StoreTable, Meta(description="Where it is queried.")] = StoreTable()
    serve: Annotated[ServeTable, Meta(description="How it is served, and the limits of a query.")] = ServeTable()


class SiteTable(msgspec.Struct, frozen=True):
    title: Annotated[str, Meta(description="Title of the site, for people.")]
    description: Annotated[str, Meta(description="What it holds, in a sentence or two.")]
    base_iri: Annotated[str, Meta(description="What every IRI in the data begins with: that of its publications.")]
    publisher: Annotated[PublisherTable, Meta(description="Who publishes the site.")]
    contact: Annotated[str, Meta(description="E-mail address or page for questions.")]
    languages: Annotated[tuple[str, ...], Meta(description="Languages of its texts (BCP 47).")] = ("en",)
    colour: Annotated[
        str | None,
        Meta(description="The publisher’s colour on pages, `#rrggbb`; white text on it has a contrast of 4.5 or more."),
    ] = None
    output: Annotated[str, Meta(description="Folder in which joint releases are kept.")] = "public"


class MemberTable(msgspec.Struct, frozen=True):
    path: Annotated[str, Meta(description="The publication’s own file: `probation/publication.toml`.")]


class SiteFile(msgspec.Struct, frozen=True):
    site: Annotated[SiteTable, Meta(description="What is served together, and who serves it.")]
    publication: Annotated[tuple[MemberTable, ...], Meta(description="The publications; a table for each.")]
    licence: Annotated[LicenceTable, Meta(description="What users may do with the catalogue.")] = LicenceTable()
    store: Annotated[StoreTable, Meta(description="Where it is queried.")] = StoreTable()
    serve: Annotated[ServeTable, Meta(description="How it is served, and the limits of a query.")] = ServeTable()
