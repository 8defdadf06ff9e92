"""The commands with sources and releases on a real S3 server: built, kept up, served, followed."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from .conftest import S3

pytestmark = [pytest.mark.engine, pytest.mark.slow]

SOON = 60.0
TOML = """
[publication]
title     = "Test results"
description = "Results to test with"
base_iri  = "https://data.example.org/"
publisher = { name = "Tester", iri = "https://www.example.org/" }
contact   = "data@example.org"
output    = "s3://bucket/public"

[[source]]
kind    = "register"
path    = "s3://bucket/in/*.csv"
profile = "hmi-probation"

[serve]
follow = 0.2
"""
HEADER = b"unit,unit type,overall rating,published\n"
FIRST = HEADER + b"East Midlands,probation region,Good,2025-08-07\n"
SECOND = FIRST + b"Wales,probation region,Outstanding,2025-09-01\n"


def lod(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "lod", *arguments], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """`lod serve` in `folder`; gives its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen([sys.executable, "-m", "lod", "serve", "--port", str(port)], cwd=folder)
    try:
        yield f"http://127.0.0.1:{port}"
        server.send_signal(signal.SIGINT)
        server.wait(SOON)
    finally:
        server.kill()
        server.wait()


def eventually(address: str, text: str) -> None:
    """Waits until what is there says `text`."""
    end = time.monotonic() + SOON
    found = ""
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(address) as answer:  # noqa: S310 - our own server
                found = answer.read().decode()
        except OSError as problem:
            found = str(problem)
        if text in found:
            return
        time.sleep(0.1)
    raise AssertionError(f"{address} did not say {text!r} within {SOON:g} s but {found!r}")


def test_from_sources_to_pages_by_object_storage(s3: S3, tmp_path: Path) -> None:
    builder, server = tmp_path / "builder", tmp_path / "server"
    for folder in (builder, server):
        folder.mkdir()
        (folder / "publication.toml").write_text(TOML, "utf-8")
    s3.put("bucket/in/register.csv", FIRST)
    first = str(re.search(r"release (\S+) built and current", lod(builder, "build"))[1])  # type: ignore[index]
    assert f"this made no new release: {first} is current" in lod(builder, "build")
    assert re.search(rf"{first} .*current", lod(server, "releases", "list"))
    assert f"{first}: every file is what the manifest says" in lod(server, "releases", "verify")
    with serving(server) as address:
        eventually(f"{address}/release/", first)
        s3.put("bucket/in/register.csv", SECOND)
        second = str(re.search(r"release (\S+) built and current", lod(builder, "build"))[1])  # type: ignore[index]
        eventually(f"{address}/release/{second}/data.nq", "/probation-region/N03/2025-09-01")
        s3.cut()
        eventually(f"{address}/doc/inspection", "Wales")
        s3.mend()
        lod(server, "releases", "rollback", first)
        assert re.search(rf"{first} .*current", lod(builder, "releases", "list"))
        end = time.monotonic() + SOON
        while (server / "cache" / "served" / "current").readlink().name != first:
            assert time.monotonic() < end
            time.sleep(0.1)
    assert f"{second}: removed" in lod(builder, "releases", "prune", "--keep", "1")
