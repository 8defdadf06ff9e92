"""SERVICE, LOAD and FROM to anywhere: nothing is fetched, and no file is read. The canary counts who calls it."""

from __future__ import annotations

from urllib.parse import quote

from tests.hostile.wire import CANARY, Case, ask, case, form, message

_ALL, _NAMED = "{ ?s ?p ?o }", "{ GRAPH ?g { ?s ?p ?o } }"
HTTP, FILE = f"http://{CANARY}/", "file:///etc/passwd"
_FILES = (b"root:", b"daemon:")


def selected(dataset: str, pattern: str) -> bytes:
    return ask(f"SELECT * {dataset} {pattern}")


SERVICES = {
    "plain": f"SELECT * {{ SERVICE <{HTTP}> {{ ?s ?p ?o }} }}",
    "SILENT": f"SELECT * {{ SERVICE SILENT <{HTTP}> {{ ?s ?p ?o }} }}",
    "lower case": f"select * {{ service silent <{HTTP}> {{ ?s ?p ?o }} }}",
    "no space": f"SELECT*{{SERVICE<{HTTP}>{{?s ?p ?o}}}}",
    "a comment between": f"SELECT * {{ SERVICE #\n<{HTTP}> {{ ?s ?p ?o }} }}",
    "a variable": f"SELECT * {{ VALUES ?g {{ <{HTTP}> }} SERVICE ?g {{ ?s ?p ?o }} }}",
    "a variable that BIND makes": f'SELECT * {{ BIND(IRI("{HTTP}") AS ?g) SERVICE SILENT ?g {{ ?s ?p ?o }} }}',
    "a prefixed name": f"PREFIX x: <{HTTP}> SELECT * {{ SERVICE x:sparql {{ ?s ?p ?o }} }}",
    "by escaped letters": f"SELECT * {{ SERV\\u0049CE <{HTTP}> {{ ?s ?p ?o }} }}",
    "glued to a literal": f"SELECT * {{ FILTER(true)SERVICE<{HTTP}> {{ ?s ?p ?o }} }}",
    "glued to a name": f"PREFIX x: <{HTTP}> PREFIX service: <urn:s#> SELECT * {{ service:x {{ ?s ?p ?o }} }}",
    "OPTIONAL": f"SELECT * {{ ?s ?p ?o OPTIONAL {{ SERVICE <{HTTP}> {{ ?s ?p ?o }} }} }}",
    "UNION": f"SELECT * {{ {{}} UNION {{ SERVICE <{HTTP}> {{ ?s ?p ?o }} }} }}",
    "MINUS": f"SELECT * {{ ?s ?p ?o MINUS {{ SERVICE <{HTTP}> {{ ?s ?p ?o }} }} }}",
    "EXISTS": f"ASK {{ ?s ?p ?o FILTER EXISTS {{ SERVICE <{HTTP}> {{ ?s ?p ?o }} }} }}",
    "EXISTS in an expression": f"SELECT (EXISTS {{ SERVICE <{HTTP}> {{ ?s ?p ?o }} }} AS ?x) {{}}",
    "a subquery": f"SELECT * {{ {{ SELECT * {{ SERVICE <{HTTP}> {{ ?s ?p ?o }} }} }} }}",
    "within GRAPH": f"SELECT * {{ GRAPH ?g {{ SERVICE <{HTTP}> {{ ?s ?p ?o }} }} }}",
    "within another": f"SELECT * {{ SERVICE <urn:x> {{ SERVICE <{HTTP}> {{ ?s ?p ?o }} }} }}",
    "CONSTRUCT": f"CONSTRUCT {{ ?s ?p ?o }} {{ SERVICE <{HTTP}> {{ ?s ?p ?o }} }}",
    "DESCRIBE": f"DESCRIBE ?s {{ SERVICE <{HTTP}> {{ ?s ?p ?o }} }}",
    "the cloud's metadata": "SELECT * { SERVICE <http://169.254.169.254/latest/meta-data/> { ?s ?p ?o } }",
    "ourselves": "SELECT * { SERVICE <http://localhost/sparql> { ?s ?p ?o } }",
    "a file": f"SELECT * {{ SERVICE SILENT <{FILE}> {{ ?s ?p ?o }} }}",
}
"""Each is refused, wherever the clause stands and however it is written."""

CASES: tuple[Case, ...] = (
    *(case(f"SERVICE: {name}", ask(text), 400, never=_FILES) for name, text in SERVICES.items()),
    case("LOAD as a query", ask(f"LOAD <{HTTP}>"), 400),
    case("LOAD SILENT as a query", ask(f"LOAD SILENT <{FILE}> INTO GRAPH <urn:g>"), 400, never=_FILES),
    case("LOAD as an update", form(f"update={quote(f'LOAD <{HTTP}>')}"), 403),
    case("FROM a file", selected(f"FROM <{FILE}>", _ALL), 400, never=_FILES),
    case("FROM NAMED a file", selected(f"FROM NAMED <{FILE}>", _NAMED), 400, never=_FILES),
    # A graph that is not there is empty (SPARQL 1.1 Protocol section 2.1.4): nothing is fetched to fill it.
    case("FROM the network", selected(f"FROM <{HTTP}>", _ALL), 200, 400),
    case("FROM NAMED the network", selected(f"FROM NAMED <{HTTP}>", _NAMED), 200, 400),
    case("a default graph on the network", ask("ASK { ?s ?p ?o }", more=f"&default-graph-uri={quote(HTTP)}"), 200, 400),
    case("a named graph on the network", ask("ASK { ?s ?p ?o }", more=f"&named-graph-uri={quote(HTTP)}"), 200, 400),
    case("a default graph in a file", ask("ASK { ?s ?p ?o }", more=f"&default-graph-uri={FILE}"), 200, 400),
    case("GRAPH on the network", ask(f"SELECT * {{ GRAPH <{HTTP}> {{ ?s ?p ?o }} }}"), 200),
    case("DESCRIBE of something on the network", ask(f"DESCRIBE <{HTTP}>"), 200),
    case("DESCRIBE of a file", ask(f"DESCRIBE <{FILE}>"), 200, never=_FILES),
    case("a base on the network", ask(f"BASE <{HTTP}> SELECT * {{ <x> ?p ?o }}"), 200),
    case("we as somebody's proxy", message("GET", HTTP), 200, 400, 404, never=(b"canary",)),
    case("we as somebody's tunnel", message("CONNECT", CANARY), 0, 400, 404, 405, never=(b"canary",)),
)
