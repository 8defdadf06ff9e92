"""The bundled editor: made of the sources as they are, whole, with the licences of what is inside."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

from lod.web.sparql import editor

ROOT = Path(__file__).resolve().parents[2]
ASSETS = ROOT / "lod" / "web" / "static" / "assets"


@pytest.fixture(scope="module")
def hook() -> ModuleType:
    """The build hook, which is no part of the package."""
    spec = importlib.util.spec_from_file_location("hook", ROOT / "frontend" / "hook.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def sources(hook: ModuleType, tmp_path: Path) -> Path:
    """A checkout with a bundle that is current."""
    (tmp_path / "frontend" / "src").mkdir(parents=True)
    (tmp_path / "frontend" / "package-lock.json").write_text("{}")
    (tmp_path / "frontend" / "src" / "editor.ts").write_text("start();")
    assets = tmp_path / "lod" / "web" / "static" / "assets"
    assets.mkdir(parents=True)
    (assets / "sources.sha256").write_text(hook._digest(tmp_path / "frontend"))
    return tmp_path


def build_hook(hook: ModuleType, root: Path) -> object:
    return hook.EditorBuildHook(str(root), {}, None, None, "", "wheel")


def test_the_bundle_is_of_the_sources_as_they_are(hook: ModuleType) -> None:
    assert hook.is_current(ROOT), "`python frontend/hook.py` bundles the editor again"


def test_the_entries_are_there() -> None:
    bundle = editor.bundle()
    assert bundle
    assert (ASSETS / bundle.script).stat().st_size > 100_000
    assert (ASSETS / bundle.style).is_file()


def test_chart_and_map_are_loaded_when_they_are_asked_for() -> None:
    bundle = editor.bundle()
    assert bundle
    loaded = set(re.findall(r'import\("\./((?:bars|atlas)-\w+\.js)"\)', (ASSETS / bundle.script).read_text("utf-8")))
    assert {name.partition("-")[0] for name in loaded} == {"bars", "atlas"}
    assert all((ASSETS / name).is_file() for name in loaded)


@pytest.mark.parametrize("package", ["@zazuko/yasgui", "chart.js", "codemirror", "jquery", "leaflet", "world-atlas"])
def test_licences_of_what_is_inside_travel_along(package: str) -> None:
    assert re.search(rf"^{package} \d+\.\d+\.\d+$", (ASSETS / "licences.txt").read_text("utf-8"), re.M)


def test_a_current_bundle_asks_for_no_node(hook: ModuleType, sources: Path) -> None:
    assert build_hook(hook, sources).dependencies() == []  # type: ignore[attr-defined]


@pytest.mark.parametrize("changed", ["frontend/src/editor.ts", "frontend/package-lock.json", "frontend/src/new.css"])
def test_any_change_of_the_sources_asks_for_node(hook: ModuleType, sources: Path, changed: str) -> None:
    (sources / changed).write_text("{ }")
    assert not hook.is_current(sources)
    assert build_hook(hook, sources).dependencies() == [hook.NODE]  # type: ignore[attr-defined]


def test_the_editor_is_left_out_on_request(hook: ModuleType, sources: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (sources / "frontend" / "src" / "editor.ts").write_text("changed")
    monkeypatch.setenv("LOD_EDITOR", "none")
    left_out = build_hook(hook, sources)
    assert left_out.dependencies() == []  # type: ignore[attr-defined]
    left_out.initialize("standard", {})  # type: ignore[attr-defined]
    assert not hook.is_current(sources)
