"""The search forms that a page offers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from govsite_checks.reading.page.document import Document, host_of, join, text_of

from .controls import (
    MAX_CONTROLS,
    MAX_FORMS,
    MAX_VALUE,
    Control,
    control_of,
    form_around,
    groups_of,
    is_bare_field,
    is_other,
    is_strong,
    is_whole_page,
)
from .lexicon import form_words
from .owner import owner_of
from .scripts import Built, read_built

MAX_FIXED = 60
ENOUGH = 3
# A field whose source is shorter than this may stand on another page for something else.
LEAST_TAG = 24

_INPUT = re.compile(r"<input\b[^<>]{1,800}>", re.IGNORECASE)
_ENCODING_FIELD = re.compile(
    r"ie|encoding|stringencoding|inputencoding|charset|_input_charset", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class SearchForm:
    """A form that searches the site.

    ``action`` is absolute, ``method`` GET or POST, ``field`` the name of the word's field, ``fixed`` the other fields
    with their values, ``encoding`` what the query is written in (utf-8 or gb18030). ``foreign`` names the host of an
    external engine or of another owner; empty for the site's own. ``scripted`` says why it can be used only in a browser.
    ``coding`` is how the words are changed before they are sent: ``base64``, ``escape`` (``%uXXXX``) or not at all.
    """

    action: str = ""
    method: str = "GET"
    field: str = ""
    fixed: tuple[tuple[str, str], ...] = ()
    encoding: str = "utf-8"
    foreign: str = ""
    scripted: str = ""
    coding: str = ""


def read_search_forms(document: Document) -> tuple[SearchForm, ...]:
    """The search forms of a page, the site's own first; at the end those that only a browser can use.

    Where a page that a browser showed has none that can be used otherwise, those of the page as it was sent count too.
    """
    found = _forms_of(document)
    if not document.page.is_rendered or any(not form.scripted for form in found):
        return found
    sent = _forms_of(document.source)
    return (*(form for form in sent if not form.scripted), *found) or sent


def _forms_of(document: Document) -> tuple[SearchForm, ...]:
    if document.tree is None:
        return ()
    groups, loose = groups_of(document)
    found: list[tuple[int, SearchForm]] = []
    for form, controls in groups:
        if is_whole_page(controls):
            loose += controls
            continue
        read = read_form(document, form, controls)
        if read is not None:
            found.append(read)
    if any(is_bare_field(control) for control in loose) or any(form.scripted for _, form in found):
        found += _scripted_forms(document, loose, found)
    if not found:
        found += _linked(document)
    unique: dict[SearchForm, int] = {}
    for score, search in found[:MAX_FORMS]:
        unique[search] = max(score, unique.get(search, 0))
    return tuple(sorted(unique, key=lambda form: _order(form, unique[form], document.host)))


def _order(form: SearchForm, score: int, host: str) -> tuple[bool, bool, bool, int, int]:
    """What can be used first, then the site's own, its own host's, the surest, the one that names the site."""
    elsewhere = host_of(form.action) != host
    return bool(form.scripted), bool(form.foreign), elsewhere, -score, -len(form.fixed)


def offers_search(document: Document) -> bool:
    """Whether a page offers a search: as ``read_search_forms``, at a fraction of its cost where there is a plain one."""
    for node in document.css("input:not([type=hidden])")[:MAX_CONTROLS]:
        control = control_of(node)
        if not is_bare_field(control):
            continue
        form = form_around(node)
        if form is None:
            return True
        controls = [control_of(inner) for inner in form.css("input, select, textarea, button")[:MAX_CONTROLS]]
        if is_whole_page(controls) or read_form(document, form, controls) is not None:
            return True
    return bool(document.derive(read_search_forms))


def search_fields(document: Document) -> tuple[str, ...]:
    """The search fields of a page as its source writes them, where each can be told by a name of its own."""
    written = []
    for node in document.css("input:not([type=hidden])")[:MAX_CONTROLS]:
        name = node.attributes.get("name") or node.attributes.get("id") or ""
        if name and is_bare_field(control_of(node)):
            written += [tag for tag in _INPUT.findall(document.html)[:MAX_CONTROLS] if name in tag]
    return tuple(tag for tag in dict.fromkeys(written) if len(tag) >= LEAST_TAG)[:MAX_FORMS]


def _names_of(node: LexborNode) -> str:
    attrs = node.attributes
    return f"{attrs.get('id') or ''} {attrs.get('class') or ''} {attrs.get('name') or ''}"


def read_form(document: Document, form: LexborNode, controls: list[Control]) -> tuple[int, SearchForm] | None:
    """How surely a form searches the site, and what it is; None where it does something else."""
    words = form_words()
    attrs = form.attributes
    written = (attrs.get("action") or "").strip()
    if words.other_action.search(written) or any(
        control.tag == "textarea" or control.kind == "password" for control in controls
    ):
        return None
    field = _field_of(controls)
    if field is None or is_other(field):
        return None
    hinted = bool(words.hint.search(field.hint))
    if not hinted and any(control.is_text and is_other(control) for control in controls):
        return None
    score = _score(written, form, field, controls) + ENOUGH * hinted
    if not hinted and words.other_word.search(_label_of(form, controls)):
        return None
    if score < ENOUGH:
        return None
    return score, _form_of(document, form, field, controls)


def _field_of(controls: list[Control]) -> Control | None:
    """The control that takes the words: the likeliest text field, or the hidden one that a script fills from it."""
    words = form_words()
    texts = [control for control in controls if control.is_text]
    for prefix, _ in words.systems:
        hidden = [c for c in controls if c.name.lower().startswith(prefix)]
        if hidden:
            shown = next((c for c in texts if c is not hidden[0]), hidden[0])
            return replace(hidden[0], hint=shown.hint + " " + hidden[0].hint)
    named = [control for control in texts if control.name]
    for test in (
        lambda c: is_strong(c.said) and words.hint.search(c.hint),
        lambda c: words.hint.search(c.hint),
        lambda c: is_strong(c.said),
        lambda c: c.said in words.fields,
    ):
        for control in named:
            if test(control):
                return control
    behind = next((c for c in controls if c.kind == "hidden" and not c.value and is_strong(c.said)), None)
    if behind is not None:
        hints = " ".join(control.hint for control in texts)
        return replace(behind, hint=hints)
    return named[0] if len(named) == 1 else (texts[0] if texts and not named else None)


def _score(written: str, form: LexborNode, field: Control, controls: list[Control]) -> int:
    words = form_words()
    score = 2 * bool(words.action.search(written[:300]))
    name = field.said
    if name in words.fields:
        score += 1 if name in words.weak_fields else 2
    elif words.name.search(name):
        score += 1
    labels = " ".join(c.hint for c in controls if _is_button(c))
    if words.button.search(labels) or any(
        words.button.search(c.hint.strip()) for c in controls if _is_button(c)
    ):
        score += 2
    elif words.weak_button.search(labels):
        score += 1
    score += bool(words.name.search(_names_of(form)))
    return score - (sum(1 for c in controls if c.is_text and c.name) > 3)


def _is_button(control: Control) -> bool:
    return control.tag == "button" or control.kind in {"submit", "button", "image"}


def _label_of(form: LexborNode, controls: list[Control]) -> str:
    html = (form.html or "")[:20_000]
    return text_of(html)[:300] + " " + " ".join(control.hint for control in controls)[:600]


def _form_of(document: Document, form: LexborNode, field: Control, controls: list[Control]) -> SearchForm:
    attrs = form.attributes
    written = (attrs.get("action") or "").strip()
    method = "POST" if (attrs.get("method") or "").strip().lower() == "post" else "GET"
    action = join(document.base, written) if written not in {"", "#"} else ""
    fixed = _fixed(controls, field)
    scripted = ""
    if not field.name:
        scripted = "搜索框没有名称，搜索由脚本提交"
    elif not action and _returns_false(attrs.get("onsubmit") or ""):
        scripted = "搜索表单由脚本提交"
    elif not action:
        scripted = "搜索表单没有写明提交地址"
        if form_words().action.search(urlsplit(document.url).path):
            action, scripted = document.url, ""
    return SearchForm(
        action=action,
        method=method,
        field=field.name,
        fixed=fixed,
        encoding=_encoding(document, attrs.get("accept-charset") or "", fixed),
        foreign=owner_of(action, document.host),
        scripted=scripted,
        coding=next(
            (coding for prefix, coding in form_words().systems if field.name.lower().startswith(prefix)), ""
        ),
    )


def _returns_false(handler: str) -> bool:
    return re.fullmatch(r"\s*return\s+false\s*;?\s*", handler) is not None


def _fixed(controls: list[Control], field: Control) -> tuple[tuple[str, str], ...]:
    """What the form sends besides the words, as a browser would."""
    fixed: list[tuple[str, str]] = []
    pressed = False
    shown = {prefix for prefix, _ in form_words().systems if field.name.lower().startswith(prefix)}
    for control in controls:
        if not control.name or control.name == field.name or "disabled" in control.node.attributes:
            continue
        if control.kind in {"checkbox", "radio"}:
            if "checked" in control.node.attributes:
                fixed.append((control.name, control.value or "on"))
        elif control.kind in {"image", "reset", "file", "button"}:
            continue
        elif control.kind == "submit" or (control.tag == "button" and control.kind == ""):
            if not pressed:
                fixed.append((control.name, control.value))
            pressed = True
        elif control.is_text:
            # A hint written into a second field is no value; the system's own visible field is not sent.
            if not shown:
                fixed.append((control.name, "" if form_words().hint.search(control.value) else control.value))
        else:
            fixed.append((control.name, control.value))
    return tuple(fixed[:MAX_FIXED])


def _encoding(document: Document, accepted: str, fixed: tuple[tuple[str, str], ...] = ()) -> str:
    """What a browser writes the query in: the form's charset, one that the form names to its server, the page's."""
    for name, value in fixed:
        if _ENCODING_FIELD.fullmatch(name) and (known := _known_encoding(value)):
            return known
    for part in re.split(r"[,;\s]+", accepted[:100]):
        if known := _known_encoding(part):
            return known
    return _known_encoding(document.page.encoding.used) or "utf-8"


def _known_encoding(name: str) -> str:
    plain = name.strip().lower().replace("_", "-")
    if plain in {"utf-8", "utf8"}:
        return "utf-8"
    return "gb18030" if plain in {"gbk", "gb2312", "gb18030", "gb-2312", "x-gbk", "cp936", "gb"} else ""


def _scripted_forms(
    document: Document, loose: list[Control], found: list[tuple[int, SearchForm]]
) -> Iterator[tuple[int, SearchForm]]:
    """The searches that scripts send off: those that could be read, else a form that only a browser can use."""
    built = [
        form for item in document.derive(read_built) if (form := _form_built(document, item)) is not None
    ]
    usable = any(not form.scripted for _, form in found)
    for form in built:
        yield (5, form)
    if not built and not usable and not any(form.scripted for _, form in found):
        field = next(control for control in loose if is_bare_field(control))
        yield (
            1,
            SearchForm(
                field=field.name,
                encoding=_encoding(document, ""),
                scripted="搜索由页面脚本提交，提交地址未能读出",
            ),
        )


def _form_built(document: Document, built: Built) -> SearchForm | None:
    action = join(document.base, built.address)
    if not action:
        return None
    hidden = {
        (node.attributes.get("name") or node.attributes.get("id") or ""): node.attributes.get("value") or ""
        for node in document.css("input[type=hidden]")[:200]
    }
    fixed: list[tuple[str, str]] = []
    for name, value in built.fixed:
        known = value if value is not None else hidden.get(name)
        if known is not None:
            fixed.append((name, known[:MAX_VALUE]))
    return SearchForm(
        action=action,
        field=built.field,
        fixed=tuple(fixed[:MAX_FIXED]),
        encoding=_encoding(document, "") if built.coding == "page" else "utf-8",
        foreign=owner_of(action, document.host),
        scripted="搜索词写在网址的#之后，结果由脚本显示" if built.fragment else "",
        coding="escape" if built.coding == "escape" else "",
    )


def _linked(document: Document) -> Iterator[tuple[int, SearchForm]]:
    """A link to a page where one may search."""
    words = form_words()
    for link in document.links:
        if len(link.text) <= 6 and "".join(link.text.split()) in words.links:
            yield (
                1,
                SearchForm(
                    action=link.url,
                    foreign=owner_of(link.url, document.host),
                    scripted=f"页面以链接“{link.text}”进入搜索",
                ),
            )
            return
