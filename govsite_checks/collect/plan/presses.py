"""Entries of the navigation that only a script follows: pressed in a browser, for the address that each leads to."""

from __future__ import annotations

from collections.abc import Iterator

from govsite_checks.collect.browse.contracts import Doing
from govsite_checks.collect.contracts import Wanted
from govsite_checks.model import ColumnType, Role
from govsite_checks.reading.columns.types import type_of_title
from govsite_checks.reading.page.document import Document

from .refused import is_refused

PRESSED = "pressed"
MOST = 3
_LONGEST = 12
# What a citizen comes for, and a site must not be found without because a script opens it.
_TYPES = frozenset({ColumnType.SERVICES, ColumnType.SURVEY, ColumnType.CONSULTATION})


def script_entries(document: Document) -> dict[str, str]:
    """The words of a page's entries that run a script in place of leading somewhere, by the type of column they name."""
    found: dict[str, str] = {}
    for link in document.links:
        if link.url or not link.href.strip().lower().startswith("javascript:"):
            continue
        kind = type_of_title(link.text) if len(link.text) <= _LONGEST else ""
        if kind in _TYPES and not is_refused("", link.text):
            found.setdefault(kind, link.text)
    return found


def press(entries: dict[str, str], known: frozenset[str], home: str) -> Iterator[Wanted]:
    """The pages that the entries lead to whose types no ordinary link leads to."""
    missing = [words for kind, words in entries.items() if kind not in known]
    for words in missing[:MOST]:
        yield Wanted(Role.OTHER, home, home, 1, note=PRESSED, query=words, act=Doing.PRESS)
