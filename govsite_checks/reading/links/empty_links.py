"""Links that lead nowhere (空链): an address of ``#`` or an empty script, and nothing at hand that would act instead."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from re import Pattern

from selectolax.lexbor import LexborNode

from govsite_checks.reading.page.document import MAX_TEXT, Document
from govsite_checks.reading.page.tables import any_of, table

MAX_CANDIDATES = 300
MAX_UP = 4
_CANDIDATES = "a[href='#'], a[href=''], a[href='##'], a[href='###'], a[href^='javascript' i]"
_NOWHERE = re.compile(
    r"#{0,3}|javascript:\s*(?:void\s*\(?\s*(?:0|null)?\s*\)?|return false|false)?\s*;*\s*", re.IGNORECASE
)
_HANDLERS = re.compile(
    r"on\w+|data-.*|v-.*|@.*|:.*|ng-.*|role|target-.*|aria-(?:controls|expanded|haspopup)|id", re.IGNORECASE
)
_SUBMENU = "ul, ol, dl, div, table"


@dataclass(frozen=True, slots=True)
class EmptyLink:
    """A link without a target: its words, what is written as its address."""

    text: str
    href: str


@dataclass(frozen=True, slots=True)
class EmptyLinks:
    """The links without a target, and whether the page runs any script that could give them one."""

    links: tuple[EmptyLink, ...] = ()
    scripted: bool = False


def read_empty_links(document: Document) -> EmptyLinks:
    """The links of a page that lead nowhere; controls, tabs, menus and links with a handler are left out.

    Of the page as it was sent: what a click does is for its scripts to say, whether or not they have run.
    """
    document = document.source
    found = []
    for node in document.css(_CANDIDATES)[:MAX_CANDIDATES]:
        text = " ".join(node.text().split())[:MAX_TEXT]
        if text and _is_empty(node, text):
            found.append(EmptyLink(text, (node.attributes.get("href") or "")[:100]))
    scripted = bool(found) and bool(document.css("script, body[onload]"))
    return EmptyLinks(tuple({link.text: link for link in found}.values()), scripted)


def _is_empty(node: LexborNode, text: str) -> bool:
    attrs = node.attributes
    if not _NOWHERE.fullmatch((attrs.get("href") or "").strip()):
        return False
    if any(_HANDLERS.fullmatch(name) for name in attrs) or _pattern("controls").search(text):
        return False
    return not _is_widget(node) and not _opens_menu(node)


def _is_widget(node: LexborNode) -> bool:
    """Whether the names of the link or of what is closely around it are those of a control that a script serves."""
    at: LexborNode | None = node
    for _ in range(MAX_UP):
        if at is None or at.tag in {"body", "html"}:
            return False
        attrs = at.attributes
        if _pattern("widget").search(f"{attrs.get('class') or ''} {attrs.get('id') or ''}"):
            return True
        at = at.parent
    return False


def _opens_menu(node: LexborNode) -> bool:
    """Whether further links stand right behind it, or inside it: the head of a menu."""
    parent = node.parent
    if parent is None or node.css_first(_SUBMENU) is not None:
        return parent is not None
    own = parent if parent.tag in {"h2", "h3", "h4", "span", "p", "dt"} else node
    after = own.next
    while after is not None and (after.tag or "-").startswith("-"):
        after = after.next
    return (
        after is not None
        and after.tag in {"ul", "ol", "dl", "div", "dd"}
        and after.css_first("a") is not None
    )


@cache
def _pattern(name: str) -> Pattern[str]:
    return any_of(table("links")["empty"][name])
