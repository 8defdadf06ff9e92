"""RDF as JSON-LD 1.1 in the terms of ontology/context.jsonld: objects that read like ordinary JSON."""

from __future__ import annotations

from lod.jsonld.context import excerpt
from lod.jsonld.writing import PARTS, compact, embedded, graph

__all__ = ["PARTS", "compact", "embedded", "excerpt", "graph"]
