"""The words of ``words.toml``, as patterns."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

HAN = "\u4e00-\u9fff"
_BESIDE: Final = 14  # how many signs before a noun may tell its kind


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first."""
    return "(?:" + "|".join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w))) + ")"


@cache
def words() -> Mapping[str, Any]:
    """The tables as the file has them."""
    text = (files("govsite_checks.notice.lint") / "words.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def pattern(table: str, *names: str) -> re.Pattern[str]:
    """Any word of these lists of a table."""
    return re.compile(any_of(word for name in names for word in words()[table][name]))


@cache
def ending(table: str, *names: str) -> re.Pattern[str]:
    """Any word of these lists, at the very end of a text."""
    return re.compile(any_of(word for name in names for word in words()[table][name]) + r"[了为达]?\s*$")


@cache
def beginning(table: str, *names: str) -> re.Pattern[str]:
    """Any word of these lists, at the very beginning of a text."""
    return re.compile(r"\s*" + any_of(word for name in names for word in words()[table][name]))


@dataclass(frozen=True, slots=True)
class Head:
    """A noun that says what is counted: where it stands, and of which classes it may be."""

    start: int
    end: int
    classes: frozenset[str]


@cache
def _heads() -> tuple[re.Pattern[str], Mapping[str, frozenset[str]]]:
    classes: dict[str, set[str]] = {}
    for name, table in words()["classes"].items():
        for head in table["heads"]:
            classes.setdefault(head, set()).add(name)
    return re.compile(any_of(classes)), {head: frozenset(names) for head, names in classes.items()}


def heads(text: str) -> list[Head]:
    """The nouns of a text that say what is counted; of neighbours, as in 单位网站, only the last."""
    found, classes = _heads()
    every = [Head(m.start(), m.end(), classes[m[0]]) for m in found.finditer(text)]
    starts = {head.start for head in every}
    return [head for head in every if head.end not in starts]


@cache
def measured(measure: str) -> frozenset[str]:
    """The classes that are counted by this measure word."""
    return frozenset(name for name, table in words()["classes"].items() if measure in table["measures"])


def kinds_in(text: str) -> frozenset[str]:
    """Words that make a part of what they stand before: 门户, 区级."""
    plain = pattern("count", "scopes").sub("□", text)  # 全市政府网站 are not those of the 市政府
    return frozenset(pattern("count", "kinds").findall(plain[-_BESIDE:]))
