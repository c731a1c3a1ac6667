"""Links that a reader cannot see and a search engine can (暗链): what hides them, and whether their words give them away.

Looked at are only links to hosts of no government; hidden menus, tabs and the navigation of phones lead elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from re import Pattern

from selectolax.lexbor import LexborNode

from govsite_checks.reading.page.document import Document
from govsite_checks.reading.page.tables import any_of, table

from .outward import Outward, read_outward
from .resold import advertises

MAX_DEPTH = 60
MAX_STYLE = 1_000
MAX_SHEET = 200_000
MAX_RULES = 400
MAX_HIDDEN = 100
# Longer words are a headline, not what is sold.
SOLD_CHARS = 20
_SPACES = re.compile(r"\s+|!important")
# What a rule of a style sheet must hold to hide anything.
_HIDING = ("none", "hidden", "opacity", ":-", ": -")
_SIMPLE = re.compile(r"[.#][A-Za-z_][\w-]{0,60}")
_BY_SCRIPT = re.compile(
    r"""getElementById\(\s*["']([\w-]{1,60})["']\s*\)\s*\.style\.(?:display\s*=\s*["']none|visibility\s*=\s*["']hidden)"""
)


class How(StrEnum):
    """What hides a link; the words are Chinese, for messages."""

    GONE = "设为不显示"
    AWAY = "移出可见区域或设为透明"
    TINY = "高宽设为 0 或 1 像素"
    MARQUEE = "放在几乎看不见的滚动条中"
    FAINT = "字号、行高或缩进使其不可见"
    SHEET = "由页内样式表设为不显示"
    SCRIPT = "由脚本设为不显示"


# The element itself says so, for all readers.
CERTAIN = frozenset((How.GONE, How.AWAY, How.TINY, How.MARQUEE))
# Menus, tabs and pictures in place of words are made in these ways; alone they say nothing.
MENUS = frozenset((How.FAINT, How.SHEET, How.SCRIPT))


@dataclass(frozen=True, slots=True)
class HiddenLink:
    """An outward link that is hidden: how, and whether its words are those of a trade that pays for it."""

    outward: Outward
    how: How
    sold: bool = False


def read_hidden_links(document: Document) -> tuple[HiddenLink, ...]:
    """The hidden outward links of a page, at most ``MAX_HIDDEN``, those of trades first.

    Of the page as it was sent: scripts hide the panels of tabs and the slides of pictures that are not their turn.
    """
    document = document.source
    outward = {item.link.node: item for item in document.derive(read_outward)}
    if not outward:
        return ()
    named = _hidden_names(document)
    known: dict[int, How | None] = {}
    found = []
    for node in document.css("a[href], area[href]"):
        item = outward.get(node.mem_id)
        if item is not None and (how := _hides(node, named, known)) is not None:
            found.append(HiddenLink(item, how, is_sold(item)))
    return tuple(sorted(found, key=lambda item: not item.sold)[:MAX_HIDDEN])


def is_sold(item: Outward) -> bool:
    """Whether a link's words are those of a trade that pays for hidden links."""
    words = "".join((item.link.text or item.link.title).split())
    if item.known or len(words) > SOLD_CHARS:
        return False
    return advertises(words) or bool(_pattern("words", "sold").search(words))


def _hides(node: LexborNode, named: dict[str, How], known: dict[int, How | None]) -> How | None:
    """What hides an element: itself or one around it, the nearest first; each is looked at once."""
    path: list[int] = []
    at: LexborNode | None = node
    how: How | None = None
    while at is not None and len(path) < MAX_DEPTH and at.tag not in {"body", "html"}:
        if at.mem_id in known:
            how = known[at.mem_id]
            break
        path.append(at.mem_id)
        how = _of_element(at, named)
        if how is not None:
            break
        at = at.parent
    known.update(dict.fromkeys(path, how))
    return how


def _of_element(node: LexborNode, named: dict[str, How]) -> How | None:
    attrs = node.attributes
    if "hidden" in attrs:
        return How.GONE
    if node.tag == "marquee":
        small = any(
            (attrs.get(name) or "").strip(" px") in {"0", "1", "2", "3"} for name in ("height", "width")
        )
        return How.MARQUEE if small else None
    style = attrs.get("style")
    how = of_style(style) if style else None
    if how is None and named:
        names = [f".{name}" for name in (attrs.get("class") or "").split()[:20]] + [
            f"#{attrs.get('id') or ''}"
        ]
        how = next((named[name] for name in names if name in named), None)
    return how


@lru_cache(maxsize=2048)
def of_style(style: str) -> How | None:
    """What a style declaration hides its element by; None where it shows it."""
    flat = _SPACES.sub("", style[:MAX_STYLE]).lower()
    if _pattern("styles", "gone").search(flat):
        return How.GONE
    if _pattern("styles", "away").search(flat):
        return How.AWAY
    if _pattern("styles", "no_size").search(flat) and _pattern("styles", "cuts").search(flat):
        return How.TINY
    return How.FAINT if _pattern("styles", "faint").search(flat) else None


def _hidden_names(document: Document) -> dict[str, How]:
    """The plain class and id selectors that the page's own style elements hide, and the ids that its scripts hide."""
    sheet = "".join(node.text() for node in document.css("style"))[:MAX_SHEET].lower()
    scripts = "".join(node.text() for node in document.css("script:not([src])"))[:MAX_SHEET]
    by_script = {f"#{name.lower()}": How.SCRIPT for name in _BY_SCRIPT.findall(scripts)}
    return {**dict.fromkeys(_hidden_by(sheet), How.SHEET), **by_script}


@lru_cache(maxsize=16)
def _hidden_by(sheet: str) -> tuple[str, ...]:
    """The plain selectors that a style sheet hides; the pages of a site mostly carry the same one."""
    hiding = (selectors for selectors, body in _blocks(sheet) if of_style(body) in CERTAIN)
    names = (part.strip() for selectors in hiding for part in selectors.split(","))
    return tuple(name for name in names if _SIMPLE.fullmatch(name))


def _blocks(sheet: str) -> Iterator[tuple[str, str]]:
    """The rules of a style sheet that may hide something: selectors and declarations, at most ``MAX_RULES``."""
    seen: set[int] = set()
    for token in _HIDING:
        at = sheet.find(token)
        while at >= 0 and len(seen) < MAX_RULES:
            opened, end = sheet.rfind("{", 0, at), sheet.find("}", at)
            if opened >= 0 and opened not in seen and end - opened <= MAX_STYLE:
                seen.add(opened)
                yield sheet[max(0, opened - MAX_STYLE) : opened].rpartition("}")[2], sheet[opened + 1 : end]
            at = sheet.find(token, end if end > at else at + 1)


@cache
def _pattern(section: str, name: str) -> Pattern[str]:
    return any_of(table("hidden")[section][name])
