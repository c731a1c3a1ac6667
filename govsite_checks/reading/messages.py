"""Messages of the public and their replies, as lists and detail pages show them."""

from __future__ import annotations

from dataclasses import dataclass

from .dates import Dated
from .document import Document


@dataclass(frozen=True, slots=True)
class Message:
    """One message. ``state`` is ``replied``, ``waiting`` (said to be waiting, or only accepted: 已受理 is no reply) or
    ``unknown``. ``url`` leads to its own page, where there is one; ``reply`` is the beginning of the reply's text.
    """

    title: str
    asked: Dated | None = None
    replied: Dated | None = None
    state: str = "unknown"
    url: str = ""
    unit: str = ""
    reply: str = ""


@dataclass(frozen=True, slots=True)
class MessageList:
    """The messages of a page; ``scripted`` says, in Chinese, why some may be missing; ``form`` whether one can write;
    ``login`` whether one has to log in first.
    """

    messages: tuple[Message, ...] = ()
    scripted: str = ""
    form: bool = False
    login: bool = False


def read_messages(document: Document) -> MessageList:
    """The messages of a list or detail page."""
    raise NotImplementedError
