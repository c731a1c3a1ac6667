from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from govsite_checks.inventory import schema
from govsite_checks.inventory.json_schema import rendered
from govsite_checks.yamlfile import parse

ROOT = Path(__file__).parents[2]
COMMITTED = ROOT / "site_inventory" / "inventory.schema.json"

KINDS: dict[str, Any] = {"string": str, "boolean": bool, "object": dict, "array": list, "null": type(None)}
IGNORED = {"description", "title", "default", "format", "$schema", "$defs"}


def problems(value: Any, rule: dict[str, Any], root: dict[str, Any], at: str = "$") -> list[str]:
    """The JSON Schema keywords that the inventory's schema uses; an unknown one is an error of this test."""
    found: list[str] = []
    for keyword, argument in rule.items():
        if keyword == "$ref":
            found += problems(value, root["$defs"][argument.removeprefix("#/$defs/")], root, at)
        elif keyword == "anyOf":
            if all(problems(value, option, root, at) for option in argument):
                found.append(f"{at}: anyOf")
        elif keyword == "type":
            found += [] if is_a(value, argument) else [f"{at}: type {argument}"]
        elif keyword == "enum":
            found += [] if value in argument else [f"{at}: enum"]
        elif keyword == "pattern":
            found += [] if not isinstance(value, str) or re.search(argument, value) else [f"{at}: pattern"]
        elif keyword in {"minLength", "maxLength", "minItems", "maxItems", "minimum", "maximum"}:
            size = len(value) if isinstance(value, str | list) else value
            found += [] if in_bounds(size, keyword, argument) else [f"{at}: {keyword}"]
        elif keyword == "required":
            found += [
                f"{at}: required {key}" for key in argument if isinstance(value, dict) and key not in value
            ]
        elif keyword == "properties":
            given = value if isinstance(value, dict) else {}
            for key, inner in argument.items():
                found += problems(given[key], inner, root, f"{at}.{key}") if key in given else []
        elif keyword == "additionalProperties":
            for key in set(value if isinstance(value, dict) else {}) - set(rule.get("properties", {})):
                found += (
                    [f"{at}.{key}: unknown"]
                    if argument is False
                    else problems(value[key], argument, root, at)
                )
        elif keyword == "items":
            for index, item in enumerate(value if isinstance(value, list) else []):
                found += problems(item, argument, root, f"{at}[{index}]")
        elif keyword == "propertyNames":
            continue
        else:
            assert keyword in IGNORED, keyword
    return found


def is_a(value: Any, kind: str) -> bool:
    if kind in {"integer", "number"}:
        return isinstance(value, int if kind == "integer" else int | float) and not isinstance(value, bool)
    return isinstance(value, KINDS[kind])


def in_bounds(size: Any, keyword: str, bound: float) -> bool:
    if not isinstance(size, int | float):
        return True
    return size >= bound if keyword.startswith("min") else size <= bound


def data_of(text: str) -> Any:
    root, faults = parse(text, "f.yaml")
    assert root is not None
    assert not faults
    return root.plain()


def test_the_committed_schema_is_the_models_own() -> None:
    assert COMMITTED.read_text(encoding="utf-8") == rendered(), "renew it: make schema"


def test_every_key_is_described_in_chinese() -> None:
    made = schema()
    for model in (made, *made["$defs"].values()):
        assert re.search("[\u4e00-\u9fff]", model["description"])
        for key, value in model["properties"].items():
            assert re.search("[\u4e00-\u9fff]", value["description"]), key
            assert "title" not in value, key


@pytest.mark.parametrize("name", ["beijing.yaml", "demo.yaml"])
def test_the_committed_inventories_satisfy_it(name: str) -> None:
    text = (ROOT / "site_inventory" / name).read_text(encoding="utf-8")
    assert problems(data_of(text), schema(), schema()) == []
    assert text.startswith("# yaml-language-server: $schema=inventory.schema.json\n")


SITE = "{id: a, name: 甲, url: 'https://a.cn/'}"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (f"inventory: x\nsites: [{SITE}]", ""),
        (f"inventory: x\ntitle:\nsites: [{SITE}]", ""),
        (f"inventory: x\ntitel: y\nsites: [{SITE}]", "$.titel: unknown"),
        ("inventory: x\nsites: []", "$.sites: minItems"),
        ("inventory: x\nsites: [{id: a, name: 甲}]", "$.sites[0]: required url"),
        ("inventory: x\nsites: [{name: 甲, url: 'https://a.cn/'}]", "$.sites[0]: anyOf"),
        ("inventory: x\nsites: [{id: a, name: 甲, url: www.a.cn}]", "$.sites[0].url: pattern"),
        (
            "inventory: x\nsites: [{site_code: 1, name: 甲, url: 'https://a.cn/'}]",
            "$.sites[0].site_code: anyOf",
        ),
        (f"inventory: x\npoliteness: {{per_host: 17}}\nsites: [{SITE}]", "$.politeness: anyOf"),
    ],
)
def test_the_schema_sees_what_a_schema_can(text: str, problem: str) -> None:
    assert problems(data_of(text), schema(), schema()) == ([problem] if problem else [])
