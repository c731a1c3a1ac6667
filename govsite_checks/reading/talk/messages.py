"""Messages of the public and their replies, as lists and detail pages show them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from govsite_checks.model import ColumnType, Role
from govsite_checks.reading.guides.elsewhere import filled_places, told_elsewhere
from govsite_checks.reading.guides.guide import title_of
from govsite_checks.reading.guides.lines import body_lines
from govsite_checks.reading.guides.scripts import fills, has_frame
from govsite_checks.reading.guides.words import guide_words
from govsite_checks.reading.lists.listing import read_list
from govsite_checks.reading.page.document import LIVE, Document, Link
from govsite_checks.reading.page.marked import Line
from govsite_checks.reading.rendering.why import explained

from .lines import from_items, from_page, silent
from .parts import UNKNOWN, WAITING, Message
from .tables import from_tables
from .words import message_words, role_of

__all__ = ["Message", "MessageList", "read_messages"]

MAX_ENTRIES = 20
MAX_BARE = 100
MAX_CELLS = 300
_OF_MESSAGES = frozenset({ColumnType.CONSULTATION, ColumnType.REPORTING})


@dataclass(frozen=True, slots=True)
class MessageList:
    """The messages of a page; ``scripted`` says, in Chinese, why some may be missing; ``form`` whether one can write;
    ``login`` whether one has to log in first.

    ``entries`` are links that lead to writing one, ``dead_entry`` is the words of such a link that leads nowhere,
    ``detail`` is True where the page is that of one message.
    """

    messages: tuple[Message, ...] = ()
    scripted: str = ""
    form: bool = False
    login: bool = False
    entries: tuple[Link, ...] = ()
    dead_entry: str = ""
    detail: bool = False


def read_messages(document: Document) -> MessageList:
    """The messages of a list or detail page."""
    lines = body_lines(document)
    messages = from_tables(document) or from_items(document, lines)
    one = None if messages else from_page(document, lines, title_of(document))
    scripted = explained(_scripted(document, lines, bool(messages), one), document.page)
    if one is not None:
        scripted = scripted or _reply_elsewhere(document, lines, one)
        messages = (_settled(one, lines, scripted),)
    elif not messages and document.page.role != Role.MESSAGE:
        messages = _bare_rows(document)
    entries, dead = _entries(document)
    return MessageList(
        messages=messages,
        scripted=scripted,
        form=_has_form(document),
        login=_asks_to_log_in(document, lines),
        entries=entries,
        dead_entry=dead,
        detail=one is not None,
    )


def _settled(message: Message, lines: tuple[Line, ...], scripted: str) -> Message:
    """A message's own page without any word of a reply says that it waits, where no script may show more."""
    if message.state == UNKNOWN and not message.said and not scripted and silent(lines):
        return replace(message, state=WAITING)
    return message


def _bare_rows(document: Document) -> tuple[Message, ...]:
    """The rows of a list that says nothing but headlines and days, of which it is not known whose they are.

    Of another kind of column they are no messages; rows without a day count only where the list is no doubt one.
    """
    column = document.page.column
    if column is not None and column.type not in _OF_MESSAGES:
        return ()
    listing = document.derive(read_list)
    if listing.is_article:
        return ()
    rows = [item for item in listing.items if item.dated is not None or listing.sure]
    return tuple(
        Message(item.title, replace(item.dated, sure=False) if item.dated else None, url=item.link.url)
        for item in rows[:MAX_BARE]
    )


def _scripted(document: Document, lines: tuple[Line, ...], listed: bool, one: Message | None) -> str:
    """Why messages, or the reply to one, may be missing from the text; empty where the text shows all there is."""
    template = guide_words().values["template"]
    if any(template.search(line.text) for line in lines[:2_000]):
        return "内容由页面模板在打开页面时填入"
    if listed or (one is not None and (one.reply or one.replied is not None)):
        return ""
    if any(fills(script.text()) for script in document.css(LIVE)[:60]):
        return "内容可能由脚本在打开页面时填入"
    if has_frame(document):
        return "内容在框架页面中"
    alone = one is not None or document.page.role == Role.MESSAGE
    return "" if alone else document.derive(read_list).scripted


def _reply_elsewhere(document: Document, lines: tuple[Line, ...], one: Message) -> str:
    """Where the reply to a message may stand that neither has one nor says so; empty where its page shows all there is."""
    if one.said or one.reply or one.replied is not None:
        return ""
    if filled_places(document) or _has_reply_place(document):
        return "内容可能由脚本在打开页面时填入"
    where = told_elsewhere(document, lines, 0)
    return f"答复可能在{where}中" if where else ""


def _has_reply_place(document: Document) -> bool:
    """Whether the cell of the reply holds an element without text, in a page with a script of its own."""
    if not document.css(f"{LIVE}[src]")[:1]:
        return False
    for cell in document.css("td, th, dt")[:MAX_CELLS]:
        if role_of(cell.text()[:60]) != "reply":
            continue
        place = cell.next
        while place is not None and place.tag not in {"td", "dd"}:
            place = place.next
        if place is not None and not place.text().strip() and any(True for _ in place.iter()):
            return True
    return False


def _has_form(document: Document) -> bool:
    """Whether one can write on this page: a field for a longer text, and something to send it with."""
    if not document.css("textarea"):
        return False
    words = message_words().channel["submit"]
    for node in document.css(
        "input[type=submit], input[type=button], input[type=image], button, a, form [onclick]"
    ):
        said = (node.attributes.get("value") or node.attributes.get("alt") or node.text())[:40]
        if words.search(said):
            return True
    return bool(document.css("form[action] textarea"))


def _asks_to_log_in(document: Document, lines: tuple[Line, ...]) -> bool:
    words = message_words().channel["login"]
    return any(words.search(line.text) for line in lines if len(line.text) <= 200) or bool(
        document.css("input[type=password]")
    )


def _entries(document: Document) -> tuple[tuple[Link, ...], str]:
    """The links that lead to writing a message, and the words of one that leads nowhere."""
    words = message_words().channel["write"]
    found: dict[str, Link] = {}
    dead = ""
    for link in document.links:
        if len(link.label) > 30 or not words.search(link.label):
            continue
        if link.url:
            found.setdefault(link.url, link)
        elif not dead:
            dead = link.label
    return tuple(found.values())[:MAX_ENTRIES], dead
