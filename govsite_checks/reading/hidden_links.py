"""Links that a reader cannot see and a search engine can (暗链): what hides them, and whether their words give them away.

Looked at are only links to hosts of no government; hidden menus, tabs and the navigation of phones lead elsewhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from re import Pattern

from selectolax.lexbor import LexborNode

from .document import Document
from .outward import Outward, read_outward
from .resold import advertises
from .tables import any_of, table

MAX_DEPTH = 60
MAX_STYLE = 1_000
MAX_SHEET = 200_000
MAX_SELECTORS = 200
MAX_HIDDEN = 100
# Longer words are a headline, not what is sold.
SOLD_CHARS = 20
_CANDIDATES = "[style] a[href], a[style][href], [hidden] a[href], marquee a[href]"
_SPACES = re.compile(r"\s+|!important")
# What a sheet must hold for one of its rules to hide anything.
_HIDING = re.compile(r"none|hidden|opacity|-\d{3}", re.IGNORECASE)
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
    """The hidden outward links of a page, at most ``MAX_HIDDEN``."""
    outward = {item.link.node: item for item in document.derive(read_outward)}
    if not outward:
        return ()
    hidden = _inline(document, outward)
    for node, how in (*_by_sheet(document), *_by_script(document)):
        if node in outward:
            hidden.setdefault(node, how)
    found = [HiddenLink(outward[node], how, is_sold(outward[node])) for node, how in sorted(hidden.items())]
    return tuple(sorted(found, key=lambda item: not item.sold)[:MAX_HIDDEN])


def is_sold(item: Outward) -> bool:
    """Whether a link's words are those of a trade that pays for hidden links."""
    words = "".join((item.link.text or item.link.title).split())
    if item.known or len(words) > SOLD_CHARS:
        return False
    return advertises(words) or bool(_pattern("words", "sold").search(words))


def _inline(document: Document, outward: dict[int, Outward]) -> dict[int, How]:
    """What the links' own elements and those around them say, each element looked at once."""
    known: dict[int, How | None] = {}
    found = {}
    for node in document.css(_CANDIDATES):
        if node.mem_id in outward and (how := _hides(node, known)) is not None:
            found[node.mem_id] = how
    return found


def _hides(node: LexborNode, known: dict[int, How | None]) -> How | None:
    path: list[int] = []
    at: LexborNode | None = node
    how: How | None = None
    while at is not None and len(path) < MAX_DEPTH and at.tag not in {"body", "html"}:
        if at.mem_id in known:
            how = known[at.mem_id]
            break
        path.append(at.mem_id)
        how = _of_element(at)
        if how is not None:
            break
        at = at.parent
    known.update(dict.fromkeys(path, how))
    return how


def _of_element(node: LexborNode) -> How | None:
    attrs = node.attributes
    if "hidden" in attrs:
        return How.GONE
    if node.tag == "marquee":
        small = any(
            (attrs.get(name) or "").strip(" px") in {"0", "1", "2", "3"} for name in ("height", "width")
        )
        return How.MARQUEE if small else None
    style = attrs.get("style")
    return of_style(style) if style else None


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


def _by_sheet(document: Document) -> list[tuple[int, How]]:
    """Links under the plain class and id selectors that the page's own style elements hide."""
    sheet = "".join(node.text() for node in document.css("style"))[:MAX_SHEET]
    selectors = []
    for block in sheet.split("}") if _HIDING.search(sheet) else ():
        names, _, body = block.rpartition("{")
        if _HIDING.search(body) and of_style(body) in {How.GONE, How.AWAY, How.TINY}:
            selectors += [
                name.strip() for name in names[-MAX_STYLE:].split(",") if _SIMPLE.fullmatch(name.strip())
            ]
    return _under(document, selectors, How.SHEET)


def _by_script(document: Document) -> list[tuple[int, How]]:
    scripts = "".join(node.text() for node in document.css("script:not([src])"))[:MAX_SHEET]
    return _under(document, [f"#{name}" for name in _BY_SCRIPT.findall(scripts)], How.SCRIPT)


def _under(document: Document, selectors: list[str], how: How) -> list[tuple[int, How]]:
    kept = [name for name in dict.fromkeys(selectors) if not name[1:2].isdigit()][:MAX_SELECTORS]
    if not kept:
        return []
    return [(number, how) for number in document.numbers(", ".join(f"{name} a[href]" for name in kept))]


@cache
def _pattern(section: str, name: str) -> Pattern[str]:
    return any_of(table("hidden")[section][name])
