"""Each kind of page in a real browser: axe-core finds nothing at three widths, light and dark; nothing runs sideways
at 320 px; without JavaScript the page is whole all the same."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.conftest import Visit

UNIT = "/doc/unit/food-business/1275821"
SCHEME = "https://w3id.org/inspection-results/scheme"
KINDS = {
    "home": "/",
    "units": "/doc/unit",
    "inspections": "/doc/inspection",
    "unit": UNIT,
    "inspection": "/doc/inspection/food-business/1275821/2025-10-25",
    "what can be compared": "/compare",
    "comparison": f"/compare?type={SCHEME}/unit-type/food-business",
    "scale": "/def/fhrs-rating",
    "level": "/def/fhrs-rating/5",
    "framework": "/def/food-hygiene-scores",
    "standard": "/def/food-hygiene-scores/hygiene",
    "area": "/def/food-authority/232",
    "region": "/def/region/east-of-england",
    "ontology": "/def/inspection",
    "rules": "/def/inspection-rules",
    "examples": "/def/inspection-examples",
    "changes": "/def/inspection-changes",
    "shapes": "/shapes",
    "statistics": "/doc/statistics",
    "cube": "/doc/statistics/food-hygiene/units-by-unit-type",
    "releases": "/release/",
    "release": "/release/latest/",
    "dataset": "/dataset/food-hygiene",
    "about": "/about",
    "accessibility": "/accessibility",
    "problem": "/nothing",
}
WIDTHS = (320, 768, 1920)
_AUDIT = "async () => (await axe.run(document)).violations.map(each => `${each.id}: ${each.nodes[0].html}`)"
_SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(params=["light", "dark"])
def scheme(request: pytest.FixtureRequest) -> str:
    """What the reader prefers."""
    return str(request.param)


@pytest.fixture
def reader(browser: Browser, address: str, scheme: str) -> Iterator[Page]:
    """A page of a reader who prefers a colour scheme; at the end nothing may have gone wrong on any page."""
    context = browser.new_context(base_url=address, color_scheme=scheme)  # type: ignore[arg-type]
    visit = Visit(context, address)
    yield context.new_page()
    context.close()
    assert not visit.faults


@pytest.mark.browser
@pytest.mark.parametrize("path", KINDS.values(), ids=KINDS.keys())
def test_axe_finds_nothing_at_three_widths(reader: Page, axe: str, path: str) -> None:
    reader.goto(path)
    reader.evaluate(axe)
    for width in WIDTHS:
        reader.set_viewport_size({"width": width, "height": 900})
        assert reader.evaluate(_AUDIT) == [], width
        assert reader.evaluate(_SIDEWAYS) <= 0, width


@pytest.fixture
def scriptless(browser: Browser, address: str) -> Iterator[BrowserContext]:
    """A reader whose browser runs no script, and so not axe either."""
    context = browser.new_context(base_url=address, java_script_enabled=False)
    yield context
    context.close()


@pytest.fixture
def unscripted(browser: Browser, address: str) -> Iterator[Page]:
    """A page none of whose own scripts arrives: as if JavaScript were off, but for axe, which is a script itself."""
    context = browser.new_context(base_url=address)
    context.route("**/*.js", lambda route: route.abort())
    yield context.new_page()
    context.close()


@pytest.mark.browser
@pytest.mark.parametrize("path", KINDS.values(), ids=KINDS.keys())
def test_axe_finds_nothing_without_the_pages_own_scripts(unscripted: Page, axe: str, path: str) -> None:
    unscripted.goto(path)
    assert "js-enabled" not in (unscripted.locator("body").get_attribute("class") or "")
    unscripted.evaluate(axe)
    for width in WIDTHS:
        unscripted.set_viewport_size({"width": width, "height": 900})
        assert unscripted.evaluate(_AUDIT) == [], width
        assert unscripted.evaluate(_SIDEWAYS) <= 0, width


@pytest.mark.browser
@pytest.mark.parametrize("path", KINDS.values(), ids=KINDS.keys())
def test_every_page_is_whole_without_javascript(scriptless: BrowserContext, path: str) -> None:
    page = scriptless.new_page()
    page.set_viewport_size({"width": 320, "height": 900})
    page.goto(path)
    assert page.locator("h1").count() == 1
    assert page.get_by_role("navigation", name="Menu").get_by_role("link", name="Units").is_visible()
    assert len(page.locator("main").inner_text()) > 50


@pytest.mark.browser
def test_the_menu_opens_on_a_narrow_screen(reader: Page) -> None:
    reader.set_viewport_size({"width": 320, "height": 900})
    reader.goto("/")
    link = reader.get_by_role("navigation", name="Menu").get_by_role("link", name="Units")
    assert not link.is_visible()
    reader.get_by_role("button", name="Menu").press("Enter")
    assert link.is_visible()
