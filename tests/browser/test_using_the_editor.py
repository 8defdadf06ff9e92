"""The editor as people use it: typing, examples, views, links, keys; without JavaScript; nothing from elsewhere."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.engine]

NAMES = """PREFIX insp: <https://w3id.org/inspection-results/def#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?unit ?name WHERE { ?unit a insp:InspectedUnit ; skos:prefLabel ?name } ORDER BY ?name"""
BY_RATING = "How many units hold each rating, scale by scale, best first?"
ON_A_MAP = "Where are the units whose coordinates are known, and how is each rated?"


def write(page: Page, query: str) -> None:
    """Puts a query into the editor in front, as one who types it."""
    page.locator(".tabPanel.active .yasqe .CodeMirror-lines").click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(query)


def query_of(page: Page) -> str:
    """What the editor in front holds."""
    text = page.evaluate("document.querySelector('.tabPanel.active .yasqe .CodeMirror').CodeMirror.getValue()")
    assert isinstance(text, str)
    return text


def run(page: Page) -> None:
    page.locator(".tabPanel.active").get_by_role("button", name="Run query").click()


def pick(page: Page, question: str) -> None:
    page.get_by_text("Examples by topic").click()
    page.get_by_role("link", name=question).click()


def results(page: Page) -> Any:
    return page.locator(".tabPanel.active .yasr_results")


def test_a_query_that_is_typed_gives_a_table(page: Page) -> None:
    write(page, NAMES)
    run(page)
    expect(results(page).locator("tbody tr")).to_have_count(10)
    expect(results(page).locator("tbody tr").first).to_contain_text("11th & Social")
    expect(page.locator(".tabPanel.active").get_by_role("status").first).to_contain_text("10 results")


def test_what_a_table_leads_to_is_on_this_server(page: Page, address: str) -> None:
    write(page, NAMES)
    run(page)
    results(page).locator("tbody a").first.click()
    expect(page).to_have_url(re.compile(rf"^{address}/doc/unit/food-business/"))
    expect(page.locator("h1")).to_have_text("11th & Social")


def test_an_example_opens_beside_the_query_and_is_drawn_as_bars(page: Page) -> None:
    before = query_of(page)
    pick(page, BY_RATING)
    expect(page.get_by_role("tab", selected=True)).to_have_text(re.compile("Units by rating"))
    chart = results(page).get_by_role("img")
    expect(chart).to_have_attribute("aria-label", re.compile(r"^Bar chart of units by scale and rating\. .*: 4; "))
    inked = "c => c.getContext('2d').getImageData(0, 0, c.width, c.height).data.some(each => each > 0)"
    assert chart.evaluate(inked)
    page.get_by_role("tab").first.click()
    assert query_of(page) == before


def test_another_column_of_numbers_can_be_drawn(page: Page) -> None:
    pick(page, BY_RATING)
    results(page).get_by_label("Numbers").select_option("rank")
    expect(results(page).get_by_role("img")).to_have_attribute("aria-label", re.compile("^Bar chart of rank by"))


def test_points_are_drawn_on_a_map(page: Page) -> None:
    pick(page, ON_A_MAP)
    points = results(page).locator("path.place")
    expect(points).to_have_count(9)
    expect(results(page).locator("path.land:not([d='M0 0'])").first).to_be_visible()
    expect(results(page)).to_contain_text("9 of 9 rows have a point.")
    points.first.click(force=True)
    expect(results(page).locator(".leaflet-popup")).to_contain_text("rating")


def test_views_that_cannot_show_a_result_say_so(page: Page) -> None:
    write(page, "ASK {}")
    run(page)
    expect(results(page)).to_contain_text("True")
    for view in ("Chart", "Map"):
        expect(page.locator(".tabPanel.active").get_by_role("button", name=view)).to_be_disabled()


def test_a_graph_is_shown_as_it_came(page: Page) -> None:
    write(page, "CONSTRUCT { <urn:a> <urn:b> 1 } {}")
    run(page)
    page.locator(".tabPanel.active").get_by_role("button", name="Response").click()
    expect(results(page)).to_contain_text("<urn:a> <urn:b> 1")
    links = page.locator(".tabPanel.active .downloads a")
    expect(links).to_have_text(["Turtle", "JSON-LD", "N-Triples", "RDF/XML"])


@pytest.mark.parametrize(
    ("label", "begins"),
    [("JSON", '{"head"'), ("XML", "<?xml"), ("CSV", "unit,name"), ("TSV", "?unit\t?name")],
)
def test_a_result_is_downloaded_in_the_format_chosen(page: Page, label: str, begins: str) -> None:
    write(page, NAMES)
    run(page)
    link = page.locator(".tabPanel.active .downloads").get_by_role("link", name=label, exact=True)
    with page.expect_download() as download:
        link.click()
    assert Path(download.value.path()).read_text("utf-8").startswith(begins)


def test_a_problem_is_said_in_words(page: Page) -> None:
    write(page, "SELECT * { ?s nope:p ?o }")
    run(page)
    alert = results(page).get_by_role("alert")
    expect(alert).to_contain_text("The query is not SPARQL 1.1")
    expect(alert).not_to_contain_text("{")


def test_a_link_carries_query_and_view_and_runs_it(page: Page, context: BrowserContext, address: str) -> None:
    pick(page, BY_RATING)
    results(page).get_by_role("img").wait_for()
    page.locator(".tabPanel.active").get_by_role("button", name="Share link").click()
    link = page.get_by_label("Link to this query").input_value()
    assert link.startswith(f"{address}/sparql#query=")
    assert unquote(link.partition("#query=")[2]).startswith(f"# Question: {BY_RATING}")
    friend = context.browser.new_page()  # type: ignore[union-attr]
    friend.goto(link)
    expect(friend.get_by_role("tab", selected=True)).to_have_text(re.compile("Shared query"))
    expect(results(friend).get_by_role("img")).to_be_visible()
    friend.close()


def test_a_link_works_on_the_page_it_leads_to(page: Page) -> None:
    page.evaluate("location.hash = '#query=ASK%20%7B%7D'")
    expect(page.get_by_role("tab", selected=True)).to_have_text(re.compile("Shared query"))
    expect(results(page)).to_contain_text("True")


def test_a_link_cannot_send_the_query_elsewhere(context: BrowserContext, address: str) -> None:
    page = context.new_page()
    elsewhere = "endpoint=https%3A%2F%2Felsewhere.example%2F&headers=%7B%22X%22%3A%22y%22%7D"
    with page.expect_request(lambda request: "query=" in request.url) as asked:
        page.goto(f"/sparql#query=ASK%20%7B%7D&{elsewhere}")
    assert asked.value.url.startswith(f"{address}/sparql?query=ASK")
    assert "x" not in asked.value.headers
    expect(results(page)).to_contain_text("True")


def test_the_query_is_still_there_after_a_visit_elsewhere(page: Page) -> None:
    write(page, NAMES)
    run(page)
    results(page).locator("tbody tr").first.wait_for()
    page.goto("/")
    page.goto("/sparql")
    page.locator(".yasqe .CodeMirror").wait_for()
    assert query_of(page) == NAMES


def test_our_terms_are_completed_with_what_they_mean_and_their_prefix_is_added(page: Page) -> None:
    write(page, "SELECT * { ?unit ")
    page.keyboard.type("insp:currentR")
    hint = page.get_by_role("listbox", name="Completions").get_by_role("option").first
    expect(hint).to_contain_text("insp:currentRating")
    expect(hint).to_contain_text("current rating: Shortcut")
    page.keyboard.press("Enter")
    assert "PREFIX insp: <https://w3id.org/inspection-results/def#>" in query_of(page)
    assert "?unit insp:currentRating" in query_of(page)


def test_a_class_is_found_by_its_name_alone(page: Page) -> None:
    write(page, "SELECT * { ?each a ")
    page.keyboard.type("Judgem")
    page.keyboard.press("Control+Space")
    options = page.get_by_role("listbox", name="Completions").get_by_role("option")
    expect(options.filter(has_text="insp:OverallJudgement")).to_be_visible()


def focused(page: Page) -> str:
    """What has the focus, as it is called."""
    name = page.evaluate("document.activeElement.ariaLabel || document.activeElement.textContent.trim()")
    assert isinstance(name, str)
    return name


def test_all_is_done_by_keyboard_alone(page: Page) -> None:
    page.locator("#examples summary").focus()
    page.keyboard.press("Enter")
    while focused(page) != BY_RATING:
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("tab", name="Units by rating")).to_be_focused()
    while focused(page) != "SPARQL query":
        page.keyboard.press("Tab")
    page.keyboard.press("Control+a")
    page.keyboard.insert_text("ASK {}")
    page.keyboard.press("Control+Enter")
    expect(results(page)).to_contain_text("True")
    page.keyboard.press("Escape")
    assert focused(page) == "Run query"
    page.keyboard.press("Tab")
    assert focused(page) == "Share link"


def test_tab_leaves_the_editor_both_ways(page: Page) -> None:
    page.locator(".yasqe .CodeMirror-lines").click()
    page.keyboard.press("Tab")
    assert focused(page) == "Run query"
    page.keyboard.press("Shift+Tab")
    assert focused(page) == "SPARQL query"
    page.keyboard.press("Shift+Tab")
    assert focused(page) == "Add a new tab"
    assert query_of(page).endswith("LIMIT 100")


def test_queries_are_tabs_with_the_keys_of_tabs(page: Page) -> None:
    page.get_by_role("button", name="Add a new tab").click()
    tabs = page.get_by_role("tablist", name="Queries").get_by_role("tab")
    expect(tabs).to_have_count(2)
    tabs.last.focus()
    page.keyboard.press("ArrowLeft")
    expect(tabs.first).to_be_focused()
    expect(tabs.first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("F2")
    tabs.first.get_by_label("Name of the query").fill("Mine")
    page.keyboard.press("Enter")
    expect(tabs.first).to_contain_text("Mine")
    tabs.first.focus()
    page.keyboard.press("Delete")
    expect(tabs).to_have_count(1)


@pytest.mark.parametrize("view", ["Table", "Chart", "Map", "Response"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing(page: Page, axe: str, view: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 1000})
    pick(page, ON_A_MAP)
    results(page).locator(".map").wait_for()
    page.locator(".tabPanel.active").get_by_role("button", name=view).click()
    page.wait_for_timeout(300)
    page.evaluate(axe)
    violations = page.evaluate("async () => (await axe.run()).violations.map(v => [v.id, v.nodes.map(n => n.html)])")
    assert not violations, json.dumps(violations, indent=1)
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 2


def test_without_javascript_the_form_gives_a_table(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=address)
    page = context.new_page()
    page.goto("/sparql")
    page.get_by_label("Query").fill(NAMES)
    page.get_by_role("button", name="Run the query").click()
    expect(page.locator("h1")).to_have_text("Query results")
    expect(page.locator("tbody tr")).to_have_count(10)
    context.close()


def test_without_javascript_an_example_leads_to_its_answer(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=address)
    page = context.new_page()
    page.goto("/sparql")
    page.get_by_text("Examples by topic").click()
    page.get_by_role("link", name=BY_RATING).click()
    expect(page.locator("tbody tr")).to_have_count(4)
    context.close()
