"""A firewall's page in place of the site's: a script that sets a cookie, a question for humans, "you are blocked".

Such a page comes with any status, 200 included. It is told from a page of the site by what it lacks: links and words.
An article about firewalls has both and is never taken for one. The wording of the products is data. Pure.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from .redirects import has_links, visible_chars
from .tree import parse

# A block page explains itself in a few sentences and links to its vendor; a home page does neither.
MAX_VISIBLE_CHARS = 600
_MAX_LINKS = 8
_MAX_PAGE_CHARS = 512 * 1024
# Statuses that stand for a script's challenge when the page is nothing but a script.
_SCRIPT_STATUSES = frozenset({202, 203, 405, 412, 418, 503, 521})
_SETS_COOKIE = re.compile(r"document\s*(?:\.\s*cookie|\[\s*[\"']cookie[\"']\s*\])\s*=")
_LOADS_AGAIN = re.compile(r"location\s*(?:\.\s*(?:reload|replace|assign|href)|\[|=)")


@dataclass(frozen=True, slots=True)
class Product:
    """A firewall and the strings that its pages carry: one of ``any``, or all of ``all``."""

    name: str
    any: tuple[str, ...] = ()
    all: tuple[str, ...] = ()

    def wrote(self, text: str) -> bool:
        """Whether the page carries the product's strings."""
        return any(mark in text for mark in self.any) or bool(
            self.all and all(mark in text for mark in self.all)
        )


@cache
def _known() -> tuple[tuple[Product, ...], tuple[str, ...]]:
    """The known firewalls, the particular before the general; and the words that only a site's own page carries."""
    table = tomllib.loads(
        (files("govsite_checks.reading") / "data" / "challenge.toml").read_text(encoding="utf-8")
    )
    rows = table["product"]
    known = tuple(Product(row["name"], tuple(row.get("any", ())), tuple(row.get("all", ()))) for row in rows)
    return known, tuple(table["site_words"])


def challenge(status: int, text: str) -> str:
    """What kind of firewall's page this is, in Chinese; empty where it is a page of the site, or any other error."""
    if not text or len(text) > _MAX_PAGE_CHARS or has_links(text, _MAX_LINKS + 1):
        return ""
    tree = parse(text)
    if tree is None or len(tree.css("a[href], iframe[src], frame[src], form")) > _MAX_LINKS:
        return ""
    has_frames = tree.css_first("frameset") is not None
    scripts = "\n".join(node.text() for node in tree.css("script"))
    has_script = tree.css_first("script") is not None
    shown = visible_chars(tree)
    if shown > MAX_VISIBLE_CHARS or has_frames:
        return ""
    products, site_words = _known()
    if any(word in text for word in site_words):
        return ""
    product = next((product.name for product in products if product.wrote(text)), "")
    if product:
        return product
    if not shown and has_script and status in _SCRIPT_STATUSES:
        return "脚本验证页"
    sets_cookie = _SETS_COOKIE.search(scripts) and _LOADS_AGAIN.search(scripts)
    return "脚本设置 Cookie 的验证页" if not shown and sets_cookie else ""
