"""The header of a page: the words that a reader sees first, those of its pictures, and where it keeps its links."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from re import Pattern

from govsite_checks.reading.footers.lexicon import lexicon
from govsite_checks.reading.page.document import LIVE, Document
from govsite_checks.reading.page.tables import any_of, table

MAX_AREAS = 12
MAX_AREA_CHARS = 1_500
FIRST_LINES = 20
# Characters: a longer line with a full stop is a sentence, a longer line below the navigation no name.
MAX_HEADER_LINE = 20
MAX_NAME = 24
FIRST_PICTURES = 8
EDGE_LINKS = 12
MAX_SCRIPTS = 400_000


@dataclass(frozen=True, slots=True)
class Header:
    """The words of a page's header, those of the pictures there, and whether a picture there has no words."""

    words: str = ""
    picture_words: str = ""
    silent_pictures: bool = False


@dataclass(frozen=True, slots=True)
class Edges:
    """The addresses of a page's first and last links, the outermost first; ``written`` where a script or a frame writes header or footer."""

    first: tuple[str, ...] = ()
    last: tuple[str, ...] = ()
    written: bool = False


def read_header(document: Document) -> Header:
    """The header of a page: what its author names so, and whatever stands first."""
    areas = document.css(table("layout")["header"]["areas"])[:MAX_AREAS]
    words = [area.text(separator=" ")[:MAX_AREA_CHARS] for area in areas]
    pictures = [image for area in areas for image in area.css("img")[:FIRST_PICTURES]]
    pictures += document.css("body img")[:FIRST_PICTURES]
    attrs = [image.attributes for image in pictures]
    said = [f"{attr.get('alt') or ''} {attr.get('title') or ''}".strip() for attr in attrs]
    titles = [link.title for link in document.links[:EDGE_LINKS]]
    return Header(
        words="\n".join((*words, *_first_lines(document.lines))),
        picture_words="\n".join((*said, *titles)),
        silent_pictures=any(not each for each in said) or bool(document.css("object, embed, canvas")),
    )


def _first_lines(lines: tuple[str, ...]) -> list[str]:
    """The first lines that may be a header's: no sentences, and below the navigation only what may be a name."""
    kept: list[str] = []
    below = False
    for line in lines[:FIRST_LINES]:
        if len(line) > MAX_HEADER_LINE and "。" in line:
            continue
        if not below or (len(line) <= MAX_NAME and _is_name(line)):
            kept.append(line)
        below = below or _navigation().search(line) is not None
    return kept


def _is_name(line: str) -> bool:
    """Whether a line below the navigation may be the name of a body or of its site: it ends so, and tells no news."""
    return _names().search(line) is not None and _news().search(line) is None


def read_edges(document: Document) -> Edges:
    """Where the first and the last links of a page lead: those of its header and its footer.

    Of the page as it was sent: pages are compared with each other, and not all of them are shown to a browser.
    """
    document = document.source
    urls = [link.url for link in document.links if link.url and link.text]
    sources = (
        node.attributes.get("src") or ""
        for node in document.css("script[src], iframe[src], frame[src]")[:200]
    )
    written = any(_files().search(source[:500]) for source in sources) or _writes_parts(document)
    return Edges(_outermost(urls), _outermost(urls[::-1]), written)


def _writes_parts(document: Document) -> bool:
    scripts = "".join(node.text() for node in document.css("script:not([src])"))
    return _writes().search(scripts[:MAX_SCRIPTS]) is not None


def _outermost(urls: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(urls[:EDGE_LINKS]))


@cache
def _writes() -> Pattern[str]:
    return any_of(table("layout")["header"]["writes"])


@cache
def _navigation() -> Pattern[str]:
    return re.compile(table("layout")["header"]["navigation"])


@cache
def _names() -> Pattern[str]:
    suffixes = "|".join(map(re.escape, table("layout")["name"]["suffixes"]))
    return re.compile(rf"(?:{lexicon().bodies}|{suffixes})$")


@cache
def _news() -> Pattern[str]:
    return any_of(table("layout")["header"]["news"])


@cache
def _files() -> Pattern[str]:
    return any_of(table("layout")["header"]["files"])


_SETS_TITLE = re.compile(r"document\.title\s*=|\$\(\s*[\"']title[\"']\s*\)|useTitle|setTitle")


def sets_title(document: Document) -> bool:
    """Whether a script of the page sets its title, or the page is an empty frame for scripts."""
    scripts = "".join(node.text() for node in document.css(f"{LIVE}:not([src])"))[:MAX_SCRIPTS]
    empty = len(document.text) < 200 and bool(document.css(LIVE))
    return empty or bool(_SETS_TITLE.search(scripts))
