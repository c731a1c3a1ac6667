"""The controls of a page's forms: inputs, selects, buttons, and to which form each belongs."""

from __future__ import annotations

from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from govsite_checks.reading.page.document import Document

from .lexicon import form_words

MAX_FORMS = 60
MAX_CONTROLS = 600
MAX_VALUE = 2_000
MAX_STEPS_UP = 40
# A form around more controls than this is the page itself, as frameworks of the past made it.
WHOLE_PAGE = 60

_NO_TEXT = frozenset(
    ("hidden", "submit", "button", "image", "reset", "checkbox", "radio", "file", "password", "date", "color")
)
_IN_TABLE = frozenset(("table", "tbody", "thead", "tfoot", "tr"))


@dataclass(frozen=True, slots=True)
class Control:
    """An input, select, textarea or button."""

    node: LexborNode
    tag: str
    kind: str
    name: str
    value: str
    hint: str

    @property
    def said(self) -> str:
        """Its name as a word to look up: without the path that page frameworks set before it (``ctl00$txtKey``)."""
        return self.name.rpartition("$")[2].lower()

    @property
    def is_text(self) -> bool:
        """Whether words can be typed into it."""
        return self.tag == "input" and self.kind not in _NO_TEXT


def form_around(node: LexborNode) -> LexborNode | None:
    """The form that an element stands in."""
    around = node.parent
    for _ in range(MAX_STEPS_UP):
        if around is None or around.tag == "form":
            return around
        around = around.parent
    return None


def groups_of(document: Document) -> tuple[list[tuple[LexborNode, list[Control]]], list[Control]]:
    """The forms with their controls, and the controls outside of any form.

    A form that is opened within a table and closed in another row stands empty in the tree: what follows is its own.
    """
    groups: list[tuple[LexborNode, list[Control]]] = []
    owner: dict[int, int] = {}
    for node in document.css("form")[:MAX_FORMS]:
        for inner in node.css("input, select, textarea, button")[:MAX_CONTROLS]:
            owner[inner.mem_id] = len(groups)
        groups.append((node, []))
    numbers = {node.mem_id: number for number, (node, _) in enumerate(groups)}
    loose: list[Control] = []
    torn: int | None = None
    inhabited = set(owner.values())
    for node in document.css("form, input, select, textarea, button")[:MAX_CONTROLS]:
        if node.mem_id in numbers:
            number = numbers[node.mem_id]
            parent = node.parent
            torn = (
                number if number not in inhabited and parent is not None and parent.tag in _IN_TABLE else None
            )
            continue
        control = control_of(node)
        at = owner.get(node.mem_id, torn)
        if at is None:
            loose.append(control)
        else:
            groups[at][1].append(control)
    return groups, loose


def control_of(node: LexborNode) -> Control:
    """An element read as a control."""
    attrs = node.attributes
    tag = node.tag or ""
    kind = (attrs.get("type") or "").strip().lower()
    value = attrs.get("value") or ""
    if tag == "select":
        value = _chosen(node)
    hint = " ".join(
        (attrs.get(name) or "")[:100]
        for name in ("placeholder", "value", "title", "alt", "aria-label", "onfocus", "onblur")
    )
    if tag == "button":
        hint += " " + node.text()[:60]
    return Control(node, tag, kind, (attrs.get("name") or "").strip(), value[:MAX_VALUE], hint)


def _chosen(node: LexborNode) -> str:
    options = node.css("option")[:50]
    chosen = next((option for option in options if "selected" in option.attributes), None)
    chosen = chosen if chosen is not None else next(iter(options), None)
    if chosen is None:
        return ""
    value = chosen.attributes.get("value")
    return value if value is not None else chosen.text().strip()


def is_whole_page(controls: list[Control]) -> bool:
    """Whether a form with these controls is around the page as a whole."""
    return len(controls) > WHOLE_PAGE or any(control.name == "__VIEWSTATE" for control in controls)


def is_strong(name: str) -> bool:
    """Whether a name says by itself that it takes the words of a search."""
    words = form_words()
    return name.lower() in words.fields and name.lower() not in words.weak_fields


def is_bare_field(control: Control) -> bool:
    """Whether an input outside of forms is the field of a search that a script sends off."""
    if not control.is_text or not form_words().hint.search(control.hint):
        return control.is_text and is_strong(control.said) and not is_other(control)
    return not is_other(control)


def is_other(control: Control) -> bool:
    """Whether the name of a field says that it takes something else."""
    return bool(form_words().other_field.search(control.said))
