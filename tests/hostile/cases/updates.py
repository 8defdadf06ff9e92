"""Updates in disguise. As a query they are refused (400), as an update they are forbidden (403)."""

from __future__ import annotations

from urllib.parse import quote

from tests.hostile.wire import Case, ask, case, form, message, post

OPERATIONS = {
    "INSERT DATA": "INSERT DATA { <urn:x> <urn:y> <urn:z> }",
    "DELETE DATA": "DELETE DATA { <urn:x> <urn:y> <urn:z> }",
    "DELETE WHERE": "DELETE WHERE { ?s ?p ?o }",
    "DELETE, INSERT": "DELETE { ?s ?p ?o } INSERT { ?s ?p <urn:z> } WHERE { ?s ?p ?o }",
    "WITH": "WITH <urn:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    "LOAD": "LOAD <file:///etc/passwd>",
    "CLEAR": "CLEAR ALL",
    "DROP": "DROP ALL",
    "CREATE": "CREATE GRAPH <urn:g>",
    "ADD": "ADD DEFAULT TO <urn:g>",
    "MOVE": "MOVE DEFAULT TO <urn:g>",
    "COPY": "COPY DEFAULT TO <urn:g>",
}
INSERT = OPERATIONS["INSERT DATA"]
CODED = quote(INSERT, safe="")

CASES: tuple[Case, ...] = (
    *(case(f"{name} as a query", ask(text), 400) for name, text in OPERATIONS.items()),
    *(case(f"{name} as an update", form(f"update={quote(text)}"), 403) for name, text in OPERATIONS.items()),
    case("in lower case", ask(INSERT.lower()), 400),
    case("behind a comment", ask(f"# ASK {{}}\n{INSERT}"), 400),
    case("behind a prologue", ask(f"BASE <urn:b> PREFIX a: <urn:a#> {INSERT}"), 400),
    case("behind a query", ask(f"ASK {{}} ; {INSERT}"), 400),
    case("behind a query, no semicolon", ask(f"SELECT * {{}} {INSERT}"), 400),
    case("within a group", ask(f"SELECT * {{ {INSERT} }}"), 400),
    case("by escaped letters", ask("\\u0049NSERT DATA { <urn:x> <urn:y> <urn:z> }"), 400),
    case("behind a byte order mark", ask(f"\ufeff{INSERT}"), 400),
    case("behind a NUL", ask(f"\0{INSERT}"), 400),
    case("behind a vertical tab", ask(f"\v{INSERT}"), 400),
    case("as the body of a query", post(INSERT.encode()), 400),
    case("by its own media type", post(INSERT.encode(), "application/sparql-update"), 403),
    case("by its own media type in capitals", post(INSERT.encode(), "Application/SPARQL-Update"), 403),
    case("by GET", message("GET", f"/sparql?update={CODED}"), 403),
    case("by an encoded name", message("GET", f"/sparql?%75pdate={CODED}"), 403),
    case("beside a query", message("GET", f"/sparql?query=ASK%7B%7D&update={CODED}"), 403),
    case("in the address of a query's POST", post(b"ASK {}", target=f"/sparql?update={CODED}"), 400, 403),
    case("in the form of a query", form(f"query=ASK%7B%7D&update={CODED}"), 403),
    case("by PUT", message("PUT", "/sparql?default", {"Content-Type": "text/turtle"}, b"<a:a> <a:a> <a:a> ."), 405),
    case("by DELETE", message("DELETE", "/sparql?default"), 405),
    case("by PATCH", message("PATCH", "/sparql", {"Content-Type": "application/sparql-update"}, INSERT.encode()), 405),
    case("of the default graph", post(b"<a:a> <a:a> <a:a> .", "text/turtle", "/sparql?default"), 400, 415),
    case("by another method's name", message("POST", "/sparql", {"X-HTTP-Method-Override": "PUT"}, b"x"), 415),
    case("at an address of other servers", post(INSERT.encode(), "application/sparql-update", "/update"), 404, 405),
    case("at a graph store's address", message("DELETE", "/store?default"), 404, 405),
)
