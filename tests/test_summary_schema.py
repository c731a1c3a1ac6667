"""The committed schema of ``summary.json`` is the one that the code makes, and what is written keeps to it."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from govsite_checks import registry
from govsite_checks.inventory import load
from govsite_checks.profiles import load as load_profile
from govsite_checks.summary import summarise
from govsite_checks.summary.schema import schema

COMMITTED = Path(__file__).parents[1] / "docs/summary.schema.json"


@pytest.fixture
def whole(tmp_path: Path) -> Any:
    """A summary with a score, over every rule, of a site that was seen by nobody."""
    from datetime import UTC, datetime

    from govsite_checks.evaluate import judge
    from govsite_checks.model import Snapshot

    path = tmp_path / "a.yaml"
    path.write_text("inventory: a\nsites:\n  - {id: a, name: 甲, url: http://a.gov.cn/}\n", encoding="utf-8")
    sites, rules = load(path).sites, tuple(registry.gather(registry.installed()).values())
    moment = datetime(2026, 3, 1, tzinfo=UTC)
    made = summarise(
        inventory_slug="a",
        inventory_title="甲",
        region="",
        sites=sites,
        facts={},
        judgements=[judge(rule, Snapshot(sites[0], moment)) for rule in rules],
        rules=rules,
        profile=load_profile("census-2015"),
        as_of=moment,
        fail_on=("veto",),
        tool_version="1",
    )
    return json.loads(json.dumps(made.to_dict()))


def test_the_committed_schema_is_current() -> None:
    assert json.loads(COMMITTED.read_text("utf-8")) == json.loads(json.dumps(schema())), "run make schema"


def test_what_is_written_keeps_to_it(whole: Any) -> None:
    jsonschema.Draft202012Validator.check_schema(schema())
    jsonschema.validate(whole, schema())
    assert whole["site_rows"][0]["score"] is not None


@pytest.mark.parametrize(
    "path", [("pages",), ("rules", 0, "rate"), ("site_rows", 0, "score"), ("site_rows", 0, "verdicts", "ok")]
)
def test_it_is_closed(whole: Any, path: tuple[Any, ...]) -> None:
    broken = deepcopy(whole)
    target = broken
    for step in path[:-1]:
        target = target[step]
    target[path[-1]] = {"new": 1}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(broken, schema())
