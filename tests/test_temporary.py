"""Tests leave nothing among the system's temporary files."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path


def test_temporary_files_are_made_in_a_folder_that_goes_with_the_tests(temporary: Path) -> None:
    asked = [sys.executable, "-c", "import tempfile; print(tempfile.gettempdir())"]
    of_a_process = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.strip()
    assert [tempfile.gettempdir(), of_a_process] == [str(temporary), str(temporary)]
