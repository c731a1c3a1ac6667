"""The messages of a whole site: what its columns list and what the messages' own pages add."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from govsite_checks.model import CHINA, ColumnType, Page, Role, Snapshot
from govsite_checks.reading.dates.reading import Dated
from govsite_checks.reading.links.reach import key_of
from govsite_checks.reading.page.document import document

from .messages import MessageList, read_messages
from .parts import REPLIED, UNKNOWN, Message
from .words import message_words


@dataclass(frozen=True, slots=True, eq=False)
class Heard:
    """One message: what is known of it, the page that says so, and whether its own page was seen.

    ``scripted`` says in Chinese why a reply may not be in the text of its own page.
    """

    message: Message
    page: Page
    own_page: bool = False
    scripted: str = ""

    def days_waited(self, today: date) -> int | None:
        """Days since it was asked; None where that day is not sure."""
        asked = self.message.asked
        return (today - asked.day).days if asked is not None and asked.sure else None


@dataclass(frozen=True, slots=True, eq=False)
class Talk:
    """The messages of a site that owe a reply, and the columns that list them.

    ``pages`` are the columns' pages with what they show, ``unseen`` those that could not be read.
    """

    heard: tuple[Heard, ...] = ()
    pages: tuple[tuple[Page, MessageList], ...] = ()
    unseen: tuple[Page, ...] = ()

    @property
    def scripted(self) -> str:
        """Why messages may be missing, of the first column of which that is so."""
        return next((shown.scripted for _, shown in self.pages if shown.scripted), "")


def today_of(snapshot: Snapshot) -> date:
    """The day of a snapshot in China."""
    return snapshot.as_of.astimezone(CHINA).date()


def owes_replies(page: Page) -> bool:
    """Whether a page is of a column that owes replies: special channels (信访、举报 …) do not count."""
    column = page.column
    return (
        column is not None
        and column.type == ColumnType.CONSULTATION
        and not column.offsite
        and not message_words().channel["special"].search(column.title)
    )


def read_talk(snapshot: Snapshot) -> Talk:
    """The messages of a site."""
    columns = [
        page
        for role in (Role.COLUMN, Role.COLUMN_NEXT)
        for page in snapshot.pages_of(role)
        if owes_replies(page)
    ]
    pages = [(page, document(snapshot, page).derive(read_messages)) for page in columns if page.seen]
    heard: dict[str, Heard] = {}
    for page, shown in pages:
        for number, message in enumerate(shown.messages):
            key = key_of(message.url) if message.url else f"{page.url}#{number}"
            heard.setdefault(key, Heard(message, page, scripted=shown.scripted))
    for page, shown in _own_pages(snapshot):
        message = shown.messages[0]
        keys = [key_of(page.url), key_of(page.final_url)]
        known = next((key for key in keys if key in heard), keys[0])
        listed = heard[known].message if known in heard else None
        heard[known] = Heard(_joined(listed, message), page, own_page=True, scripted=shown.scripted)
    return Talk(tuple(heard.values()), tuple(pages), tuple(page for page in columns if not page.seen))


def _own_pages(snapshot: Snapshot) -> Iterator[tuple[Page, MessageList]]:
    for page in snapshot.pages_of(Role.MESSAGE):
        if page.seen and (page.column is None or owes_replies(page)):
            shown = document(snapshot, page).derive(read_messages)
            if shown.detail:
                yield page, shown


def _joined(listed: Message | None, own: Message) -> Message:
    """What a list and the message's own page say together; where one of them knows of a reply, there is one."""
    if listed is None:
        return own
    replied = own.replied or listed.replied
    states = {own.state, listed.state}
    state = REPLIED if REPLIED in states else own.state if own.state != UNKNOWN else listed.state
    return replace(
        own,
        title=own.title or listed.title,
        asked=_surer(own.asked, listed.asked),
        replied=replied,
        state=state,
        unit=own.unit or listed.unit,
        said=own.said or listed.said,
    )


def _surer(one: Dated | None, other: Dated | None) -> Dated | None:
    """The surer of two days; unsure where they differ."""
    if one is None or other is None:
        return one or other
    if one.sure and other.sure and one.day != other.day:
        return replace(
            min(one, other, key=lambda dated: dated.day), sure=abs((one.day - other.day).days) <= 1
        )
    return one if one.sure else other
