"""What a citizen does on a page: types into its search field, presses an entry of its navigation. Nothing else.

What to act on is read from the page by the same signs as everywhere (``reading.search.place``), among what a visitor sees
of it. A form that does anything but search is never sent, and nothing is pressed that stands in one.
"""

from __future__ import annotations

import json
from datetime import datetime

from govsite_checks.collect.plan.refused import is_refused
from govsite_checks.model import CHINA, Page, Role
from govsite_checks.reading.page.document import Document, join
from govsite_checks.reading.search.controls import form_around
from govsite_checks.reading.search.place import Place, read_search_place

from .contracts import Act, Doing
from .render import Showing

MARK = "data-govsite-place"
_MOST = 3000
_LABEL = 40
_HELPERS = f"""
  const at = (n) => document.querySelector('[{MARK}="' + n + '"]');
  const clear = () => document.querySelectorAll('[{MARK}]').forEach((e) => e.removeAttribute('{MARK}'));
"""
# What a visitor may see and act on is numbered, so that readings of the document can name it.
_NUMBER = f"""(() => {{
  const kinds = "input, textarea, button, a, img, i, span, li, div, [onclick], [role=button], [role=menuitem]";
  let n = 0;
  for (const e of document.querySelectorAll(kinds)) {{
    if (n >= {_MOST}) break;
    const box = e.getBoundingClientRect();
    if (box.width && box.height && getComputedStyle(e).visibility === "visible") e.setAttribute("{MARK}", ++n);
  }}
}})()"""
_TYPE = f"""(() => {{ {_HELPERS}
  const field = at(FIELD);
  if (!field) return;
  field.focus();
  field.value = WORDS;
  for (const name of ["input", "keyup", "change"]) field.dispatchEvent(new Event(name, {{bubbles: true}}));
}})()"""
_PRESS = f"""(() => {{ {_HELPERS}
  const e = at(BUTTON);
  clear();
  if (!e) return;
  for (const name of ["mouseover", "mousedown", "mouseup"])
    e.dispatchEvent(new MouseEvent(name, {{bubbles: true, cancelable: true, view: window}}));
  e.click ? e.click() : e.dispatchEvent(new MouseEvent("click", {{bubbles: true, cancelable: true, view: window}}));
}})()"""
_ENTER = f"""(() => {{ {_HELPERS}
  const field = at(FIELD);
  clear();
  if (!field) return;
  const key = {{key: "Enter", code: "Enter", keyCode: 13, which: 13, bubbles: true, cancelable: true}};
  const goes = field.dispatchEvent(new KeyboardEvent("keydown", key));
  const goes_on = field.dispatchEvent(new KeyboardEvent("keypress", key));
  field.dispatchEvent(new KeyboardEvent("keyup", key));
  if (goes && goes_on && field.form) field.form.requestSubmit();
}})()"""


class NoSuchPlaceError(Exception):
    """What an act needs is not on the page; the message is in Chinese."""


async def perform(showing: Showing, act: Act) -> None:
    """Do what is asked, in the page as it stands. What follows from it takes its time afterwards.

    Raises:
        NoSuchPlaceError: the field or the entry is not there for a visitor to see.
        PlaywrightError: the page does not answer.
    """
    await showing.evaluate(_NUMBER)
    sent = await showing.read()
    page = Page(Role.OTHER, sent.url, final_url=sent.url, status=200, text=sent.html)
    document = Document(page, datetime.now(CHINA))
    if act.doing == Doing.SEARCH:
        await _search(showing, document, act.words)
    else:
        await _press(showing, document, act.words)


async def _search(showing: Showing, document: Document, words: str) -> None:
    place = read_search_place(document, MARK)
    if place is None or _is_refused(document, place):
        raise NoSuchPlaceError("页面上没有找到可以输入的搜索框")
    await showing.evaluate(_filled(_TYPE, FIELD=place.field, WORDS=words))
    if place.button:
        await showing.evaluate(_filled(_PRESS, BUTTON=place.button), gesture=True)
    else:
        await showing.evaluate(_filled(_ENTER, FIELD=place.field), gesture=True)


def _is_refused(document: Document, place: Place) -> bool:
    """Whether the form of a field leads where nothing may be sent."""
    node = next(iter(document.css(f'[{MARK}="{place.field}"]')[:1]), None)
    form = form_around(node) if node is not None else None
    action = (form.attributes.get("action") or "").strip() if form is not None else ""
    return bool(action) and is_refused(join(document.base, action))


async def _press(showing: Showing, document: Document, words: str) -> None:
    """Press the innermost element that shows the words, and stands in no form."""
    label = "".join(words.split())
    if not label or is_refused("", label):
        raise NoSuchPlaceError("没有写明要点开的导航项")
    for node in reversed(document.css(f"[{MARK}]")[:_MOST]):
        shown = "".join(node.text()[: 4 * _LABEL].split()) if node.tag != "input" else ""
        if shown == label and form_around(node) is None:
            number = node.attributes.get(MARK) or ""
            await showing.evaluate(_filled(_PRESS, BUTTON=number), gesture=True)
            return
    raise NoSuchPlaceError(f"页面上没有找到“{words[:_LABEL]}”一项")


def _filled(code: str, **values: str) -> str:
    """The code with values in the place of names, as a script may hold them."""
    for name, value in values.items():
        code = code.replace(name, json.dumps(value))
    return code
