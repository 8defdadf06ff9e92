"""Path traversal: nothing outside of what is published is given out, whatever the path looks like."""

from __future__ import annotations

from tests.hostile.wire import Case, case, message

_R = "/release/2025-08-07-000000000001"
_NEVER = (b"root:", b"[project]", b"def create_app", b"requires-python", b"[core]", b"OPTIONS_FILE", b"rocksdb")

PATHS = (
    "/../../../../etc/passwd",
    "/%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
    "/..%2f..%2f..%2f..%2fetc%2fpasswd",
    "/%252e%252e%252f%252e%252e%252fetc%252fpasswd",
    "/..%5c..%5c..%5cetc%5cpasswd",
    "/..%c0%af..%c0%afetc/passwd",
    "//etc/passwd",
    "/static/../app.py",
    "/static/..%2fapp.py",
    "/static/%2e%2e/app.py",
    "/static/....//....//app.py",
    "/static//etc/passwd",
    "/static/%2fetc%2fpasswd",
    "/static/style.css%00.html",
    "/static/",
    "/release/..",
    "/release/../current/manifest.json",
    "/release/..%2f..%2f..%2fetc%2fpasswd",
    "/release/%2e%2e/history.jsonl",
    "/release/current/data.nq",
    f"{_R}/../../history.jsonl",
    f"{_R}/..%2f..%2fhistory.jsonl",
    f"{_R}/%2fetc%2fpasswd",
    f"{_R}/store",
    f"{_R}/store/CURRENT",
    f"{_R}/store%2fCURRENT",
    f"{_R}/.lock",
    f"{_R}/data.nq%00.txt",
    f"{_R}/data.nq/..",
    f"{_R}%00/data.nq",
    f"{_R}/~root",
    "/release/%2e%2e/sparql?query=ASK%7B%7D",
    "/release//sparql?query=ASK%7B%7D",
    "/release/x/../2025-08-07-000000000001/sparql?query=ASK%7B%7D",
    "/def/..%2f..%2fpyproject.toml",
    "/def/%2e%2e%2f%2e%2e%2fpyproject",
    "/shapes/..%2f..%2fpyproject",
    "/shapes/%2e%2e/%2e%2e/pyproject.toml",
    "/dataset/..%2f..%2fetc%2fpasswd",
    "/doc/..%2f..%2fetc%2fpasswd",
    "/doc/%00",
    "/id/..%2f..%2f..%2f",
    "/.git/config",
    "/.env",
    "/publication.toml",
    "/problems/..%2f",
    "/sparql/../../etc/passwd",
    "/sparql%2f..%2f..%2fetc%2fpasswd",
    "/" + "a/" * 20_000,
    "/" + "%2e%2e/" * 5_000,
)

CASES: tuple[Case, ...] = tuple(
    case(path[:60], message("GET", path, {"Accept": accept}), 0, 303, 307, 400, 404, 414, 431, never=_NEVER)
    for path in PATHS
    for accept in ("*/*",)
)
