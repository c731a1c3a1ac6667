"""HTML to the tree a browser builds, unless the page is made to exhaust whoever parses it."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborCSSSelector, LexborHTMLParser, LexborNode

FREE_TAGS = 8_000
FREE_CHARS = 100_000
MAX_DEPTH = 1_000
MAX_COPIES = 4_000_000
MAX_ATTRIBUTES = 500

_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track")
)
_UNCLOSED = frozenset(
    ("p", "li", "dt", "dd", "td", "th", "tr", "tbody", "thead", "tfoot", "option", "optgroup")
)
_SELF_CLOSING = _VOID | _UNCLOSED | {"wbr", "a", "script", "style", "!doctype"}
_FORMATTING = frozenset(
    ("b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u")
)
_FORMAT = re.compile(r"<(?:b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)[\s/>]", re.IGNORECASE)
# An attribute, and a whole tag, quoted values and all, as the standard cuts them; possessive, so linear.
_NAME = r"[^\s/>][^\s/>=]*+"
_VALUE = r"""(?:\s*+=\s*+(?:"[^"]*+"?|'[^']*+'?|[^\s>]*+))?+"""
_WHOLE_TAG = re.compile(rf"<[A-Za-z][^\s/>]*+(?:[\s/]*+{_NAME}{_VALUE})*+")
_ATTRIBUTES = re.compile(rf"({_NAME}){_VALUE}")
_TAG = re.compile(r"<(/?)([A-Za-z!][A-Za-z0-9:]{0,40})")


# One engine for all pages: a tree that makes its own pays for a dozen selections (35 us of the 80 that parsing takes).
_ENGINE = LexborCSSSelector()  # type: ignore[no-untyped-call]


def select(node: LexborNode, selector: str) -> list[LexborNode]:
    """What a selector finds in an element and below it, in order: ``node.css``, cheaper."""
    return _ENGINE.find(selector, node)


def holds(node: LexborNode, selector: str) -> bool:
    """Whether a selector finds anything in an element or below it."""
    return bool(_ENGINE.any_matches(selector, node))


def parse(html: str) -> LexborHTMLParser | None:
    """The tree of a page, or None for a page that only an attack can mean.

    A parser that follows the standard needs time by the square of the depth, and of the attributes of one tag, and
    makes nodes by the product of unclosed ``<font>`` and its like with what follows: 200 000 nested tags take minutes.
    """
    tags = html.count("<")
    if tags > FREE_TAGS or (tags * tags > MAX_COPIES and len(_FORMAT.findall(html)) * tags > MAX_COPIES):
        depth, formats = _depths(html)
        if depth > MAX_DEPTH or formats * tags > MAX_COPIES:
            return None
    if len(html) > FREE_CHARS and _has_attribute_bomb(html):
        return None
    return LexborHTMLParser(html)


def _depths(html: str) -> tuple[int, int]:
    """Upper bounds of how deeply tags nest, and how deeply formatting ones, leaving out those that close themselves."""
    depth = deepest = formats = most = 0
    for found in _TAG.finditer(html):
        name = found[2].lower()
        if name in _SELF_CLOSING:
            continue
        depth = max(0, depth - 1) if found[1] else depth + 1
        deepest = max(deepest, depth)
        if name in _FORMATTING:
            formats = max(0, formats - 1) if found[1] else formats + 1
            most = max(most, formats)
    return deepest, most


def _has_attribute_bomb(html: str) -> bool:
    """Whether one tag has more attributes than any page means, repeated names left out."""
    for tag in _WHOLE_TAG.finditer(html):
        start, end = tag.span()
        if (
            end - start > 2 * MAX_ATTRIBUTES
            and len(set(_ATTRIBUTES.findall(html, start, end))) > MAX_ATTRIBUTES
        ):
            return True
    return False
