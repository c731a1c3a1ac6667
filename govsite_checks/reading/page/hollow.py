"""Places of a page that wait for a script to fill them: empty containers, components, template variables.

Read off the tree a second time, and only for a page on which a mark is missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from govsite_checks.reading.footers.lexicon import lexicon

from .document import LIVE
from .html import FOOT, area_of, is_hidden, parse

MAX_TEXT = 5_000_000
MAX_CANDIDATES = 2_000
MAX_STEPS_UP = 30

_CONTAINERS = "div,footer,section,p,span,td,ul,center,main,dl,aside,li,em,i,b,font"
_CANDIDATES = ",".join(f"{tag}[id],{tag}[class]" for tag in _CONTAINERS.split(",")) + ",footer"
# Attributes by which frameworks fill an element.
_BOUND = (
    "v-html", "v-text", "v-for", "ng-bind", "ng-bind-html", "ng-include", "ng-repeat", "x-text", "x-html", "data-bind",
    "w3-include-html", "data-ng-bind", "data-ng-include", "ms-text", "ms-html",
)  # fmt: skip
_CUSTOM = re.compile(r"<([a-z][a-z0-9]*-[a-z0-9-]+)[\s>/]", re.IGNORECASE)
_TEMPLATE = re.compile(r"\{\{[^{}]{0,80}\}\}|<%|\$\{[^}]{0,80}\}")
# Names of containers for one mark each; names of decoration are not among them.
_MARK_NAME = re.compile(r"copy-?right|beian|icp|banquan|conac|sponsor|zhuban|wzdt|sitecode", re.IGNORECASE)
# Places of the two national embeds, judged by themselves, and decoration.
_NOT_WAITING = re.compile(
    r"^_ideconac|_jiucuo|jiange|clear|(?:^|[-_ ])(?:line|top|blank|gap|space)\d*(?:$|[-_ ])|gotop|totop|back",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Hollow:
    """What of a page waits for a script.

    ``foot`` counts the empty containers with a footer's name, ``parts`` those of them that a script can single out,
    ``other`` the empty containers with an id elsewhere; ``components`` are empty custom elements, ``foot_components``
    those in a footer or named so; ``bound`` and ``foot_bound`` count elements that a framework fills, on the whole page
    and in its footer; ``runs`` tells whether any script runs on the page.
    """

    foot: int = 0
    parts: int = 0
    other: int = 0
    components: int = 0
    foot_components: int = 0
    bound: int = 0
    foot_bound: int = 0
    runs: bool = False


def find_hollow(texts: Iterable[str], opening: str, *, shown: bool = False) -> Hollow:
    """The places that a script may fill, on a page given by its HTML and that of its frames.

    ``opening`` is how a footer without a name begins; empty where it has one, or there is none. ``shown`` tells that the
    first text is what a browser made of the page: where no script is left in it, nothing waits there.
    """
    counts: dict[str, int] = {}
    runs = False
    for number, text in enumerate(texts):
        tree = parse(text[:MAX_TEXT])
        if tree is None:
            continue
        live = any(_runs(node.attributes) for node in tree.css(LIVE)[:MAX_CANDIDATES])
        if shown and not number and not live:
            continue
        runs = runs or live
        for name in _names(tree, _Ground(text, opening)):
            counts[name] = counts.get(name, 0) + 1
    return Hollow(**counts, runs=runs)


class _Ground:
    """What of one document is footer."""

    def __init__(self, text: str, opening: str) -> None:
        self.text = text
        self.begin = text.rfind(opening) if opening else len(text)

    def holds(self, node: LexborNode) -> bool:
        """Whether an element stands in the footer: by names, else by where its own name is written."""
        if in_footer(node):
            return True
        name = node.attributes.get("id") or node.attributes.get("class") or ""
        return bool(name) and self.text.rfind(name) >= self.begin


def _names(tree: LexborHTMLParser, ground: _Ground) -> Iterable[str]:
    """The names of the counts that each waiting place adds to."""
    for node in tree.css(_CANDIDATES)[:MAX_CANDIDATES]:
        if _is_empty(node):
            yield from _kinds(node, ground)
    for tag in sorted({tag.lower() for tag in _CUSTOM.findall(ground.text)})[:50]:
        for node in tree.css(tag)[:50]:
            if _is_empty(node):
                yield "components"
                if lexicon().foot_name.search(tag) or ground.holds(node):
                    yield "foot_components"
    for name in _BOUND:
        if name in ground.text:
            for node in tree.css(f"[{name}]")[:50]:
                yield "bound"
                if ground.holds(node):
                    yield "foot_bound"


def _kinds(node: LexborNode, ground: _Ground) -> Iterable[str]:
    attrs = node.attributes
    name = attrs.get("id") or ""
    if _NOT_WAITING.search(name) or is_hidden(attrs):
        return
    single = bool(name) or _MARK_NAME.search(attrs.get("class") or "") is not None
    if in_footer(node):
        yield "foot"
    if single and ground.holds(node):
        yield "parts"
    elif name:
        yield "other"


def _is_empty(node: LexborNode) -> bool:
    """Whether an element holds nothing but blanks and comments."""
    child = node.first_child
    for _ in range(6):
        if child is None:
            return True
        if child.tag != "-comment" and not (child.tag == "-text" and (child.text_content or "").isspace()):
            return False
        child = child.next
    return False


def in_footer(node: LexborNode) -> bool:
    """Whether an element, or one around it, is called footer."""
    around: LexborNode | None = node
    for _ in range(MAX_STEPS_UP):
        if around is None or around.tag in ("body", "html"):
            return False
        if around.tag == "footer":
            return True
        attrs = around.attributes
        name = f"{attrs.get('class') or ''} {attrs.get('id') or ''} {attrs.get('role') or ''}"
        if not name.isspace() and area_of(name) == FOOT:
            return True
        around = around.parent
    return False


def aimed(texts: Iterable[str], opening: str, target: str) -> bool | None:
    """Whether what a script's selector or id names stands in a footer; None where there is no such element."""
    words = [word for word in re.findall(r"[A-Za-z_][\w-]*", target)[-3:] if len(word) > 1]
    for text in texts:
        tree = parse(text[:MAX_TEXT]) if any(word in text for word in words) else None
        if tree is None:
            continue
        for word in reversed(words):
            found = tree.css(f'[id="{word}"],[class~="{word}"]')
            if found:
                ground = _Ground(text, opening)
                return any(ground.holds(node) for node in found[:50])
    return None


def _runs(attrs: dict[str, str | None]) -> bool:
    kind = (attrs.get("type") or "").lower()
    return not any(word in kind for word in ("json", "template", "html"))


def templates(text: str) -> bool:
    """Whether a text shows the variables of a template."""
    return _TEMPLATE.search(text) is not None
