"""RO-Crate 1.1 (https://w3id.org/ro/crate/1.1): what the copy is, of what, by whom, under which licence.

Folders stand for the documents in them: a file each would make the metadata as long as the data.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

import msgspec

import lod
from lod.export.folder import Folder
from lod.formats import Coding, Format
from lod.web import datasets
from lod.web.site import Served, Site

NAME = "ro-crate-metadata.json"

_Entity = dict[str, object]
_SPECIFICATION = "https://w3id.org/ro/crate/1.1"
_FOLDERS = {
    "def": "The ontology and the vocabularies, as pages and as RDF",
    "dataset": "What the catalogue says of each dataset",
    "doc": "The document of every thing, as a page, in Turtle and in JSON-LD",
    "id": "For the identifier of every thing, a page that leads to its document",
    "release": "The files of the release: dumps, catalogue, report of validation, manifest with digests",
    "static": "Style sheets",
}
_TYPES = {each.suffix: each.media_type for each in (*Format, *Coding)}


def write(folder: Folder, site: Site, served: Served, published: datetime.date) -> None:
    """Writes the metadata of a copy that is complete but for it."""
    graph = list(_graph(folder, site, served, published))
    body = {"@context": f"{_SPECIFICATION}/context", "@graph": graph}
    folder.write(NAME, msgspec.json.format(msgspec.json.encode(body), indent=2) + b"\n")


def _graph(folder: Folder, site: Site, served: Served, published: datetime.date) -> Iterator[_Entity]:
    about, release = site.publication, served.release
    original, release_iri = f"{about.base_iri}dataset/{about.name}", f"{about.base_iri}release/{release.id}/"
    licences = datasets.licences(served.datasets, about.licence)
    parts = list(_parts(folder, served))
    newest = f", with data to {release.manifest.modified}" if release.manifest.modified else ""
    yield {
        "@id": NAME,
        "@type": "CreativeWork",
        "about": {"@id": "./"},
        "conformsTo": {"@id": _SPECIFICATION},
    }
    yield {
        "@id": "./",
        "@type": "Dataset",
        "name": f"{about.title}: copy of release {release.id}",
        "description": f"{about.description}. A copy of {about.base_iri} as of release {release.id}{newest}.",
        "datePublished": published.isoformat(),
        "license": _all(list(dict.fromkeys(each.iri for each in licences))),
        "author": {"@id": about.publisher.iri},
        "publisher": {"@id": about.publisher.iri},
        "identifier": release_iri,
        "version": release.id,
        "isBasedOn": {"@id": original},
        "creditText": " ".join(dict.fromkeys(each.attribution for each in licences)),
        "mainEntityOfPage": {"@id": "index.html"},
        "hasPart": [{"@id": part["@id"]} for part in parts],
    }
    yield from parts
    yield {"@id": original, "@type": "CreativeWork", "name": about.title, "url": about.base_iri}
    yield {
        "@id": about.publisher.iri,
        "@type": "Organization",
        "name": about.publisher.name,
        "url": about.publisher.homepage or about.publisher.iri,
    }
    for iri in dict.fromkeys(each.iri for each in licences):
        yield {"@id": iri, "@type": "CreativeWork", "name": _name(served, iri), "url": iri}
    yield {
        "@id": "#export",
        "@type": "CreateAction",
        "name": "Copying the release",
        "instrument": {"@id": "#software"},
        "object": {"@id": original},
        "result": {"@id": "./"},
    }
    yield {"@id": "#software", "@type": "SoftwareApplication", "name": "lod", "softwareVersion": lod.__version__}


def _parts(folder: Folder, served: Served) -> Iterator[_Entity]:
    """Files and folders at the top, and the files of the release."""
    for name, size in folder.top.items():
        if name.endswith("/"):
            what = _FOLDERS.get(name.removesuffix("/"), "Further files")
            yield {"@id": name, "@type": "Dataset", "name": name.removesuffix("/"), "description": what}
        else:
            yield _file(name, name, size)
    for file in served.release.manifest.files:
        yield {**_file(f"release/{served.release.id}/{file.name}", file.name, file.bytes), "sha256": file.sha256}


def _file(path: str, name: str, size: int) -> _Entity:
    media_type = _TYPES.get(re.sub(r".*\.", "", name), "application/octet-stream")
    return {"@id": path, "@type": "File", "name": name, "contentSize": str(size), "encodingFormat": media_type}


def _all(iris: list[str]) -> object:
    return {"@id": iris[0]} if len(iris) == 1 else [{"@id": iri} for iri in iris]


def _name(served: Served, iri: str) -> str:
    return next((each.licence_name for each in served.datasets if each.licence.iri == iri), iri)
