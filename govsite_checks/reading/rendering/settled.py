"""A document after its scripts have run: what it says once they have had their turn."""

from __future__ import annotations

import re
from collections.abc import Container
from functools import cache
from urllib.parse import quote

from selectolax.lexbor import LexborHTMLParser, LexborNode

from govsite_checks.reading.page.document import RAN, join
from govsite_checks.reading.page.tables import any_of, table
from govsite_checks.reading.page.tree import parse

MAX_SCRIPTS = 5_000
MAX_BOUND = 20_000
MAX_ATTRIBUTE = 100_000

# What may hold anything: comments, and elements of which a browser reads no markup. It writes names in small letters.
_RAW = re.compile(r"<(?:!--|(script|style|noscript|iframe|noembed|noframes|xmp|plaintext)(?=[\s/>]))")
# A line break right behind these tags is dropped by whoever reads them: one more keeps what is there.
_EATS_BREAK = re.compile(r"(<(?:pre|textarea|listing)(?: [^<>]*)?>)\n")
# As a browser writes an address: what is no ASCII in percents, what is in percents left alone.
_ADDRESS = "%/:?#[]@!$&'()*+,;=~|^`{}\\"


def settled(
    html: str, base: str, failed: Container[str], complete: bool, missing: Container[str] = ()
) -> str:
    """The document without the scripts that ran, so that nothing in it waits for them any more.

    ``html`` is the serialised document, ``base`` the address where it stands, ``failed`` the absolute addresses of what did
    not arrive. Where ``complete`` is False, scripts may not have had their turn, and everything stays as it is. Scripts
    that failed stay as they are, and so do those that are ``missing``: the server has them no more, and what they would have
    written is for a person to say. The two national embeds, which are evidence by themselves, and data for scripts stay with
    the attribute ``data-ran``. ``noscript`` is what nobody saw. Where every script had its turn, what frameworks bind
    elements by goes too. A document that no parser can be trusted with is returned as it is.
    """
    tree = parse(_without_noscript(html)) if complete else None
    if tree is None:
        return html
    base = _base_of(tree, base)
    waiting = False
    for node in tree.css("script")[:MAX_SCRIPTS]:
        if not _runs(node) or _is_embed(node):
            node.attrs[RAN] = ""
        elif _has_failed(node, base, failed):
            waiting = True
        elif _has_failed(node, base, missing):
            continue
        else:
            node.decompose()
    if not waiting:
        _unbind(tree)
    return _EATS_BREAK.sub(r"\1\n\n", tree.html or "")


def _without_noscript(html: str) -> str:
    """A serialised document without ``noscript``: to a browser that runs scripts it holds plain characters.

    A parser that runs none reads markup there, and what is not closed in it would swallow the rest of the page.
    """
    kept, done = [], 0
    place = _RAW.search(html)
    while place is not None:
        name = place[1]
        closing = f"</{name}" if name else "-->"
        end = html.find(closing, place.end())
        if end < 0:
            break
        if name == "noscript":
            kept.append(html[done : place.start()])
            done = end = html.find(">", end) + 1 or len(html)
        place = _RAW.search(html, end)
    return "".join((*kept, html[done:]))


def _base_of(tree: LexborHTMLParser, url: str) -> str:
    node = tree.css_first("base[href]")
    return (join(url, node.attributes.get("href") or "") if node is not None else "") or url


@cache
def _types() -> frozenset[str]:
    return frozenset(table("rendering")["scripts"]["run"])


@cache
def _embeds() -> re.Pattern[str]:
    return any_of(table("rendering")["scripts"]["embeds"])


def _runs(node: LexborNode) -> bool:
    """Whether a browser, or a library of the page, runs a script element."""
    return (node.attributes.get("type") or "").strip().lower().split(";")[0].strip() in _types()


def _is_embed(node: LexborNode) -> bool:
    src = (node.attributes.get("src") or "").strip()
    known = node.attributes.get("id") in table("rendering")["scripts"]["embed_ids"]
    return bool(src) and (known or _embeds().search(src[:MAX_ATTRIBUTE]) is not None)


def _has_failed(node: LexborNode, base: str, failed: Container[str]) -> bool:
    src = (node.attributes.get("src") or "").strip()
    url = join(base, src) if src else ""
    return bool(url) and any(form in failed for form in (url, quote(url, safe=_ADDRESS), src))


def _unbind(tree: LexborHTMLParser) -> None:
    """Take away the attributes by which frameworks fill elements."""
    html = tree.html or ""
    names = [name for name in table("rendering")["bound"]["attributes"] if f" {name}" in html]
    for name in names:
        for node in tree.css(f"[{name.replace(':', chr(92) + ':')}]")[:MAX_BOUND]:
            del node.attrs[name]
