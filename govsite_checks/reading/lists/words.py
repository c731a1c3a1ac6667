"""The words and names of list and content pages, read once from ``data/listing.toml`` and compiled."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from re import Pattern
from typing import Any

from ahocorasick_rs import AhoCorasick


@dataclass(frozen=True, slots=True)
class ScriptSign:
    """What tells that a script fills a page: plain text or patterns in its source, and how it is said.

    ``fills`` is True where what is seen is itself the place of a list that is not there yet.
    """

    said: str
    fills: bool
    plain: tuple[str, ...]
    patterns: tuple[Pattern[str], ...]


@dataclass(frozen=True, slots=True)
class ListingWords:
    """What ``data/listing.toml`` says: patterns compiled and blind to case."""

    apart: Pattern[str]
    aside: Pattern[str]
    pinned: tuple[str, ...]
    about: frozenset[str]
    furniture: Pattern[str]
    next: frozenset[str]
    empty: Pattern[str]
    scripted: tuple[ScriptSign, ...]
    body: tuple[str, ...]
    title: tuple[str, ...]
    origin: Pattern[str]
    beside: Pattern[str]
    end: Pattern[str]
    related: str
    attachment: Pattern[str]


def _any(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@cache
def listing_words() -> ListingWords:
    """The words; read from disk at the first call."""
    text = files("govsite_checks.reading").joinpath("data/listing.toml").read_text(encoding="utf-8")
    data: dict[str, Any] = tomllib.loads(text)
    places, article = data["places"], data["article"]
    return ListingWords(
        apart=re.compile(_any(places["apart"]), re.IGNORECASE),
        aside=re.compile(_any(places["aside"]), re.IGNORECASE),
        pinned=tuple(data["rows"]["pinned"]),
        about=frozenset(word.lower() for word in data["rows"]["about"]),
        furniture=re.compile(
            "|".join(f"(?:{pattern})" for pattern in data["rows"]["furniture"]), re.IGNORECASE
        ),
        next=frozenset(word.lower() for word in data["pages"]["next"]),
        empty=re.compile("|".join(f"(?:{pattern})" for pattern in data["empty"]["said"]), re.IGNORECASE),
        scripted=tuple(
            ScriptSign(
                sign["said"],
                sign["fills"],
                tuple(sign["plain"]),
                tuple(re.compile(p) for p in sign["patterns"]),
            )
            for sign in data["scripted"]["signs"]
        ),
        body=tuple(article["body"]),
        title=tuple(article["title"]),
        origin=re.compile(rf"(?:{_any(article['origin'])})\s*[】\])）]?\s*[:：]\s*(\S[^\n]*)"),
        beside=re.compile(_any(article["beside"])),
        end=re.compile(rf"^\W{{0,4}}(?:{_any(article['end'])})"),
        related=", ".join(article["related"]),
        attachment=re.compile(rf"\.(?:{'|'.join(article['attachments'])})$", re.IGNORECASE),
    )


def script_signs(source: str) -> Iterator[ScriptSign]:
    """The signs that a source shows, in their order: one pass for all plain texts."""
    signs = listing_words().scripted
    finder, owners = _plain_signs()
    shown = {owners[found[0]] for found in finder.find_matches_as_indexes(source, overlapping=True)}
    for number, sign in enumerate(signs):
        if number in shown or any(pattern.search(source) for pattern in sign.patterns):
            yield sign


@cache
def _plain_signs() -> tuple[AhoCorasick, tuple[int, ...]]:
    """The plain texts of all signs, and of which sign each is."""
    rows = [(text, number) for number, sign in enumerate(listing_words().scripted) for text in sign.plain]
    return AhoCorasick([text for text, _ in rows]), tuple(number for _, number in rows)
