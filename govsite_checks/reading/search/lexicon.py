"""The words, names and hosts of site searches, read once from ``data/search.toml`` and compiled."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from re import Pattern
from typing import Any


@dataclass(frozen=True, slots=True)
class FormWords:
    """How the forms of a search, and forms that are none, are told."""

    fields: frozenset[str]
    weak_fields: frozenset[str]
    hint: Pattern[str]
    button: Pattern[str]
    weak_button: Pattern[str]
    action: Pattern[str]
    name: Pattern[str]
    other_field: Pattern[str]
    other_word: Pattern[str]
    other_action: Pattern[str]
    links: frozenset[str]
    systems: tuple[tuple[str, str], ...]
    engines: tuple[str, ...]
    suppliers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ResultWords:
    """How the parts of a result page are told."""

    none: Pattern[str]
    count: tuple[Pattern[str], ...]
    refused: Pattern[str]
    next: frozenset[str]
    pager: Pattern[str]
    all: frozenset[str]
    classes: Pattern[str]
    not_classes: Pattern[str]
    column: Pattern[str]
    aside: tuple[str, ...]
    fetching: Pattern[str]
    bound: str


def _any(patterns: list[str]) -> Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


@cache
def _data() -> dict[str, Any]:
    text = files("govsite_checks.reading").joinpath("data/search.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def form_words() -> FormWords:
    """The words of forms; read from disk at the first call."""
    data = _data()
    form, owner = data["form"], data["owner"]
    return FormWords(
        fields=frozenset(form["fields"]),
        weak_fields=frozenset(form["weak_fields"]),
        hint=_any(form["hint"]),
        button=_any(form["button"]),
        weak_button=_any(form["weak_button"]),
        action=_any(form["action"]),
        name=_any(form["name"]),
        other_field=_any(form["other_field"]),
        other_word=_any(form["other_word"]),
        other_action=_any(form["other_action"]),
        links=frozenset(data["link"]["words"]),
        systems=tuple((item["field"], item["coding"]) for item in data["system"]),
        engines=tuple(owner["engines"]),
        suppliers=tuple(owner["suppliers"]),
    )


@cache
def result_words() -> ResultWords:
    """The words of result pages; read from disk at the first call."""
    data = _data()["result"]
    return ResultWords(
        none=_any(data["none"]),
        count=tuple(re.compile(pattern) for pattern in data["count"]),
        refused=_any(data["refused"]),
        next=frozenset(data["next"]),
        pager=_any(data["pager"]),
        all=frozenset(data["all"]),
        classes=_any(data["classes"]),
        not_classes=_any(data["not_classes"]),
        column=re.compile(data["column"]),
        aside=tuple(data["aside"]),
        fetching=_any(data["fetching"]),
        bound=", ".join(f"[{name}]" for name in data["bound"]),
    )
