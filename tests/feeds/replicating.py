"""A copy of what an event stream tells, made by a client of others and read as the how-to says."""

from __future__ import annotations

import json
import re
import subprocess
from collections import defaultdict
from pathlib import Path

import pyoxigraph as ox

from tests.conformance import runners
from tests.needs import missing

DCT, RDF, AS = (
    "http://purl.org/dc/terms/",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "https://www.w3.org/ns/activitystreams#",
)
EVIDENCE = re.compile(rb"/evidence/[0-9a-f]{16}/")
"""In lines about evidence, which is no part of a member's state."""


def replicate(address: str, start: str = "/feed/ldes", **options: str | bool) -> list[ox.Quad]:
    """What `ldes-client`, as it is installed from npm, finds in the stream from the address at which it starts."""
    node = runners.node()
    if not (runners.PACKAGES / "node_modules" / "ldes-client").is_dir():
        missing("needs ldes-client of npm, which `.ci/engines` installs")
    script = Path(runners.__file__).parent / "node" / "replicate.mjs"
    done = subprocess.run(
        [str(node), str(script), str(runners.PACKAGES), f"{address}{start}", json.dumps(options)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return list(ox.parse(input=done.stdout.encode(), format=ox.RdfFormat.N_QUADS))


def current(quads: list[ox.Quad]) -> bytes:
    """The statements of the newest version of each entity, by what the stream says of its versions."""
    said: dict[str, dict[str, str]] = defaultdict(dict)
    for quad in quads:
        if isinstance(quad.graph_name, ox.DefaultGraph):
            said[quad.subject.value][quad.predicate.value] = quad.object.value
    newest: dict[str, tuple[str, str]] = {}
    for version, properties in said.items():
        entity = properties[f"{DCT}isVersionOf"]
        newest[entity] = max(newest.get(entity, ("", "")), (properties[f"{DCT}created"], version))
    kept = {version for _, version in newest.values() if said[version][f"{RDF}type"] != f"{AS}Delete"}
    triples = (ox.Quad(q.subject, q.predicate, q.object) for q in quads if graph(q) in kept)
    made = ox.serialize(triples, format=ox.RdfFormat.N_QUADS)
    assert made is not None
    return made


def graph(quad: ox.Quad) -> str:
    """The name of its graph; of the default graph, nothing."""
    return quad.graph_name.value if isinstance(quad.graph_name, ox.NamedNode) else ""
