"""The classes by which a result page sorts what it found: 全部, 新闻, 政策, 服务."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from govsite_checks.reading.page.document import Document, text_of

from .lexicon import ResultWords, result_words

MAX_NODES = 2_500
MAX_AREA = 6_000
MAX_CLASSES = 20
LONGEST = 8

_COUNTED = re.compile(r"([一-鿿]{2,8})\s*[(（]\s*\d{1,9}\s*[条个]?\s*[)）]")
_NUMBER = re.compile(r"[(（\[]?\s*\d{1,9}\s*[条个]?\s*[)）\]]?$")
_PARTS = re.compile(r"[\s|｜/、,，>]+")


def read_classes(document: Document) -> tuple[str, ...]:
    """The classes that a page offers, at least two beside "all"; empty where it sorts by none."""
    words = result_words()
    for node in document.css("a, li, span, button, label, option, dd")[:MAX_NODES]:
        text = node.text()[:20]
        if len(text) < 20 and _NUMBER.sub("", "".join(text.split())) in words.all:
            found = _beside(node, words)
            if len(found) >= 2:
                return found
    counted = [name for name in _COUNTED.findall(document.text[:60_000]) if _is_class(name, words)]
    return tuple(dict.fromkeys(counted))[:MAX_CLASSES] if len(set(counted)) >= 2 else ()


def _beside(node: LexborNode, words: ResultWords) -> tuple[str, ...]:
    """The names of classes in the nearest area around "all" that holds several."""
    around = node.parent
    for _ in range(3):
        if around is None or around.tag in {"body", "html"} or len(html := around.html or "") > MAX_AREA:
            break
        names = [_NUMBER.sub("", part) for part in _PARTS.split(_text(around, html))]
        found = tuple(dict.fromkeys(name for name in names if _is_class(name, words)))
        if len(found) >= 2:
            return found[:MAX_CLASSES]
        around = around.parent
    return ()


def _text(node: LexborNode, html: str) -> str:
    if node.tag == "select":  # not among what a page's text shows
        return "\n".join(option.text() for option in node.css("option")[:60])
    return text_of(re.sub(r"</(a|span|label|button|em)>", r"</\1><br>", html))


def _is_class(name: str, words: ResultWords) -> bool:
    return (
        2 <= len(name) <= LONGEST
        and words.classes.search(name) is not None
        and words.not_classes.search(name) is None
    )
