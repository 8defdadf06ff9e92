"""The search in a browser: suggestions while one types, by the keyboard alone, and the same without JavaScript."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

pytestmark = pytest.mark.browser


@pytest.fixture
def searching(context: BrowserContext) -> Page:
    """The page of the search with its script at work."""
    page = context.new_page()
    page.goto("/search")
    page.locator("input#q[role=combobox]").wait_for()
    return page


def test_suggestions_are_chosen_by_the_keyboard(searching: Page) -> None:
    field = searching.get_by_role("combobox")
    field.press_sequentially("zizz")
    option = searching.get_by_role("option", name="Zizzi")
    expect(option).to_be_visible()
    expect(field).to_have_attribute("aria-expanded", "true")
    field.press("ArrowDown")
    expect(option).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", str(option.get_attribute("id")))
    field.press("Enter")
    searching.wait_for_url("**/search?q=Zizzi")
    expect(searching.get_by_role("link", name="Zizzi", exact=True)).to_be_visible()


def test_escape_closes_them_and_what_was_typed_stays(searching: Page) -> None:
    field = searching.get_by_role("combobox")
    field.press_sequentially("zizz")
    expect(searching.get_by_role("listbox")).to_be_visible()
    field.press("Escape")
    expect(searching.get_by_role("listbox")).to_be_hidden()
    expect(field).to_have_value("zizz")
    field.press("Enter")
    searching.wait_for_url("**/search?q=zizz")


def test_a_suggestion_is_chosen_by_a_click(searching: Page) -> None:
    searching.get_by_role("combobox").press_sequentially("zizz")
    searching.get_by_role("option", name="Zizzi").click()
    searching.wait_for_url("**/search?q=Zizzi")


@pytest.mark.parametrize("asked", ["/search", "/search?q=norwich", "/search?q=zzzzzz", "/search?q=norwich&kind=unit"])
def test_axe_finds_nothing(context: BrowserContext, axe: str, asked: str) -> None:
    page = context.new_page()
    page.goto(asked)
    page.evaluate(axe)
    found = page.evaluate("axe.run()")
    assert [(each["id"], each["nodes"][0]["html"]) for each in found["violations"]] == []


def test_open_suggestions_are_sound(searching: Page, axe: str) -> None:
    searching.get_by_role("combobox").press_sequentially("zizz")
    expect(searching.get_by_role("listbox")).to_be_visible()
    searching.evaluate(axe)
    found = searching.evaluate("axe.run()")
    assert [(each["id"], each["nodes"][0]["html"]) for each in found["violations"]] == []


def test_it_works_without_javascript(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    page.goto("/search")
    page.get_by_label("Names, places").fill("norwich")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="Units", exact=True).last.click()
    expect(page.locator(".results .about").first).to_contain_text("Unit")
    assert "kind=unit" in page.url
    context.close()
