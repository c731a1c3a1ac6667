"""The way into an accessible form of a site, or into one for the elderly."""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from re import Pattern

from govsite_checks.reading.page.document import LIVE, Document
from govsite_checks.reading.page.tables import any_of, table

# Longer words are a headline.
MAX_WORDS = 16
_NODES = (
    "a, button, img[alt], img[title], input[value], [id*=wza i], [class*=wza i], [id*=zhangai i], "
    "[class*=zhangai i], [onclick]"
)
MAX_NODES = 5_000
_PICTURES = (
    "img[src*=wza i], img[src*=wuzhangai i], img[src*=zhangai i], img[src*=shilao i], img[src*=changzhe i]"
)


class Entry(StrEnum):
    """What is seen of an entry: itself, a tool bar that will insert it, its words or a picture that nothing is known to be
    bound to, scripts or frames that could insert it, or nothing.
    """

    SHOWN = "shown"
    TOOL = "tool"
    NAMED = "named"
    SCRIPTED = "scripted"
    NONE = "none"


def read_accessibility(document: Document) -> tuple[Entry, str]:
    """What is seen of an entry on a page, and its words."""
    pattern = _pattern("words")
    if pattern.search(document.html):
        for node in document.css(_NODES)[:MAX_NODES]:
            attrs = node.attributes
            said = (
                attrs.get("alt") or attrs.get("title") or attrs.get("value") or "",
                " ".join(node.text().split()),
            )
            for words in said:
                if 0 < len(words) <= MAX_WORDS and pattern.search(words):
                    return Entry.SHOWN, words.replace("。", " ").strip()
    for node in document.source.css("script[src]"):
        source = (node.attributes.get("src") or "")[:500]
        if source and _pattern("tools").search(source):
            return Entry.TOOL, source
    named = _named(document)
    if named:
        return Entry.NAMED, named
    unread = document.css(LIVE) or document.css("iframe[src], frame[src]")
    return (Entry.SCRIPTED if unread else Entry.NONE), ""


def _named(document: Document) -> str:
    """Words or the file of a picture that call themselves an entry; empty where there are none."""
    pattern = _pattern("words")
    line = next((line for line in document.lines if len(line) <= MAX_WORDS and pattern.search(line)), "")
    picture = next(iter(document.css(_PICTURES)[:1]), None)
    if line or picture is None:
        return line.replace("。", " ").strip()
    return (picture.attributes.get("src") or "").rsplit("/", 1)[-1][:40]


@cache
def _pattern(name: str) -> Pattern[str]:
    return any_of(table("layout")["accessibility"][name])
