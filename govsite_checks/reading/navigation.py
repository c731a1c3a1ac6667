"""The columns that a page leads to: its main navigation, the rest of a home page, a site map."""

from __future__ import annotations

from dataclasses import dataclass

from .document import Document, Link


@dataclass(frozen=True, slots=True)
class Entry:
    """A link that leads to a column: ``level`` 1 in the main navigation, 2 below it or elsewhere on the page."""

    link: Link
    level: int = 1


def read_navigation(document: Document) -> tuple[Entry, ...]:
    """The columns that a home page or a site map leads to, the main navigation first, each address once."""
    raise NotImplementedError
