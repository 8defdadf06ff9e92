"""What `pip install .` installs is whole: ontology, shapes, profiles, templates and examples travel along."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel's contents, as pip would lay them out."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=CHECKOUT, check=True, capture_output=True, timeout=120)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


@pytest.mark.slow
def test_lod_publishes_from_any_folder_without_the_checkout(installed: Path, tmp_path: Path) -> None:
    environment = os.environ | {"PYTHONPATH": str(installed)}

    def lod(*arguments: str, cwd: Path) -> str:
        command = [sys.executable, "-P", "-m", "lod", *arguments]
        done = subprocess.run(
            command, cwd=cwd, env=environment, capture_output=True, text=True, timeout=120, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    lod("init", "mine", cwd=tmp_path)
    assert '"inspections": 1' in lod("build", "--json", cwd=tmp_path / "mine")
    where = [sys.executable, "-P", "-c", "import lod.web.app, lod; print(lod.__file__)"]
    found = subprocess.run(where, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True).stdout
    assert Path(found.strip()).is_relative_to(installed)


@pytest.mark.slow
def test_wheel_holds_what_is_served_and_nothing_else(installed: Path) -> None:
    names = {path.relative_to(installed).as_posix() for path in installed.rglob("*") if path.is_file()}
    assert {
        "lod/_shipped/ontology/inspection.ttl",
        "lod/_shipped/ontology/context.jsonld",
        "lod/_shipped/shapes/inspection.ttl",
        "lod/_shipped/examples/starter/publication.toml",
        "lod/profiles/hmi-probation.toml",
        "lod/queries/entity.rq",
        "lod/web/templates/base.html",
        "lod/web/static/style.css",
        "lod/web/static/assets/bundle.json",
        "lod/web/static/assets/licences.txt",
    } <= names
    assert not {name for name in names if "/public/" in name or name.startswith("tests/")}
