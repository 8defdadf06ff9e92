"""Malformed encodings and types. Percent-decoding happens once; what is not UTF-8, or not offered, is refused."""

from __future__ import annotations

import gzip

from tests.hostile.wire import Case, ask, case, form, message, post

QUERY, FORM = "application/sparql-query", "application/x-www-form-urlencoded"
_BOMB = gzip.compress(b"ASK {} #" + b"x" * 50_000_000)


def raw(target: str) -> bytes:
    return message("GET", f"/sparql?{target}")


def typed(content_type: str | None, body: bytes = b"ASK {}", **more: str) -> bytes:
    headers = {name.replace("_", "-"): value for name, value in more.items()}
    if content_type is not None:
        headers["Content-Type"] = content_type
    return message("POST", "/sparql", headers, body)


def accepting(accept: str, query: str = "ASK {}") -> bytes:
    return ask(query, accept)


CASES: tuple[Case, ...] = (
    case("not UTF-8, in the address", raw("query=ASK%7B%22%FF%22%7D"), 400),
    case("not UTF-8, in a form", form("query=ASK%7B%22%FF%22%7D"), 400),
    case("not UTF-8, in a body", post(b'SELECT ("\xff" AS ?x) {}'), 400),
    case("bytes that are not ASCII, in the address", b"GET /sparql?query=\xff\xfe HTTP/1.1\r\nHost: x\r\n\r\n", 0, 400),
    case("overlong", raw("query=ASK%7B%22%C0%AF%22%7D"), 400),
    case("half of a surrogate pair", raw("query=ASK%7B%22%ED%A0%80%22%7D"), 400),
    case("beyond Unicode", raw("query=ASK%7B%22%F4%90%80%80%22%7D"), 400),
    case("cut off in the middle of a character", post('SELECT ("é'.encode()[:-1]), 400),
    case("a surrogate escaped in the query", ask('SELECT ("\\uD800" AS ?x) {}'), 400),
    case("beyond Unicode, escaped in the query", ask('SELECT ("\\U00110000" AS ?x) {}'), 400),
    case("an escape that is none", ask('SELECT ("\\uZZZZ" AS ?x) {}'), 400),
    case("an escape that is cut off", ask('SELECT ("\\u00'), 400),
    case("encoded twice", raw("query=ASK%257B%257D"), 400),
    case("half an encoding", raw("query=ASK%7B%7D%2"), 400),
    case("an encoding of no hexadecimal", raw("query=ASK%7B%7D%zz"), 400),
    case("NUL", ask("ASK {}\0"), 400),
    case("NUL in a literal", ask('SELECT ("\0" AS ?x) {}'), 200, 400),
    case("an escape sequence of terminals", ask("ASK {} \x1b[2J"), 400),
    case("a byte order mark", post(b"\xef\xbb\xbfASK {}"), 200, 400),
    case("text that runs backwards", ask("ASK {} # \u202e\u2066"), 200),
    case("a letter like another", ask("\u0410SK {}"), 400),
    case("an unclosed string", ask('SELECT ("abc AS ?x) {}'), 400),
    case("an IRI with spaces and brackets", ask("ASK { <a b{}> ?p ?o }"), 400),
    case("a language that is none", ask('SELECT ("x"@-- AS ?x) {}'), 400),
    case(
        "a literal that its type refuses",
        ask('SELECT ("abc"^^<http://www.w3.org/2001/XMLSchema#integer> AS ?x) {}'),
        200,
    ),
    case("a function that nobody knows", ask("SELECT (<urn:no-such-function>(1) AS ?x) {}"), 400),
    case("an empty query", raw("query="), 400),
    case("a query of spaces", raw("query=+++"), 400),
    case("two queries", raw("query=ASK%7B%7D&query=ASK%7B%7D"), 400),
    case("two queries, in address and form", post(b"query=ASK%7B%7D", FORM, "/sparql?query=ASK%7B%7D"), 400),
    case("no query", form("quer=ASK%7B%7D"), 400),
    case("fields parted by semicolons", form("x=1;query=ASK%7B%7D"), 400),
    case("UTF-16, said", typed(f"{QUERY}; charset=utf-16", "ASK {}".encode("utf-16")), 415),
    case("UTF-16, not said", typed(QUERY, "ASK {}".encode("utf-16")), 400),
    case("UTF-7", typed(f"{QUERY}; charset=utf-7", b"ASK +AHs-+AH0-"), 415),
    case("Latin 1", typed(f"{QUERY}; charset=iso-8859-1", b'SELECT ("\xe9" AS ?x) {}'), 415),
    case("a charset that nobody knows", typed(f"{QUERY}; charset=../../etc/passwd"), 415),
    case("no type", typed(None), 415),
    case("an empty type", typed(""), 415),
    case("plain text", typed("text/plain"), 415),
    case("JSON", typed("application/json", b'{"query": "ASK {}"}'), 415),
    case(
        "parts",
        typed(
            "multipart/form-data; boundary=x",
            b'--x\r\nContent-Disposition: form-data; name="query"\r\n\r\nASK {}\r\n--x--\r\n',
        ),
        415,
    ),
    case("a type that is none", typed("/;=;;"), 415),
    case("a form of binary", typed(FORM, bytes(range(256)) * 4), 400),
    case("compressed", typed(QUERY, gzip.compress(b"ASK {}"), Content_Encoding="gzip"), 400, 415),
    case("a bomb", typed(QUERY, _BOMB, Content_Encoding="gzip"), 400, 413, 415),
    case("Accept: nonsense", accepting(";;;,,,=;q=x/y/z"), 200, 400, 406),
    case("Accept: nothing that is there", accepting("image/png"), 406),
    case("Accept: everything refused", accepting("*/*;q=0"), 406),
    case("Accept: 3,000 types", accepting(", ".join(f"text/x-{n};q=0.1" for n in range(3_000))), 406),
    case("Accept: a weight that is no number", accepting("text/csv;q=NaN, */*;q=1e999", "SELECT * {}"), 200, 400, 406),
    case(
        "Accept-Encoding: nonsense",
        message("GET", "/sparql?query=ASK%7B%7D", {"Accept-Encoding": "gzip;q=;;,\x80"}),
        200,
        400,
    ),
    case("_format that is a path", ask("ASK {}", more="&_format=../../etc/passwd"), 406, never=(b"root:",)),
    case("a control character, in XML", ask('SELECT ("\\u0001" AS ?x) {}', "application/sparql-results+xml"), 406),
    case(
        "markup, in a page",
        ask('SELECT ("<script>alert(1)</script>" AS ?x) {}', "text/html"),
        200,
        never=(b"<script>alert",),
    ),
    case(
        "markup, in a page of an error", ask("<script>alert(1)</script>", "text/html"), 400, never=(b"<script>alert",)
    ),
)
