"""The words of service guides, read once from ``data/guide.toml`` and compiled."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from re import Pattern
from typing import Any

MAX_HEAD = 24
OTHERS = ("limit", "other")

_NUMBER = re.compile(r"^[\s\d一二三四五六七八九十第（）()【】\[\]《》<>、,，.．·•●■◆▪◇★☆※*>»#\-—:：]+")
_TAIL = re.compile(r"[\s：:】\]）)。.*↓▼>»]+$")
_ASIDE = re.compile(r"[（(【\[][^）)】\]]{0,20}[）)】\]]?")
_AND = re.compile(r"[及和与、/／及其]+")


@dataclass(frozen=True, slots=True)
class GuideWords:
    """What ``data/guide.toml`` says, compiled."""

    elements: Mapping[str, Pattern[str]]
    others: Mapping[str, Pattern[str]]
    loose: Mapping[str, Pattern[str]]
    told: Mapping[str, Pattern[str]]
    values: Mapping[str, Pattern[str]]
    links: Mapping[str, Pattern[str]]
    materials: Mapping[str, Pattern[str]]
    foot: Mapping[str, Pattern[str]]
    regions: Mapping[str, str]
    region_says: Mapping[str, Pattern[str]]
    scripts: Mapping[str, Pattern[str]]
    elsewhere: Mapping[str, Pattern[str]]
    documents: Pattern[str]
    site_ends: tuple[str, ...]
    no_title: frozenset[str]


def _words(words: list[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


def _any(patterns: list[str], before: list[str], after: list[str]) -> Pattern[str]:
    """One pattern out of many; what stands around the core is possessive, so that matching stays linear."""
    joined = "|".join(f"(?:{pattern})" for pattern in patterns)
    joined = joined.replace("<before>", f"(?:{_words(before)})*+" if before else "")
    return re.compile(joined.replace("<after>", f"(?:{_words(after)})*+" if after else ""))


def _each(table: Mapping[str, str]) -> dict[str, Pattern[str]]:
    return {name: re.compile(pattern, re.IGNORECASE) for name, pattern in table.items()}


@cache
def guide_words() -> GuideWords:
    """The words; read from disk at the first call."""
    text = files("govsite_checks.reading").joinpath("data/guide.toml").read_text(encoding="utf-8")
    data: dict[str, Any] = tomllib.loads(text)
    before, after, foot, regions = data["before"], data["after"], data["foot"], data["regions"]
    return GuideWords(
        elements={
            kind: _any(patterns, before.get(kind, []), after.get(kind, []))
            for kind, patterns in data["elements"].items()
        },
        others={kind: _any(patterns, [], []) for kind, patterns in data["others"].items()},
        loose=_each(data["loose"]),
        told=_each(data["told"]),
        values=_each(data["values"]),
        links=_each(data["links"]),
        materials=_each(data["materials"]),
        foot=_each({"mark": foot["mark"], "start": foot["start"]}),
        regions={name: regions[name] for name in ("always", "footers", "menus")},
        region_says=_each({name: regions[name] for name in ("footer_says", "matter")}),
        scripts=_each(data["scripts"]),
        elsewhere=_each(data["elsewhere"]),
        documents=re.compile(data["titles"]["documents"]),
        site_ends=tuple(data["titles"]["site_ends"]),
        no_title=frozenset(data["titles"]["none"]),
    )


def head_of(text: str) -> str:
    """A heading as it is compared: without numbers, brackets, spaces and colon; empty where it is too long to be one."""
    if len(text) > 3 * MAX_HEAD:
        return ""
    bare = _TAIL.sub("", _ASIDE.sub("", _NUMBER.sub("", "".join(text.split()))))
    return bare if len(bare) <= MAX_HEAD else ""


@lru_cache(maxsize=8192)
def kinds_of(head: str) -> frozenset[str]:
    """The classes that a heading names, ``limit`` and ``other`` among them; empty where it is no heading of a guide."""
    if len(head) < 2:
        return frozenset()
    found = _kinds(head)
    if found:
        return found
    parts = [part for part in _AND.split(head) if part]
    if len(parts) < 2:
        return frozenset()
    each = [_kinds(part) for part in parts]
    # 咨询及投诉电话: what the last part names is said of the others too.
    if parts[-1].endswith(("电话", "热线", "方式", "渠道", "途径")) and any(
        part.startswith(("咨询", "联系", "办公", "服务", "业务")) for part in parts
    ):
        each.append(frozenset({"phone"}))
    return frozenset().union(*each)


def _kinds(head: str) -> frozenset[str]:
    words = guide_words()
    for table in (words.elements, words.others):
        for kind, pattern in table.items():
            if pattern.fullmatch(head):
                return frozenset({kind})
    return frozenset()
