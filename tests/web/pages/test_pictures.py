"""Pictures: what the policy allows, the same bytes for the same figures, and words for who does not see them."""

import re

import pytest

from lod.web.pages import pictures
from lod.web.pages.pictures import Mark

STEPS = [(0, "Inadequate"), (1, "Requires improvement"), (2, "Good"), (3, "Outstanding")]
MARKS = [Mark("first", 2019.5, 1, "orange"), Mark("<b>second</b>", 2023.1, 3, "green")]


def test_a_timeline_has_a_dot_of_its_rating_s_colour_for_each_mark_in_the_order_of_time() -> None:
    drawn = pictures.timeline("East on the scale", "2019: …", MARKS, STEPS).svg
    dots = re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)" r="8" class="dot (\w+)">', drawn)
    assert [colour for _, _, colour in dots] == ["orange", "green"]
    (x1, y1, _), (x2, y2, _) = dots
    assert (float(x1) < float(x2), float(y1) > float(y2)) == (True, True)


def test_a_scale_is_drawn_whole_also_where_nothing_was_rated_so() -> None:
    drawn = pictures.timeline("t", "w", MARKS, STEPS).svg
    assert all(f">{name}</text>" in drawn for _, name in STEPS)


def test_bars_stand_in_the_order_of_their_marks_with_their_counts() -> None:
    drawn = pictures.bars("t", "w", [Mark("Good & bad", 0, 12345, "teal"), Mark("Awaiting", 0, 3, "grey")]).svg
    shape = r'<rect x="[\d.]+" y="([\d.]+)" rx="0" ry="0" width="([\d.]+)" height="[\d.]+" class="rect (\w+)">'
    bars = re.findall(shape, drawn)
    by_place = sorted(bars, key=lambda bar: float(bar[0]))
    assert [colour for _, _, colour in by_place] == ["teal", "grey"]
    assert float(by_place[0][1]) > 1000 * float(by_place[1][1])
    assert ">12,345</text>" in drawn
    assert ">Good &amp; bad</text>" in drawn


def test_the_lowest_level_has_a_bar_too() -> None:
    drawn = pictures.bars("t", "w", [Mark("Standard", 0, 0, "red"), Mark("Other", 0, 3, "green")], STEPS).svg
    widths = dict(re.findall(r'width="([\d.]+)" height="[\d.]+" class="rect (\w+)"', drawn)[i][::-1] for i in (0, 1))
    assert round(float(widths["green"]) / float(widths["red"]), 1) == 4


def test_a_picture_tells_what_it_shows() -> None:
    drawn = pictures.timeline('The "scale"', "2019: <Good>.", MARKS, STEPS).svg
    assert drawn.startswith(
        '<svg role="img" aria-label="The &quot;scale&quot;. 2019: &lt;Good&gt;." viewBox="0 0 720 246">'
    )


def test_the_same_figures_give_the_same_bytes_which_have_neither_style_nor_script_nor_date() -> None:
    first, second = (pictures.timeline("t", "w", MARKS, STEPS).svg for _ in range(2))
    assert first == second
    assert not re.search(r"style|<script|<!--|\sid=|http", first)


def test_a_long_name_is_cut_in_the_picture() -> None:
    drawn = pictures.bars("t", "w", [Mark("A standard whose name is as long as a sentence", 0, 1, "teal")]).svg
    assert ">A standard whose name is as long…</text>" in drawn


def test_places_are_as_far_apart_east_as_north() -> None:
    marks = [Mark("east", 2, 0, "green"), Mark("north", 0, 2, "red"), Mark("here", 0, 0, "grey here")]
    drawn = pictures.places("t", "w", marks).svg
    dots = re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)" r="6" class="dot ([\w ]+)">', drawn)
    (east, _), (_, north), (x, y) = ((float(cx), float(cy)) for cx, cy, _ in dots)
    assert [colour for _, _, colour in dots] == ["green", "red", "grey here"]
    assert abs((east - x) / (y - north) - 1) < 0.03


@pytest.mark.parametrize(("reach", "step"), [(0.04, 0.01), (0.9, 0.2), (3.3, 1), (12, 5), (60, 20)])
def test_a_grid_has_round_steps(reach: float, step: float) -> None:
    assert pictures._round_step(reach) == pytest.approx(step)
