"""Where on a page a visitor types words to search for, and what is pressed then: elements, told by marks of a browser."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from govsite_checks.reading.page.document import Document

from .controls import Control, groups_of, is_bare_field, is_other, is_whole_page
from .form import read_form
from .lexicon import form_words

# As far around a field stands what sends it off.
_STEPS_UP = 4
_PRESSED = "button, input, a, img, i, span, div, [onclick], [role=button]"
_MOST = 60
_LONGEST = 12


@dataclass(frozen=True, slots=True)
class Place:
    """A field, and the button or the like that sends it off: their marks. No button where the field stands alone."""

    field: str
    button: str = ""


def read_search_place(document: Document, mark: str) -> Place | None:
    """The likeliest search field among the elements that carry the attribute ``mark``; None where there is none.

    A browser has given the attribute to what a visitor sees. Forms that do anything but search are never meant: the same
    signs tell them that tell forms which are sent without a browser.
    """
    best = max(_candidates(document, mark), key=lambda found: found[0], default=None)
    if best is None:
        return None
    _, field, controls = best
    return Place(_mark(field.node, mark), _button(field, controls, mark))


def _candidates(document: Document, mark: str) -> Iterator[tuple[int, Control, list[Control]]]:
    groups, loose = groups_of(document)
    for form, controls in groups:
        if is_whole_page(controls):
            loose += controls
            continue
        read = read_form(document, form, controls)
        field = _typed(controls, mark) if read is not None else None
        if read is not None and field is not None:
            yield read[0], field, controls
    for control in loose:
        if is_bare_field(control) and _mark(control.node, mark):
            yield 1, control, loose


def _typed(controls: Iterable[Control], mark: str) -> Control | None:
    """The field of a form that a visitor types into: the one that says so, else the first."""
    shown = [c for c in controls if c.is_text and _mark(c.node, mark) and not is_other(c)]
    return next((c for c in shown if form_words().hint.search(c.hint)), next(iter(shown), None))


def _button(field: Control, controls: Iterable[Control], mark: str) -> str:
    """What sends a field off: what says so around it, else what the form has for that."""
    around = field.node.parent
    for _ in range(_STEPS_UP):
        if around is None or around.tag == "html":
            break
        found = _pressed_in(around, field.node, mark)
        if found or around.tag == "form":
            return found or next(
                (_mark(c.node, mark) for c in controls if _sends(c) and _mark(c.node, mark)), ""
            )
        around = around.parent
    return ""


def _pressed_in(around: LexborNode, field: LexborNode, mark: str) -> str:
    """Of what an element holds, what sends the field off: what says so before what is called so, what follows the field
    before what goes before it.
    """
    nodes = around.css(f"{_PRESSED}, [{mark}='{_mark(field, mark)}']")[:_MOST]
    at = next((i for i, node in enumerate(nodes) if node.mem_id == field.mem_id), 0)
    ranked = [
        (-_sureness(node), i < at, abs(i - at), _mark(node, mark))
        for i, node in enumerate(nodes)
        if i != at and _mark(node, mark) and _sureness(node)
    ]
    return min(ranked)[3] if ranked else ""


def _sureness(node: LexborNode) -> int:
    """How surely an element is pressed to search: 2 where it says so, 1 where it is called so, else 0."""
    attrs = node.attributes
    if node.tag == "input" and (attrs.get("type") or "").lower() not in {"submit", "button", "image"}:
        return 0
    words = form_words()
    text = " ".join(node.text().split())[: _LONGEST + 1]
    hints = (attrs.get(name) or "" for name in ("value", "title", "alt", "aria-label"))
    if (text and len(text) <= _LONGEST and words.button.search(text)) or any(
        words.button.search(hint[:100]) for hint in hints
    ):
        return 2
    named = f"{attrs.get('id') or ''} {attrs.get('class') or ''}"[:200]
    pressed = node.tag in {"button", "a", "i", "img", "input"} or "onclick" in attrs
    return int(pressed and words.name.search(named) is not None)


def _sends(control: Control) -> bool:
    return (control.tag == "button" and control.kind in {"", "submit"}) or control.kind in {"submit", "image"}


def _mark(node: LexborNode, mark: str) -> str:
    return node.attributes.get(mark) or ""
