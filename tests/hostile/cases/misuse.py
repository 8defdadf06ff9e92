"""Misuse of HTTP. A server may answer or hang up (0); it may not be misled, and what comes next must be answered."""

from __future__ import annotations

from tests.hostile.wire import Case, case, message

_GET = b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\n"
_POST = b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\nConnection: close\r\n"
_HELLO = bytes.fromhex("16030100c8010000c40303") + bytes(190)
_SECRET = (b"Set-Cookie", b"injected")


def bare(*lines: bytes, line: bytes = _GET, end: bytes = b"\r\n") -> bytes:
    return line + b"".join(each + end for each in lines) + end


def sent(headers: bytes, body: bytes) -> bytes:
    return _POST + headers + b"\r\n" + body


METHODS = ("PUT", "DELETE", "PATCH", "TRACE", "PROPFIND", "MKCOL", "LOCK", "PURGE", "SEARCH")

CASES: tuple[Case, ...] = (
    *(case(f"{method} /sparql", message(method, "/sparql?query=ASK%7B%7D"), 0, 400, 405, 501) for method in METHODS),
    *(case(f"{method} /", message(method, "/"), 0, 400, 405, 501) for method in ("PUT", "DELETE", "POST", "TRACE")),
    case("a method that is none", message("FOO", "/sparql"), 0, 400, 405, 501),
    case("a method in lower case", message("get", "/sparql?query=ASK%7B%7D"), 0, 400, 405, 501),
    case("a method of 10,000 letters", message("X" * 10_000, "/"), 0, 400, 405, 414, 501),
    case("OPTIONS *", message("OPTIONS", "*"), 0, 200, 204, 400, 404, 405),
    case(
        "OPTIONS of an odd origin",
        message("OPTIONS", "/sparql", {"Origin": "null", "Access-Control-Request-Method": "PUT"}),
        200,
        204,
        never=(b"llow-Methods: PUT", b"llow-Credentials: true"),
    ),
    case("HTTP/0.9", b"GET /\r\n", 0, 400, 408),
    case("HTTP/1.0 without a host", b"GET /sparql?query=ASK%7B%7D HTTP/1.0\r\n\r\n", 200, 400),
    case("HTTP/1.1 without a host", bare(b"Connection: close"), 200, 400),
    case("HTTP/2 by its preface", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + bytes(27), 0, 400, 404, 405, 505),
    case("HTTP/9.9", b"GET / HTTP/9.9\r\nHost: x\r\nConnection: close\r\n\r\n", 0, 200, 400, 505),
    case("no version", b"GET / HTTP/\r\nHost: x\r\n\r\n", 0, 400),
    case("TLS", _HELLO, 0, 400),
    case("SSH", b"SSH-2.0-OpenSSH_9.2\r\n", 0, 400),
    case("noise", bytes(range(256)) * 16, 0, 400),
    case("empty lines", b"\r\n" * 1_000, 0, 400, 408),
    case("two hosts", bare(b"Host: a", b"Host: b", b"Connection: close"), 0, 200, 400),
    case("a host that is none", bare(b"Host: a/../../b?c#d@[", b"Connection: close"), 200, 400),
    case(
        "a host of somebody else",
        message("GET", "/id/unit/probation-region/N53", {"Host": "evil.example"}),
        303,
        400,
        never=(b"evil.example",),
    ),
    case(
        "a page for a host of somebody else",
        message("GET", "/", {"Host": "evil.example", "Accept": "text/html"}),
        200,
        400,
        never=(b"evil.example",),
    ),
    case(
        "forwarded for somebody else",
        message(
            "GET",
            "/id/unit/probation-region/N53",
            {
                "X-Forwarded-Host": "evil.example",
                "Forwarded": "host=evil.example",
                "X-Forwarded-Prefix": "//evil.example",
            },
        ),
        303,
        never=(b"evil.example",),
    ),
    case("a scheme-relative redirect", message("GET", "/id//evil.example/x"), 303, 400, 404, never=(b"ocation: //",)),
    case(
        "a header that ends early",
        message("GET", "/id/unit/x%0d%0aSet-Cookie:%20injected=1"),
        303,
        400,
        404,
        never=(b"\r\nSet-Cookie",),
    ),
    case(
        "a query that ends a header early",
        message("GET", "/sparql?query=ASK%7B%7D%0d%0a&_format=srj%0d%0aSet-Cookie:x"),
        400,
        406,
        never=(b"\r\nSet-Cookie",),
    ),
    case(
        "length and chunks",
        sent(b"Content-Length: 6\r\nTransfer-Encoding: chunked\r\n", b"0\r\n\r\nGET / HTTP/1.1\r\n\r\n"),
        0,
        400,
    ),
    case("two lengths", sent(b"Content-Length: 6\r\nContent-Length: 60\r\n", b"ASK {}"), 0, 400),
    case("a length that is negative", sent(b"Content-Length: -1\r\n", b"ASK {}"), 0, 400),
    case("a length that is no number", sent(b"Content-Length: 0x6\r\n", b"ASK {}"), 0, 400),
    case("a length that overflows", sent(b"Content-Length: 99999999999999999999999\r\n", b"ASK {}"), 0, 400, 413),
    case("a length with a sign", sent(b"Content-Length: +6\r\n", b"ASK {}"), 0, 400),
    case(
        "a chunk that overflows", sent(b"Transfer-Encoding: chunked\r\n", b"FFFFFFFFFFFFFFFFF\r\nASK {}"), 0, 400, 413
    ),
    case("a chunk that is no number", sent(b"Transfer-Encoding: chunked\r\n", b"zz\r\nASK {}\r\n0\r\n\r\n"), 0, 400),
    case("a chunk longer than said", sent(b"Transfer-Encoding: chunked\r\n", b"3\r\nASK {}\r\n0\r\n\r\n"), 0, 400),
    case(
        "chunks of one byte",
        sent(
            b"Transfer-Encoding: chunked\r\n",
            b"".join(b"1\r\n%c\r\n" % byte for byte in b"ASK {}" + b" " * 10_000) + b"0\r\n\r\n",
        ),
        200,
    ),
    case(
        "an extension of 100,000 bytes",
        sent(b"Transfer-Encoding: chunked\r\n", b"6;" + b"x" * 100_000 + b"\r\nASK {}\r\n0\r\n\r\n"),
        0,
        200,
        400,
        413,
    ),
    case("a coding that is none", sent(b"Transfer-Encoding: xchunked\r\n", b"6\r\nASK {}\r\n0\r\n\r\n"), 0, 400, 501),
    case(
        "chunks, then identity",
        sent(b"Transfer-Encoding: chunked, identity\r\n", b"6\r\nASK {}\r\n0\r\n\r\n"),
        0,
        400,
        501,
    ),
    case("a folded header", bare(b"Host: x", b"X-A: 1\r\n folded", b"Connection: close"), 0, 200, 400),
    case("a space before the colon", bare(b"Host : x", b"Connection: close"), 0, 400),
    case("a name with a NUL", bare(b"Host: x", b"X-\x00A: 1", b"Connection: close"), 0, 400),
    case("a value with a NUL", bare(b"Host: x", b"X-A: \x00", b"Connection: close"), 0, 400),
    case("no colon", bare(b"Host: x", b"nonsense", b"Connection: close"), 0, 400),
    case(
        "lines ended by LF",
        bare(b"Host: x", b"Connection: close", line=_GET.replace(b"\r", b""), end=b"\n"),
        0,
        200,
        400,
    ),
    case("lines ended by CR", bare(b"Host: x", line=_GET.replace(b"\n", b""), end=b"\r"), 0, 400),
    case(
        "two requests at once",
        message("GET", "/sparql?query=ASK%7B%7D", {"Connection": "keep-alive"}) + message("GET", "/health/live"),
        200,
    ),
    case(
        "a request in the body of another",
        message(
            "POST",
            "/sparql",
            {"Content-Type": "application/sparql-query"},
            b"GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n",
        ),
        400,
        never=(b"HTTP/1.1 200",),
    ),
    case(
        "an upgrade to WebSocket",
        message(
            "GET",
            "/sparql?query=ASK%7B%7D",
            {
                "Connection": "Upgrade, close",
                "Upgrade": "websocket",
                "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
                "Sec-WebSocket-Version": "13",
            },
        ),
        0,
        200,
        400,
        403,
        404,
        426,
    ),
    case(
        "an upgrade to HTTP/2",
        message(
            "GET",
            "/sparql?query=ASK%7B%7D",
            {"Connection": "Upgrade, HTTP2-Settings, close", "Upgrade": "h2c", "HTTP2-Settings": "AAMAAABkAAQAAP__"},
        ),
        200,
        400,
    ),
    case("an expectation that is none", sent(b"Expect: 200-ok\r\nContent-Length: 6\r\n", b"ASK {}"), 200, 400, 417),
    case("a range of an answer", message("GET", "/sparql?query=ASK%7B%7D", {"Range": "bytes=0-1"}), 200),
    case(
        "1,000 ranges of a file",
        message("GET", "/void.ttl", {"Range": "bytes=" + ",".join(f"{n}-{n}" for n in range(1_000))}),
        200,
        206,
        400,
        416,
    ),
    case("a range that runs backwards", message("GET", "/void.ttl", {"Range": "bytes=9-1,-0,x-"}), 200, 206, 400, 416),
    case("a tag that is none", message("GET", "/void.ttl", {"If-None-Match": '"' * 5_000}), 200, 304),
    case("a date that is none", message("GET", "/void.ttl", {"If-Modified-Since": "Thu, 99 Foo 99999"}), 200),
    case(
        "credentials",
        message("GET", "/sparql?query=ASK%7B%7D", {"Authorization": "Basic !!!", "Cookie": "=;=;" * 500}),
        200,
        never=_SECRET,
    ),
)
