"""What a column is for, by its label, its title and its address. Titles and addresses are data (``data/columns.toml``)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from re import Pattern
from typing import Any
from urllib.parse import urlsplit

from govsite_checks.model import Column, ColumnType
from govsite_checks.reading.articles.labels import read_labels
from govsite_checks.reading.page.document import Document
from govsite_checks.reading.page.text import plain

# Kinds that the guideline's list of labels has no name for: a label can only name something near, such as 工作动态 for a
# column of notices, so it does not unsay the title.
UNLABELLED = frozenset(
    {
        ColumnType.NOTICE,
        ColumnType.PERSONNEL,
        ColumnType.PLANNING,
        ColumnType.ANNUAL_REPORT,
        ColumnType.REPORTING,
        ColumnType.TOPIC,
    }
)
# Titles are compared over and over: every page of a site shows the same navigation.
_REMEMBERED = 20_000
_MAX_TITLE = 60
_BRACKETS = "[]【】()<>"
_INDEX = re.compile(
    r"(?:index|default|list|main|home|channel|col)[\w-]{0,12}\.\w{2,6}|[\w.-]{0,40}\.jspx?|\d{1,12}"
)


@dataclass(frozen=True, slots=True)
class _Kind:
    """One way to name a type: whole titles and a pattern for a whole title; ``years`` whether it may name a year."""

    type: str
    words: frozenset[str]
    pattern: Pattern[str] | None
    years: bool


@dataclass(frozen=True, slots=True)
class _Words:
    """What ``data/columns.toml`` says, compiled."""

    longest: int
    sentence: Pattern[str]
    year: Pattern[str]
    ornament: Pattern[str]
    owners: tuple[Pattern[str], ...]
    never: Pattern[str]
    parents: frozenset[str]
    kinds: tuple[_Kind, ...]
    labels: Mapping[str, str]
    addresses: Mapping[str, str]
    folders: frozenset[str]


@cache
def _words() -> _Words:
    text = files("govsite_checks.reading").joinpath("data/columns.toml").read_text(encoding="utf-8")
    data: dict[str, Any] = tomllib.loads(text)
    title = data["title"]
    return _Words(
        longest=title["longest"],
        sentence=re.compile(title["sentence"]),
        year=re.compile(title["year"]),
        ornament=re.compile(title["ornament"], re.IGNORECASE),
        owners=tuple(re.compile(pattern) for pattern in title["owners"]),
        never=re.compile(title["never"]),
        parents=frozenset(title["parents"]),
        kinds=tuple(_kind(row) for row in data["kind"]),
        labels=data["labels"],
        addresses={slug: kind for kind, slugs in data["addresses"].items() for slug in slugs},
        folders=frozenset(data["folders"]["parents"]),
    )


def _kind(row: Mapping[str, Any]) -> _Kind:
    pattern = re.compile(row["pattern"]) if "pattern" in row else None
    return _Kind(ColumnType(row["type"]), frozenset(row.get("words", ())), pattern, row.get("years", False))


@lru_cache(maxsize=_REMEMBERED)
def folded(title: str) -> str:
    """A title for comparison: full-width to ASCII, without spaces, ornaments and 更多."""
    flat = "".join(plain(title[: 2 * _MAX_TITLE]).split())
    return _words().ornament.sub("", flat) or flat.strip(_BRACKETS)


def is_title(title: str) -> bool:
    """Whether words can be the title of a column: short, no sentence, no headline."""
    words = _words()
    name = folded(title)
    return 2 <= len(name) <= words.longest and not words.sentence.search(name)


@lru_cache(maxsize=_REMEMBERED)
def type_of_title(title: str) -> str:
    """The ``model.ColumnType`` that a column's title names; ``other`` where it names none."""
    words = _words()
    name = folded(title)
    if not 2 <= len(name) <= words.longest + 8 or name in words.parents:
        return ColumnType.OTHER
    year = words.year.search(name) is not None
    headline = words.sentence.search(name) is not None or len(name) > words.longest
    for kind in words.kinds:
        if kind.years:
            bare = words.year.sub("", name)
            if bare in kind.words or (kind.pattern is not None and kind.pattern.fullmatch(bare)):
                return kind.type
    if year or headline:
        return ColumnType.OTHER
    return _type_of_name(name, words)


def _type_of_name(name: str, words: _Words) -> str:
    """The type of a folded title: as it stands, then without the owner's name before it."""
    found = _kind_of(name, words)
    if found != ColumnType.OTHER or words.never.search(name):
        return found
    for owner in words.owners:
        before = owner.match(name)
        rest = name[before.end() :] if before is not None else ""
        kind = next((kind.type for kind in words.kinds if rest in kind.words), "") if len(rest) > 1 else ""
        if kind:
            return kind
    return ColumnType.OTHER


def _kind_of(name: str, words: _Words) -> str:
    never = words.never.search(name) is not None
    for kind in words.kinds:
        if name in kind.words:
            return kind.type
        if not never and kind.pattern is not None and kind.pattern.fullmatch(name):
            return kind.type
    return ColumnType.OTHER


def names_year(title: str) -> bool:
    """Whether a title names a year: then it is one page's rather than a column's."""
    return _words().year.search("".join(plain(title[: 2 * _MAX_TITLE]).split())) is not None


def is_parent(title: str, url: str = "") -> bool:
    """Whether a column is one that gathers others, such as 政务公开: its title says so, or its address."""
    words = _words()
    return folded(title) in words.parents or (bool(url) and _slug(url) in words.folders)


def type_of_label(label: str) -> str:
    """The ``model.ColumnType`` of a ColumnType label's words; empty where they are none of the guideline's."""
    name = folded(label)
    known = _words().labels.get(name, "")
    if known:
        return ColumnType(known)
    guessed = type_of_title(label)
    return "" if guessed == ColumnType.OTHER else guessed


def type_of_address(url: str) -> str:
    """The ``model.ColumnType`` that the last folder of an address names in pinyin or English; empty where none."""
    known = _words().addresses.get(_slug(url), "")
    return ColumnType(known) if known else ""


def _slug(url: str) -> str:
    try:
        path = urlsplit(url).path.lower()
    except ValueError:
        return ""
    segments = [segment for segment in path.split("/") if segment]
    while segments and _INDEX.fullmatch(segments[-1]):
        segments.pop()
    return re.sub(r"\.\w{2,6}$", "", segments[-1]) if segments else ""


def type_of_page(document: Document) -> str:
    """The ``model.ColumnType`` that a column's own page states in its label; empty where it states none."""
    label = document.derive(read_labels).column_type
    return type_of_label(label) if label else ""


def typed(title: str, url: str) -> tuple[str, str]:
    """The type of a column that was not opened, and how it is known: ``title`` or ``address``."""
    by_title = type_of_title(title)
    if by_title != ColumnType.OTHER or is_parent(title):
        return by_title, "title"
    by_address = type_of_address(url) if is_vague(title) else ""
    return (by_address, "address") if by_address else (ColumnType.OTHER, "title")


def is_vague(title: str) -> bool:
    """Whether a title says too little to contradict an address: none, 更多, or letters alone."""
    name = folded(title)
    return len(name) < 2 or name.isascii()


def settled_type(column: Column, label: str) -> str:
    """The type of an opened column whose label names ``label`` (or empty): label before title, inventory before both."""
    if not label or column.found == "inventory" or column.type in UNLABELLED:
        return column.type
    return label
