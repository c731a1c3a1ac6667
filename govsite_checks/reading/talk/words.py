"""The words of messages, surveys and interviews, read once from ``data/messages.toml`` and compiled."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from re import Pattern
from typing import Any

MAX_STATE = 40
REFUSED = "refused"

_NOT_WORD = re.compile(r"[\s：:【】\[\]（）()*]+")


@dataclass(frozen=True, slots=True)
class MessageWords:
    """What ``data/messages.toml`` says, compiled. ``roles`` is the role of each label, ``label`` finds one in a line."""

    roles: Mapping[str, str]
    label: Pattern[str]
    states: Mapping[str, Pattern[str]]
    replies: Mapping[str, Pattern[str]]
    channel: Mapping[str, Pattern[str]]
    survey: Mapping[str, Pattern[str]]


def _each(table: Mapping[str, str]) -> dict[str, Pattern[str]]:
    return {name: re.compile(pattern, re.IGNORECASE) for name, pattern in table.items()}


@cache
def message_words() -> MessageWords:
    """The words; read from disk at the first call."""
    text = files("govsite_checks.reading").joinpath("data/messages.toml").read_text(encoding="utf-8")
    data: dict[str, Any] = tomllib.loads(text)
    roles = {label: role for role, labels in data["labels"].items() for label in labels}
    names = "|".join(sorted(map(re.escape, roles), key=len, reverse=True))
    return MessageWords(
        roles=roles,
        # A label inside a line starts it or follows something that is no word.
        label=re.compile(rf"(?<![\u4e00-\u9fffA-Za-z0-9])[【\[]?({names})[】\]]?\s?[：:]"),
        states=_each(data["states"]),
        replies=_each(data["replies"]),
        channel=_each(data["channel"]),
        survey=_each(data["survey"]),
    )


def role_of(label: str) -> str:
    """The role that a label names: asked, maybe, replied, handled, state, unit, title, content, reply, other; or none."""
    return message_words().roles.get(_NOT_WORD.sub("", label), "") if len(label) <= MAX_STATE else ""


def state_of(text: str) -> str:
    """``replied``, ``waiting`` (已受理 among it), ``refused`` (or withdrawn), or empty where no one state is said.

    The steps of a procedure (受理 > 办理 > 办结) are several, and do not tell which of them was reached.
    """
    if not text or len(text) > MAX_STATE:
        return ""
    words = message_words().states
    if words["waiting"].search(text) and words["replied"].search(words["waiting"].sub("", text)):
        return ""
    for state in (REFUSED, "waiting", "replied"):
        if words[state].search(text):
            return state
    return ""
