"""Where an IRI leads on the server in use: IRIs in data never change with the host, links in pages do."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from lod.namespaces import INSP, ONTOLOGY_IRI, PREFIXES, SCHEME_IRI

SHAPES_IRI = "https://w3id.org/inspection-results/shapes"
_DOCUMENTS = {ONTOLOGY_IRI: "/def/inspection", SHAPES_IRI: "/shapes"}
_FOLLOWED = ("https://", "http://", "mailto:")


@dataclass(frozen=True, slots=True)
class Links:
    """`base_iri` is that of the data; `root` is the path below which a proxy shows this server, mostly empty; `below`
    is the path of the release from which things are shown, empty for the current one."""

    base_iri: str
    root: str = ""
    below: str = ""

    def href(self, iri: str) -> str | None:
        """The address to follow for an IRI, None when it cannot be followed (`javascript:`, `urn:` …)."""
        for namespace, path in (
            (f"{self.base_iri}id/", f"{self.below}/id/"),
            (self.base_iri, "/"),
            (INSP.iri, "/def/inspection#"),
            (SCHEME_IRI, "/def/"),
            (f"{SHAPES_IRI}/", "/shapes#"),
        ):
            if iri.startswith(namespace):
                return f"{self.root}{path}{iri.removeprefix(namespace)}"
        if iri in _DOCUMENTS:
            return f"{self.root}{_DOCUMENTS[iri]}"
        return iri if iri.startswith(_FOLLOWED) else None


@lru_cache(4096)
def compact(iri: str) -> str:
    """An IRI with its prefix, if it has one of ours: `dct:issued`."""
    for prefix, namespace in PREFIXES.items():
        name = iri.removeprefix(namespace)
        if name != iri and name and "/" not in name and "#" not in name:
            return f"{prefix}:{name}"
    return iri
