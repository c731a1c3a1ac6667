"""Text as a reader sees it: full-width forms, odd spaces and invisible characters made plain."""

from __future__ import annotations

import re
import unicodedata

# Between two inline elements, and between two blocks or lines, in the text of a Flow.
INLINE = "\x01"
BLOCK = "\x02"

_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]"
)
# Of those, what pages really hold, and what stands for them in HTML.
_HELD = (
    *"\u200b\ufeff\u200d\u200c\u200e\u200f\u2060\u00ad",
    "&#",
    "&shy;",
    "&zw",
    "&lrm;",
    "&rlm;",
    "&ZeroWidthSpace;",
)
_DASH = re.compile("[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]")
_COLON = re.compile("[\ufe13\ufe55\ufe30\uff1a\u2236\ua789]")
_SPACE = re.compile("[^\\S\x02]+")
_LINES = re.compile("(?<![ \x01])[ \x01]*+\x02[ \x01\x02]*+")


def holds_invisible(html: str) -> bool:
    """Whether a page may hold characters that nobody sees, between the characters of a word."""
    return any(mark in html for mark in _HELD)


def without_invisible(text: str) -> str:
    """A text without the characters that nobody sees."""
    return text if text.isascii() else _INVISIBLE.sub("", text)


def plain(text: str) -> str:
    """Compatibility forms folded (full-width to ASCII), invisible characters gone, dashes and colons made one."""
    if text.isascii():
        return text
    text = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text))
    return _COLON.sub(":", _DASH.sub("-", text))


def lines_of(text: str) -> str:
    """The text of a Flow made plain: one line a block, single spaces, inline boundaries kept as ``INLINE``."""
    flat = _SPACE.sub(" ", plain(text))
    return _LINES.sub("\n", flat).strip(" \n\x01")


def shown(text: str) -> str:
    """A piece of plain text for a message or a comparison: no markers, single spaces."""
    return " ".join(text.replace(INLINE, "").replace(BLOCK, " ").split())


def clean(text: str, limit: int = 40) -> str:
    """Words of a site for a sentence of ours: short, and without what would end the sentence."""
    flat = " ".join(text.replace("。", " ").split())
    return flat if len(flat) <= limit else f"{flat[: limit - 1]}…"


_CJK = "\u2e80-\u9fff\uf900-\ufaff:()\\[\\]|/"
_APART = re.compile(
    f"(?<=[{_CJK}])[ {INLINE}]+(?=[{_CJK}])|{INLINE}+(?![0-9A-Za-z])|(?<![0-9A-Za-z ]){INLINE}+"
)


def tight(text: str) -> str:
    """Lines without the spaces and tags that set the characters of a word apart (电　话, 主 办 单 位)."""
    return _APART.sub("", text)
