"""Maps of territory on a page, and whether an approval number (审图号) stands with them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from re import Pattern

from selectolax.lexbor import LexborNode

from govsite_checks.reading.page.document import Document
from govsite_checks.reading.page.tables import any_of, table
from govsite_checks.reading.page.text import plain

MAX_NODES = 1_000
MAX_MAPS = 20
# Pictures that say of themselves that they are smaller are icons.
ICON = 64
_PICTURES = ", ".join(
    (
        "img[alt*=图]",
        "img[title*=图]",
        *(f"img[src*={word} i]" for word in ("map", "ditu", "xzq", "quhua", "zhengqu", "quwei")),
    )
)


@dataclass(frozen=True, slots=True)
class Maps:
    """The maps of a page by their words or addresses, and how approval shows: the number's words, a source, or empty."""

    names: tuple[str, ...] = ()
    approval: str = ""


def read_maps(document: Document) -> Maps:
    """The maps of a page; frames of a map service, which shows its own number, are approved."""
    names = [name for node in document.css(_PICTURES)[:MAX_NODES] if (name := _map_of(node))]
    frames = [node.attributes.get("src") or "" for node in document.css("iframe[src]")[:50]]
    served = any(_pattern("services").search(source[:500]) for source in frames)
    if not names:
        return Maps(("地图服务框架",), "地图服务") if served else Maps()
    text = plain(document.text)
    found = _pattern("approval").search(text) or _pattern("standard").search(text)
    return Maps(tuple(dict.fromkeys(names))[:MAX_MAPS], found[0][:40] if found else "")


def _map_of(node: LexborNode) -> str:
    attrs = node.attributes
    if _is_icon(attrs):
        return ""
    words = plain(f"{attrs.get('alt') or ''} {attrs.get('title') or ''}").strip()[:200]
    source = (attrs.get("src") or "")[:500]
    if _pattern("other").search(f"{words} {source}"):
        return ""
    if _pattern("map").search(words):
        return words
    return source.rpartition("/")[2] if _pattern("file").search(source) and not words else ""


def _is_icon(attrs: dict[str, str | None]) -> bool:
    sizes = ((attrs.get(name) or "").removesuffix("px") for name in ("width", "height"))
    return any(size.isdigit() and len(size) < 4 and int(size) <= ICON for size in sizes)


@cache
def _pattern(name: str) -> Pattern[str]:
    return any_of(table("maps")[name])
