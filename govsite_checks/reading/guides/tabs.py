"""Tabs: a row of headings, and below it as many panels as there are headings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from selectolax.lexbor import LexborNode

from govsite_checks.reading.page.document import Document, text_of

from .values import PICTURE
from .words import head_of

_MAYBE = "li, a, span, button, div, h2, h3, h4, p, em, strong, b, label"
MAX_CLIMB = 4
MAX_TABS = 30


@dataclass(frozen=True, slots=True)
class Strip:
    """A row of tabs. ``panels`` is the text of each panel by its heading; empty where the panels are not known."""

    panels: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


def strip_of(document: Document, heads: list[str]) -> Strip | None:
    """The row of tabs that headings are; None where they are ordinary headings with nothing below them."""
    for node in document.css(_MAYBE):
        if head_of(node.text()[:200]) != heads[0]:
            continue
        tab = _alone(node)
        following = _next(tab)
        if following is None or head_of(following.text()[:200]) != heads[1]:
            continue
        # h3 and p one below the other are headings that stand empty; items, links and spans are tabs.
        if tab.tag in {"h2", "h3", "h4", "p"}:
            return None
        row = tab.parent
        if row is None:
            return None
        tabs = [head_of(child.text()[:200]) for child in row.iter()][:MAX_TABS]
        return Strip(MappingProxyType(_panels(row, tabs)))
    return None


def _alone(node: LexborNode) -> LexborNode:
    """The outermost element that holds nothing but this one."""
    for _ in range(MAX_CLIMB):
        parent = node.parent
        if parent is None or parent.tag in {"body", "html"} or sum(1 for _ in parent.iter()) != 1:
            break
        node = parent
    return node


def _next(node: LexborNode) -> LexborNode | None:
    sibling = node.next
    while sibling is not None and (sibling.tag or "-").startswith(("-", "_")):
        sibling = sibling.next
    return sibling


def _panels(row: LexborNode, tabs: list[str]) -> dict[str, str]:
    """The panels below a row of tabs, by the number of their tab."""
    node: LexborNode | None = row
    for _ in range(MAX_CLIMB):
        if node is None or node.tag in {"body", "html"}:
            break
        panels = _as_many(node, len(tabs))
        if panels:
            return {tab: _text(panel, tab) for tab, panel in zip(tabs, panels, strict=True) if tab}
        node = node.parent
    return {}


def _as_many(node: LexborNode, count: int) -> list[LexborNode]:
    """The siblings below an element, or the children of one of them, where there are exactly so many alike."""
    siblings: list[LexborNode] = []
    sibling = _next(node)
    while sibling is not None and len(siblings) < 2 * MAX_TABS:
        if sibling.tag not in {"script", "style", "br", "hr"}:
            siblings.append(sibling)
        sibling = _next(sibling)
    if len(siblings) >= count and len({panel.tag for panel in siblings[:count]}) == 1:
        return siblings[:count]
    inner: LexborNode | None = siblings[0] if siblings else None
    for _ in range(MAX_CLIMB):
        if inner is None:
            break
        children = [child for child in inner.iter() if child.tag not in {"script", "style", "br"}][
            : count + 1
        ]
        if len(children) == count:
            return children
        inner = children[0] if len(children) == 1 else None
    return []


def _text(panel: LexborNode, tab: str) -> str:
    """The text of a panel without the heading that may stand over it once more."""
    lines = text_of(panel.html or "").split("\n")
    text = " ".join(line for number, line in enumerate(lines) if number > 1 or head_of(line) != tab)
    return text or (
        PICTURE if panel.css_first("img, embed, object, a[href], textarea, iframe") is not None else ""
    )
