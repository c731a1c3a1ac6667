"""Addresses that are not asked for: those that act, those behind a door, those without end. Words are data."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from re import Pattern
from typing import Any
from urllib.parse import urlsplit

from govsite_checks.reading.page.document import host_of

_TOKEN = re.compile(r"[a-z0-9_-]+")


@dataclass(frozen=True, slots=True)
class _Refused:
    """What ``refused.toml`` says, compiled."""

    acting: frozenset[str]
    words: Pattern[str]
    endless: Pattern[str]
    editions: Pattern[str]
    edition_hosts: Pattern[str]


@cache
def _refused() -> _Refused:
    data: dict[str, Any] = tomllib.loads(
        files(__package__).joinpath("refused.toml").read_text(encoding="utf-8")
    )
    return _Refused(
        acting=frozenset(data["acts"] + data["doors"]),
        words=re.compile(data["words"]),
        endless=re.compile(data["endless"], re.IGNORECASE),
        editions=re.compile(data["editions"], re.IGNORECASE),
        edition_hosts=re.compile(data["edition_hosts"], re.IGNORECASE),
    )


@lru_cache(maxsize=20_000)
def is_refused(url: str, words: str = "") -> bool:
    """Whether an address (absolute; ``words`` those of the link to it) is one that must not or need not be asked for."""
    return is_endless(url) or is_acting(url, words)


def is_endless(url: str) -> bool:
    """Whether an address looks like one of a series without end: a calendar's, a sorted or filtered view's, a print's."""
    return bool(_refused().endless.search(url))


@lru_cache(maxsize=20_000)
def is_acting(url: str, words: str = "") -> bool:
    """Whether asking for an address might change something, or leads to a door of the site's own people."""
    lists = _refused()
    if lists.words.fullmatch(words.strip()):
        return True
    # A folder may be called anything; what acts is the last part of the path, or the value of a parameter.
    path, _, query = url.lower().partition("?")
    tail = path.partition("://")[2].rstrip("/").rpartition("/")[2]
    if "." in tail and "/" not in path.partition("://")[2].rstrip("/"):
        tail = ""  # a host alone
    return not lists.acting.isdisjoint(_TOKEN.findall(f"{tail}?{query}"))


def is_edition(url: str) -> bool:
    """Whether an address belongs to an edition in another language, for another device or for mail."""
    lists = _refused()
    parts = urlsplit(url)
    return bool(lists.editions.search(parts.path) or lists.edition_hosts.search(host_of(url)))
