"""`lod` as a process of its own, in a folder that is not the checkout."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

LOD = (sys.executable, "-m", "lod")


def lod(*arguments: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """What it printed and how it ended."""
    command = [*LOD, *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=120, check=False)
