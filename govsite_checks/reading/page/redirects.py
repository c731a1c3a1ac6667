"""Pages that only lead elsewhere: a meta refresh, or a script whose one act is to change the address.

What such a page leads to is what a visitor sees. A page with content of its own is never left, and a script that
decides where to lead is not guessed at. Pure.
"""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from .tree import parse

MAX_DELAY_S = 10.0
MAX_VISIBLE_CHARS = 200
_MAX_LINKS = 5
_MAX_PAGE_CHARS = 64 * 1024
_MAX_SCRIPT_CHARS = 8 * 1024

_MENTIONS = re.compile(r"http-?equiv|location", re.IGNORECASE)
_REFRESH = re.compile(
    r"\s*(\d{0,5}(?:\.\d*)?)\s*[;,\s]\s*(?:url\s*=\s*)?([\"']?)(.+)", re.IGNORECASE | re.DOTALL
)
_ASSIGNED = re.compile(
    r"(?<![\w.$])(?:(?:window|self|top|parent|document|this)\s*\.\s*){0,2}location\s*"
    r"(?:\.\s*href\s*)?(?:=(?!=)|\.\s*(?:replace|assign)\s*\()\s*"
    r"(?:([\"'])([^\"'\r\n<>]{1,2000})\1\s*(?=[;)}\"'\r\n]|$|//|/\*|-->)|)"
)
# A script that looks before it leads: at the device, the frame, the address, a stored choice.
_DECIDES = re.compile(r"\bif\s*\(|\?[^\"'\n]*:|\bswitch\b|userAgent|\bcookie\b|\bscreen\b", re.IGNORECASE)
_COMMENT = re.compile(r"/\*.*?\*/|(?<![:\"'\w])//[^\n]*", re.DOTALL)


def html_redirect(text: str) -> str:
    """The reference that a page leads to by itself, as written; empty where it is a page in its own right."""
    # The links are counted before anything is parsed: most pages are full of them, and are done with here.
    if len(text) > _MAX_PAGE_CHARS or has_links(text, _MAX_LINKS + 1) or not _MENTIONS.search(text):
        return ""
    tree = parse(text)
    if tree is None:
        return ""
    refresh = _refresh_target(tree)
    scripts = [node.text() for node in tree.css("script")]
    script = "" if refresh else _script_target(tree, scripts)
    target = refresh or script
    return target if target and not _has_content(tree) else ""


def has_links(text: str, number: int) -> bool:
    """Whether a page's source has so many links; looks no further than the last of them."""
    place = -1
    for _ in range(number):
        place = text.find("<a ", place + 1)
        if place < 0:
            return False
    return True


def _refresh_target(tree: LexborHTMLParser) -> str:
    for node in tree.css("meta[http-equiv], meta[httpequiv]"):
        attributes = node.attributes
        equiv = attributes.get("http-equiv") or attributes.get("httpequiv") or ""
        if equiv.strip().lower() != "refresh" or _inside_noscript(node):
            continue
        found = _REFRESH.match((attributes.get("content") or "")[:2500])
        if found and float(found[1] if found[1].strip(".") else 0) <= MAX_DELAY_S:
            target = found[3]
            return (target.split(found[2], 1)[0] if found[2] else target).strip()
    return ""


def _inside_noscript(node: LexborNode) -> bool:
    parent = node.parent
    while parent is not None:
        if parent.tag == "noscript":
            return True
        parent = parent.parent
    return False


def _script_target(tree: LexborHTMLParser, scripts: list[str]) -> str:
    body = tree.body
    onload = (body.attributes.get("onload") or "") if body else ""
    code = _COMMENT.sub("", "\n".join([*scripts, onload])[: _MAX_SCRIPT_CHARS + 1])
    if len(code) > _MAX_SCRIPT_CHARS or _DECIDES.search(code):
        return ""
    found = list(_ASSIGNED.finditer(code))
    targets = {match[2] or "" for match in found}
    # Two addresses, or one that is computed: it is not for us to choose.
    return targets.pop() if len(targets) == 1 else ""


def _has_content(tree: LexborHTMLParser) -> bool:
    if len(tree.css("a[href]")) > _MAX_LINKS:
        return True
    return visible_chars(tree) > MAX_VISIBLE_CHARS


def visible_chars(tree: LexborHTMLParser) -> int:
    """How many characters a reader sees, spaces left out. Takes scripts and styles out of the tree."""
    tree.strip_tags(["script", "style", "noscript", "template", "title"])
    root = tree.body
    return len("".join(root.text(separator=" ").split())) if root else 0
