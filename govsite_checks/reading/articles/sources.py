"""Whether a content page names where its text comes from."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache
from re import Pattern

from govsite_checks.reading.lists.listing import read_list
from govsite_checks.reading.page.document import LIVE, Document
from govsite_checks.reading.page.tables import any_of, table
from govsite_checks.reading.page.text import plain

from .article import read_article

MAX_TEXT = 200_000
_EMPTY = re.compile(
    r"来\s{0,4}源\s{0,2}:\s*(?:$|[|\[\]【】]|(?:发布|更新)?(?:时间|日期)|作者|浏览|点击|阅读|字体|字号|打印|分享|编辑)",
    re.MULTILINE,
)


class Source(StrEnum):
    """What a page says of its source; ``unsure``: a script may write it, or it stands beside the date without a label."""

    SHOWN = "shown"
    UNSURE = "unsure"
    MISSING = "missing"


def read_source(document: Document) -> Source:
    """Whether a page names its source anywhere in what it shows."""
    if document.derive(read_article).origin:
        return Source.SHOWN
    text = plain(document.text[:MAX_TEXT])
    if _shown().search(_EMPTY.sub("", text)):
        return Source.SHOWN
    if _EMPTY.search(text):
        return Source.UNSURE if document.css(LIVE) or _in_next_line(text) else Source.MISSING
    if _by_someone().search(text):
        return Source.UNSURE
    if _unlabelled(document):
        return Source.UNSURE
    # A script may write the whole line, the word included.
    scripts = "".join(node.text() for node in document.css(f"{LIVE}:not([src])"))
    return Source.UNSURE if "来源" in scripts or "source" in scripts[:MAX_TEXT].lower() else Source.MISSING


def is_list(document: Document) -> bool:
    """Whether a page that was taken for a content page is surely a list: its dates are those of its rows."""
    listing = document.derive(read_list)
    return listing.sure and not listing.is_article


def _unlabelled(document: Document) -> bool:
    """Whether the line that shows the date says more than a line of dates, counts and controls does."""
    shown = document.derive(read_article).shown
    if shown is None:
        return False
    line = next((line for line in document.lines if shown.text in line), "")[:300]
    return len(_NO_LETTERS.sub("", _beside_date().sub("", line.replace(shown.text, "")))) >= 2


def _in_next_line(text: str) -> bool:
    """Whether words that are no label follow the label in a cell or an element of their own."""
    found = _LABEL_ALONE.search(text)
    return found is not None and _beside_date().sub("", found[1]).strip(" :|0123456789-") != ""


# The label at the end of its line, and the line below it.
_LABEL_ALONE = re.compile(r"来\s{0,4}源\s{0,2}:\s{0,4}\n\s{0,20}([^\n。！？；]{2,20})(?:\n|$)")
_NO_LETTERS = re.compile(r"[\W\d_]+")


@cache
def _beside_date() -> Pattern[str]:
    return any_of(table("layout")["source"]["beside_date"])


@cache
def _by_someone() -> Pattern[str]:
    return any_of(table("layout")["source"]["by_someone"])


@cache
def _shown() -> Pattern[str]:
    return any_of(table("layout")["source"]["shown"])
