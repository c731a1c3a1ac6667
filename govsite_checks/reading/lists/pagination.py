"""The way from a list page to its next page, and how many pages there are."""

from __future__ import annotations

import re
from re import Match

from govsite_checks.reading.page.document import Document, Link, host_of, join

from .records import pages_of_records
from .words import listing_words

MAX_PAGES = 100_000

# createPageHTML(12, 0, "index", "html") of one large content system, and its like.
_CREATE = re.compile(
    r"[cC]reatePage(?:HTML|Html)?\w{0,20}\s*\(\s*['\"]?(?P<pages>\d{1,6})['\"]?\s*,\s*['\"]?(?P<current>\d{1,6})['\"]?\s*,\s*"
    r"['\"](?P<name>[\w\-]{1,60})['\"]\s*,\s*['\"](?P<ext>[a-z]{2,5})['\"]"
)
_COUNT = re.compile(
    r"(?:countPage|[pP]ageCount|[tT]otalPages?|pageTotal)\s*[=:]\s*['\"]?(?P<pages>\d{1,6})\b"
)
_SAID = re.compile(
    r"(?:共|总)\s*(?:计|有)?\s*(\d{1,6})\s*页|总页数\s*[:：]?\s*(\d{1,6})|页次\s*[:：]?\s*\d{1,6}\s*/\s*(\d{1,6})"
    r"|第\s*\d{1,6}\s*页?\s*/\s*共?\s*(\d{1,6})\s*页?|(?<![\d/])\d{1,5}/(\d{1,5})\s*页"
)
_NUMBER = re.compile(r"\d{1,5}")


def next_page(document: Document) -> str:
    """The address of the next page; empty where there is none or it cannot be known."""
    written = _written(document)
    if written is None:
        return _linked(document)
    count, current = int(written["pages"]), int(written["current"])
    if current + 1 >= count:
        return ""
    return join(document.base, f"{written['name']}_{current + 1}.{written['ext']}")


def pages_said(document: Document) -> int:
    """How many pages a list says that it has; 0 where it does not say. It takes the text of the page."""
    written = _written(document)
    count = min(int(written["pages"]), MAX_PAGES) if written is not None else 0
    return _said(document) or count or pages_of_records(document)


def _written(document: Document) -> Match[str] | None:
    source = document.page.text
    return _CREATE.search(source) if "reatePage" in source else None


def _said(document: Document) -> int:
    found = _SAID.search(document.text) if _may_say(document.text) else None
    source = document.page.text
    if found is None and ("Page" in source or "pageCount" in source):
        found = _COUNT.search(source)
    return min(int(next(value for value in found.groups() if value)), MAX_PAGES) if found else 0


def _may_say(text: str) -> bool:
    """Whether a text holds what every wording of a number of pages needs; much cheaper than looking for them."""
    if "总页数" in text or "页次" in text or ("/" in text and "第" in text):
        return True
    return any(part.rstrip()[-1:].isdigit() for part in text.split("页")[:-1])


def _linked(document: Document) -> str:
    """Where the link called 下一页 leads, or that with the number after the current one."""
    words = listing_words().next
    own = _bare(document.url)
    for link in document.links:
        if _word(link) in words and _usable(link, document, own):
            return link.url
    numbered = {link.text: link for link in document.links if _NUMBER.fullmatch(link.text)}
    second = numbered.get("2")
    if second is not None and "3" in numbered and _usable(second, document, own):
        return second.url
    return ""


def _word(link: Link) -> str:
    text = link.text.replace(" ", "").lower()
    return text if len(text) < 8 else ""


def _usable(link: Link, document: Document, own: str) -> bool:
    return bool(link.url) and host_of(link.url) == document.host and _bare(link.url) != own


def _bare(url: str) -> str:
    return url.split("#")[0]
