"""Signs of commercial advertising: what advertising networks serve, and blocks that float over a page to a merchant."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from re import Pattern

from govsite_checks.reading.links.outward import read_outward
from govsite_checks.reading.page.document import Document
from govsite_checks.reading.page.tables import any_of, any_word, table

MAX_NODES = 500
MAX_ADS = 20
_SOURCES = "script[src], iframe[src], embed[src], ins[data-ad-client]"
_FLOATING = ", ".join(
    f"[{name}*={word} i] a[href]"
    for name in ("id", "class")
    for word in ("float", "piao", "couplet", "duilian", "popup", "ad_")
)


@dataclass(frozen=True, slots=True)
class Advertisement:
    """A sign of advertising: what it is, in Chinese, and the address."""

    what: str
    url: str


def read_advertising(document: Document) -> tuple[Advertisement, ...]:
    """The signs of a page, at most ``MAX_ADS``."""
    return tuple([*_networks(document), *_floating(document), *_trade(document)][:MAX_ADS])


def _networks(document: Document) -> list[Advertisement]:
    found = {}
    for node in document.source.css(_SOURCES)[:MAX_NODES]:
        source = (node.attributes.get("src") or "")[:500]
        if node.tag == "ins" or _networks_known().search(source):
            found[source] = Advertisement("广告联盟代码", source or "ins[data-ad-client]")
    return list(found.values())


def _floating(document: Document) -> list[Advertisement]:
    """Floating blocks that lead to a host that is neither public nor well known."""
    outward = {item.link.node: item for item in document.derive(read_outward) if not item.known}
    if not outward:
        return []
    inside = document.numbers(_FLOATING)
    return [Advertisement("浮动图文", item.link.url) for node, item in outward.items() if node in inside]


def _trade(document: Document) -> list[Advertisement]:
    """Pictures and links out of the site in words of commerce."""
    found = []
    for item in document.derive(read_outward):
        words = f"{item.link.text} {item.link.title}"
        if not item.known and _words("trade").search(words) and not _words("fair").search(words):
            found.append(Advertisement(f"“{item.link.label[:20]}”链接", item.link.url))
    return found


@cache
def _networks_known() -> Pattern[str]:
    return any_of(table("advertising")["networks"])


@cache
def _words(name: str) -> Pattern[str]:
    return any_word(table("advertising")[name])
