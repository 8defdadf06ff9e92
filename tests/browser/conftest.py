"""A real browser on a real server of a real publication: food hygiene ratings of Norwich, which have coordinates."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect, sync_playwright

from lod import pipeline
from lod.pipeline.scheduling import ThisProcess
from lod.settings import Settings
from lod.store import Limits
from lod.web.sparql import editor
from tests import sites
from tests.conformance.runners import PACKAGES
from tests.needs import missing
from tests.web.running import served

WINDOW = {"width": 1280, "height": 1000}
PATIENCE = 15_000
"""Milliseconds that something may take to appear: the machine may be busy with other tests."""


@pytest.fixture(scope="session")
def food(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The publication, with a current release."""
    site = sites.copied(tmp_path_factory.mktemp("food"))
    (member,) = (each for each in site.members if each.publication.name == "food-hygiene")
    pipeline.build(member.publication, member.sources, member.folder, member.output, sites.AT, scheduler=ThisProcess())
    return member


@pytest.fixture(scope="session")
def address(food: Settings) -> Iterator[str]:
    """Where it is served."""
    assert editor.bundle(), "the editor is not bundled; `python frontend/hook.py` does it"
    with served(food.publication, food.output, Limits(timeout=5.0)) as address:
        yield address


@pytest.fixture(scope="module")  # while it is there, no other test of this process can run an event loop
def browser(program: Callable[[str], str]) -> Iterator[Browser]:
    """Chromium without a window; Debian's, since a build of the browser's own cannot be fetched everywhere."""
    executable = program("chromium")
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        # Without a sandbox: it needs rights that root in a container has not, and the pages are ours.
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        yield browser
        browser.close()


class Visit:
    """What happened on the pages of a context that should not: errors, refusals by the policy, requests elsewhere."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.faults: list[str] = []
        self._address = address
        context.on("request", self._requested)
        context.on("weberror", lambda error: self.faults.append(str(error.error)))
        context.on("console", lambda message: self._said(message.type, message.text))

    def _requested(self, request: Request) -> None:
        if not request.url.startswith((self._address, "data:", "blob:")):
            self.faults.append(f"asked {request.url}")

    def _said(self, kind: str, text: str) -> None:
        # The browser asks for an icon and for what an error page is tested with by itself.
        if kind == "error" and "Failed to load resource" not in text:
            self.faults.append(text)


@pytest.fixture
def context(browser: Browser, address: str) -> Iterator[BrowserContext]:
    """A visitor who has never been here; at the end nothing may have gone wrong on any page."""
    context = browser.new_context(viewport=WINDOW, base_url=address)  # type: ignore[arg-type]
    context.set_default_timeout(PATIENCE)
    visit = Visit(context, address)
    yield context
    context.close()
    assert not visit.faults


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """The endpoint's page with the editor drawn."""
    page = context.new_page()
    page.goto("/sparql")
    page.locator(".yasqe .CodeMirror").wait_for()
    return page


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core; missing, it fails the test in CI and skips it on a user's machine."""
    source = PACKAGES / "node_modules" / "axe-core" / "axe.min.js"
    if not source.is_file():
        missing("needs axe-core, which `.ci/engines` installs")
    return source.read_text("utf-8")
