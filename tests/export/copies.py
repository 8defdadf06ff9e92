"""Copies of the examples, made as `lod export` makes them, but in this process."""

from __future__ import annotations

import datetime
import re
import shutil
from pathlib import Path

from lod import export, pipeline, resources, settings
from lod.export import Bagged, Copied
from lod.pipeline.scheduling import ThisProcess
from lod.settings import Settings, SiteSettings
from lod.web.app import create_app
from tests import sites
from tests.sites import AT

ON = datetime.date(2026, 9, 1)
"""The day the copies are made on."""


def published(folder: Path) -> Settings:
    """The HMI Probation example, released. The templates of corrections in it are filled in: one of each kind."""
    shutil.copytree(
        resources.folder("examples") / "hmi-probation",
        folder,
        dirs_exist_ok=True,
        ignore=shutil.ignore_patterns("public"),
    )
    corrections = folder / "corrections.toml"
    corrections.write_text(re.sub(r"(?m)^# (?=\[\[|\w+ +=)", "", corrections.read_text("utf-8")), "utf-8")
    found = settings.load(folder / "publication.toml")
    assert isinstance(found, Settings)
    about, kept = found.publication, found.corrections
    pipeline.build(about, found.sources, found.folder, found.output, AT, corrected=kept, scheduler=ThisProcess())
    return found


def several(folder: Path) -> SiteSettings:
    """The example of four inspectorates, released and joined."""
    found = sites.copied(folder)
    sites.build_members(found)
    sites.join(found)
    return found


def copy(chosen: Settings | SiteSettings, into: Path, bagged: Bagged | None = None) -> Copied:
    """The current release as a static site."""
    members = [each.output for each in chosen.members] if isinstance(chosen, SiteSettings) else []
    app = create_app(chosen.publication, chosen.output, chosen.limits, members)
    return export.export(app, app.state.site, into, AT.date(), bagged)
