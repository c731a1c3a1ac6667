"""A census as JSON: what docs/census.schema.json says, and the same bytes for the same census."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from govsite_checks.census.census import Census
from govsite_checks.census.course import Course, Episode, State
from govsite_checks.census.output import to_dict, to_json
from govsite_checks.census.results import QuarterResults
from govsite_checks.census.taking import take_census

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "census.schema.json").read_text(encoding="utf-8"))
Make = Callable[..., Any]


@pytest.fixture
def census(notice_quarter: QuarterResults, quarter_before: QuarterResults) -> Census:
    q3 = notice_quarter.quarter
    gone = Episode(q3.previous, q3.previous, 1, State.RECTIFIED, q3)
    courses = [
        Course("footer-icp", "标明备案", "s1", "网", "甲", gone),
        Course("footer-icp", "标明备案", "s2", "网", "甲", Episode(q3, q3, 1)),
    ]
    return take_census(notice_quarter, [quarter_before], courses)


def test_it_keeps_to_its_schema(census: Census, make_site: Make, make_quarter: Make) -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    for each in (census, take_census(make_quarter([make_site(1, "", outcome="failed")]))):
        jsonschema.validate(to_dict(each), SCHEMA)


def test_the_schema_refuses_a_rate_without_its_denominator(census: Census) -> None:
    row = to_dict(census)
    del row["figures"][1]["of"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(row, SCHEMA)


def test_figures_carry_n_and_definition_and_units_do_not_repeat_it(census: Census) -> None:
    row = to_dict(census)
    by_id = {figure["id"]: figure for figure in row["figures"]}
    icp = by_id["mark-icp"]
    assert (icp["n"], icp["of"], icp["percent"], icp["points"]) == (424, 457, 92.8, 0.0)
    assert icp["before"] == {"n": 424, "of": 457, "percent": 92.8}
    assert "÷" in icp["definition"]
    assert by_id["sites-total"] == {
        "id": "sites-total", "title": "正常运行的网站数", "count": 457, "count_before": 845,
        "definition": by_id["sites-total"]["definition"],
    }  # fmt: skip
    assert len(row["units"]) == 60
    assert "definition" not in row["units"][0]["figures"][0]
    assert [course["until"] for course in row["courses"]] == ["2018Q3", None]


def test_the_same_census_gives_the_same_bytes(census: Census) -> None:
    assert to_json(census) == to_json(census)
    assert to_json(census).endswith("}\n")
