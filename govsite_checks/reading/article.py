"""Content pages: title, publication date, source, body, attachments."""

from __future__ import annotations

from dataclasses import dataclass

from .dates import Dated
from .document import Document, Link


@dataclass(frozen=True, slots=True)
class Article:
    """What a content page shows.

    ``title`` as shown on the page (not the title element), ``published`` by the order of trust, ``origin`` the source it
    names (来源), ``lines`` the body's visible lines, ``attachments`` links to documents, ``related`` the links of the body
    and of a "related" block.
    """

    title: str = ""
    published: Dated | None = None
    origin: str = ""
    lines: tuple[str, ...] = ()
    attachments: tuple[Link, ...] = ()
    related: tuple[Link, ...] = ()


def read_article(document: Document) -> Article:
    """The content of a page; empty fields where it shows none."""
    raise NotImplementedError
