"""Deep nesting and huge queries: refused by their text (400), as too much (413, 414, 431), or answered if it is fit."""

from __future__ import annotations

from tests.hostile.wire import Case, ask, case, form, message, post


def nested(opening: str, closing: str, times: int, within: str = "") -> bytes:
    return f"{opening * times}{within}{closing * times}".encode()


def chained(operator: str, times: int) -> bytes:
    return f"SELECT (1{f' {operator} 1' * times} AS ?x) {{}}".encode()


DEEP = {
    "{": b"SELECT * " + nested("{", "}", 5_000),
    "( in an expression": b"SELECT (" + nested("(", ")", 5_000, "1") + b" AS ?x) {}",
    "( of lists": b"SELECT * { " + nested("(", ")", 3_000, "1") + b" ?p ?o }",
    "[": b"SELECT * { " + nested("[ ?p ", " ]", 2_000, "?o") + b" }",
    "OPTIONAL": b"SELECT * { " + nested("OPTIONAL { ", " }", 2_000, "?s ?p ?o") + b" }",
    "UNION": b"SELECT * " + nested("{ {} UNION ", " }", 2_000, "{}"),
    "EXISTS": b"ASK { " + nested("FILTER EXISTS { ", " }", 2_000, "?s ?p ?o") + b" }",
    "MINUS": b"ASK { " + nested("?s ?p ?o MINUS { ", " }", 2_000, "?s ?p ?o") + b" }",
    "GRAPH": b"ASK { " + nested("GRAPH ?g { ", " }", 2_000, "?s ?p ?o") + b" }",
    "subqueries": nested("SELECT * { { ", " } }", 2_000, "SELECT * {}"),
    "paths": b"ASK { ?s " + nested("(", ")*", 3_000, "<urn:p>") + b" ?o }",
    "functions": b"SELECT (" + nested("STR(", ")", 3_000, "1") + b" AS ?x) {}",
    "IF": b"SELECT (" + nested("IF(true, 1, ", ")", 3_000, "1") + b" AS ?x) {}",
    "signs": b"SELECT (" + b"!" * 5_000 + b"true AS ?x) {}",
    "quoted triples": b"SELECT * { " + nested("<< ", " <urn:p> <urn:o> >>", 1_500, "<urn:s>") + b" ?p ?o }",
    "brackets that never close": b"SELECT * " + b"{" * 60_000,
    "brackets that never opened": b"SELECT * " + b"}" * 60_000,
}
LONG = {
    "&&": chained("&& 1 =", 7_000),
    "+": chained("+", 15_000),
    "-": chained("-", 15_000),
    "||": chained("||", 12_000),
    "UNION": b"SELECT * { {}" + b"UNION{}" * 9_000 + b" }",
    "a path": b"ASK { ?s " + b"a/" * 20_000 + b"a ?o }",
    "an alternative": b"ASK { ?s (" + b"a|" * 20_000 + b"a) ?o }",
}
FIT = {
    "90 groups": b"SELECT * " + nested("{", "}", 90),
    "90 brackets": b"SELECT (" + nested("(", ")", 90, "1") + b" AS ?x) {}",
    "a literal of 60,000 characters": b'SELECT ("' + b"x" * 60_000 + b'" AS ?x) {}',
    "an IRI of 60,000 characters": b"ASK { <urn:" + b"x" * 60_000 + b"> ?p ?o }",
    "a name of 60,000 characters": b"SELECT ?" + b"x" * 30_000 + b" { ?" + b"x" * 30_000 + b" ?p 1 }",
    "a comment of 60,000 characters": b"ASK {} #" + b"x" * 60_000,
    "5,000 variables": b"SELECT " + b" ".join(b"?v%d" % number for number in range(5_000)) + b" {}",
    "1,000 prefixes": b"".join(b"PREFIX p%d: <urn:p%d#> " % (number, number) for number in range(1_000)) + b"ASK {}",
    "3,000 patterns": b"ASK { <urn:no> <urn:no> <urn:no> " + b". <urn:no> a 1 " * 3_000 + b"}",
    "a list of 3,000": b"SELECT (1 IN (" + b",".join(b"%d" % number for number in range(3_000)) + b") AS ?x) {}",
}

CASES: tuple[Case, ...] = (
    *(case(f"deep: {name}", post(query), 400) for name, query in DEEP.items()),
    *(case(f"long: {name}", post(query), 400) for name, query in LONG.items()),
    *(case(f"at the limit: {name}", post(query), 200, 400, 503) for name, query in FIT.items()),
    case("a query of 65,537 bytes", post(b"ASK {} #" + b"x" * 65_529), 400),
    case("a body of 1 MB", post(b"ASK {} #" + b"x" * 2**20), 413),
    case("a form of 4 MB", form("query=ASK%7B%7D&x=" + "x" * 2**22), 413),
    case(
        "a body said to have 64 MB",
        message(
            "POST",
            "/sparql",
            _HUGE := {"Content-Type": "application/sparql-query", "Content-Length": str(2**26)},
            b"ASK {} #" + b"x" * 2**20,
        ),
        413,
    ),
    case(
        "a body said to have 9 EB",
        message("POST", "/sparql", {**_HUGE, "Content-Length": "9" * 19}, b"ASK {} #" + b"x" * 2**20),
        0,
        400,
        413,
    ),
    case("an address of 100,000 characters", ask("ASK {} #" + "x" * 100_000), 0, 400, 414, 431),
    case("a thousand and one parameters", form("query=ASK%7B%7D" + "&x=1" * 1_001), 400, 413),
    case("10,000 graphs", form("query=ASK%7B%7D" + "&default-graph-uri=urn:x" * 10_000), 400, 413),
    case("a header of 1 MB", message("GET", "/sparql?query=ASK%7B%7D", {"X-Long": "x" * 2**20}), 0, 400, 431),
    case(
        "10,000 headers",
        message("GET", "/sparql?query=ASK%7B%7D", {f"X-{n}": "1" for n in range(10_000)}),
        0,
        200,
        400,
        431,
    ),
)
