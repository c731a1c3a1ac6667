"""From the labelled values of one message to the message."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from govsite_checks.reading.dates.reading import Dated, DateSource, spots_in

from .words import message_words, state_of

MAX_REPLY = 300
MAX_TITLE = 120
REPLIED, WAITING, UNKNOWN = "replied", "waiting", "unknown"


@dataclass(frozen=True, slots=True)
class Message:
    """One message. ``state`` is ``replied``, ``waiting`` (said to be waiting, or only accepted: 已受理 is no reply) or
    ``unknown``. ``url`` leads to its own page, where there is one; ``reply`` is the beginning of the reply's text.
    ``said`` is the state in the page's own words, or what stands in the place of a reply.
    """

    title: str
    asked: Dated | None = None
    replied: Dated | None = None
    state: str = UNKNOWN
    url: str = ""
    unit: str = ""
    reply: str = ""
    said: str = ""


def message_of(
    values: Iterable[tuple[str, str]], as_of: datetime, title: str = "", url: str = ""
) -> Message | None:
    """A message out of (role, value) pairs; None where they say neither a time nor a state nor a reply."""
    given: dict[str, str] = {}
    for role, value in values:
        if role not in given or (value and not given[role]):
            given[role] = value
    if not given.keys() & {"asked", "maybe", "replied", "handled", "state", "reply"}:
        return None
    reply, empty_reply = _reply(given)
    said = given.get("state", "")[:40]
    state = state_of(said)
    answered = day_of(given.get("replied", ""), as_of)
    handled = day_of(given.get("handled", ""), as_of)
    if answered is None and state == REPLIED:
        answered = handled
    asked = day_of(given.get("asked", ""), as_of)
    if asked is None and (maybe := day_of(given.get("maybe", ""), as_of)) is not None:
        # Of a message that waits, the one day that is shown cannot be that of a reply.
        asked = maybe if state == WAITING and answered is None else replace(maybe, sure=False)
    return Message(
        title=(given.get("title") or title)[:MAX_TITLE],
        asked=asked,
        replied=answered,
        state=_state(state, answered, reply, empty_reply),
        url=url,
        unit=given.get("unit", "")[:60],
        reply=reply,
        said=said or (given.get("reply", "")[:40] if empty_reply else ""),
    )


def day_of(text: str, as_of: datetime) -> Dated | None:
    """The first date of a short text; one without a year is unsure."""
    spots = spots_in(text[:60], as_of, DateSource.ROW, yearless=True) if text else ()
    return spots[0].dated if spots else None


def _reply(given: dict[str, str]) -> tuple[str, bool]:
    """The text of the reply, and whether the page has a place for a reply that stands empty."""
    if "reply" not in given:
        return "", False
    text = given["reply"].strip()
    empty = not text or (
        len(text) <= 30 and message_words().replies["none"].fullmatch(text.strip("。！!. ")) is not None
    )
    return ("" if empty else text[:MAX_REPLY]), empty


def _state(said: str, answered: Dated | None, reply: str, empty_reply: bool) -> str:
    """The state, where what is said and what is shown agree; else unknown."""
    only_accepted = (
        bool(reply) and len(reply) <= 60 and message_words().replies["accepted"].search(reply) is not None
    )
    shown = answered is not None or (bool(reply) and not only_accepted)
    if said == REPLIED or (shown and said != WAITING):
        return REPLIED
    if said == WAITING:
        return UNKNOWN if shown else WAITING
    return WAITING if empty_reply and not said and answered is None else UNKNOWN
