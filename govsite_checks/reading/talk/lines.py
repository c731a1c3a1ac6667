"""Messages in cards, list items and pages of their own: labels and their values, line by line."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from govsite_checks.reading.guides.values import PICTURE
from govsite_checks.reading.page.document import Document, join
from govsite_checks.reading.page.marked import MAX_SHORT, Line

from .parts import REPLIED, Message, message_of
from .words import message_words, role_of, state_of

MAX_MESSAGES = 300
MAX_VALUE = 40
_STARTS = frozenset({"asked", "title"})
_LONG = frozenset({"reply", "content"})

# A value: its role, its text, the number of its line.
Value = tuple[str, str, int]


def values_in(lines: tuple[Line, ...]) -> list[Value]:
    """The labelled values of lines, in order."""
    spots = [(number, *spot) for number, line in enumerate(lines) for spot in _labels(line)]
    found: list[Value] = []
    for index, (number, role, beside) in enumerate(spots):
        end = spots[index + 1][0] if index + 1 < len(spots) else len(lines)
        found.append((role, _below(lines, number, end, role, beside), number))
    return found


def _labels(line: Line) -> list[tuple[str, str]]:
    """The labels of one line with what stands beside them."""
    if len(line.text) < 1:
        return []
    return _known(line) if len(line.raw) <= MAX_SHORT else _read_labels(line)


def _read_labels(line: Line) -> list[tuple[str, str]]:
    text = line.text
    if role := role_of(text):
        return [(role, "")]
    fields = line.fields
    if len(fields) > 1 and len(fields) % 2 == 0 and all(map(role_of, fields[::2])):
        return [(role_of(label), value) for label, value in zip(fields[::2], fields[1::2], strict=True)]
    # Elements side by side are apart for a reader; a label may as well be made of several.
    return _beside(" ".join(fields)) or (_beside(text) if len(fields) > 1 else [])


def _beside(text: str) -> list[tuple[str, str]]:
    """The labels with a colon in a text, each with what follows it."""
    spots = list(message_words().label.finditer(text, 0, 2_000))
    roles = message_words().roles
    ends = [*(spot.start() for spot in spots[1:]), len(text)]
    return [
        (roles[spot[1]], text[spot.end() : end].strip(" ；;|　"))
        for spot, end in zip(spots, ends, strict=False)
    ]


_known = lru_cache(maxsize=8192)(_read_labels)


def _below(lines: tuple[Line, ...], number: int, end: int, role: str, beside: str) -> str:
    """What stands beside a label, and of a text what stands below it up to the next one."""
    if beside and role not in _LONG:
        return beside
    parts = [beside] if beside else [PICTURE] if lines[number].picture else []
    limit = MAX_VALUE if role in _LONG else 2
    for line in lines[number + 1 : min(end, number + 1 + limit)]:
        if line.text:
            parts.append(line.text)
            if role not in _LONG:
                break
        elif line.picture and role in _LONG:
            parts.append(PICTURE)
    return " ".join(parts)


def from_items(document: Document, lines: tuple[Line, ...]) -> tuple[Message, ...]:
    """The messages of list items, rows and cards that link to their own pages."""
    found: list[Message] = []
    for block in (part for whole in blocks_in(lines) for part in _apart(whole)):
        linked = next((line for line in block if line.links and len(line.text) >= 4), None)
        if linked is None or len(found) >= MAX_MESSAGES:
            continue
        values = [(role, value) for role, value, _ in values_in(block)]
        if not {role for role, _ in values} & {"asked", "replied", "state"}:
            values += _bare(block)
            if not any(role == "state" for role, _ in values):
                continue
        title, url = _title(document, linked)
        message = message_of([*values], document.as_of, title, url)
        if message is not None and message.title:
            found.append(message)
    return tuple(found)


def _apart(block: tuple[Line, ...]) -> tuple[tuple[Line, ...], ...]:
    """A block as it is, or, where it holds several linked headlines without labels, each with what its own line says.

    What stands on other lines may be the one's before or the one's behind it.
    """
    linked = [line for line in block if line.links and len(line.text) >= 4]
    # A second link of one message leads to the same page.
    if len({line.links[0] for line in linked}) < 2 or any(_labels(line) for line in block):
        return (block,)
    alone = tuple((line,) for line in linked if any(role == "state" for role, _ in _bare((line,))))
    return alone if len(alone) > 1 else () if alone else (block,)


def _title(document: Document, line: Line) -> tuple[str, str]:
    """The headline of a linked line, without dates and states beside it, and where it leads."""
    fields = [
        field for field in line.fields if len(field) >= 4 and not state_of(field) and not _is_date(field)
    ]
    title = max(fields, key=len, default=line.text)
    return title.lstrip("·•▪◆■ "), join(document.base, line.links[0])


def _is_date(text: str) -> bool:
    return sum(sign.isdigit() for sign in text) * 2 >= len(text)


def _bare(block: tuple[Line, ...]) -> Iterator[tuple[str, str]]:
    """A day and a state that stand beside a headline without a label."""
    short = message_words().states["short"]
    for line in block:
        for field in (*line.fields, *line.text.split(" ")):
            if len(field) <= 12 and short.fullmatch(field):
                yield "state", field
            elif 6 <= len(field) <= 24 and _is_date(field):
                yield "maybe", field


def blocks_in(lines: tuple[Line, ...]) -> Iterator[tuple[Line, ...]]:
    """The lines of each item, row or card: a mark of a list begins one, and so does a linked headline of a card."""
    starts = [0]
    labelled = False
    since = 0
    for number, line in enumerate(lines):
        starting = line.item or line.row
        if not starting and labelled and line.links and len(line.text) >= 4 and not _labels(line):
            starting = number > since
        if starting:
            starts.append(number)
            labelled = False
        if not labelled and any(role in {"asked", "state", "replied"} for role, _ in _labels(line)):
            labelled, since = True, number
    starts.append(len(lines))
    for start, end in pairwise(starts):
        if end > start:
            yield lines[start : min(end, start + MAX_VALUE)]


def from_page(document: Document, lines: tuple[Line, ...], title: str) -> Message | None:
    """The one message that a page of its own shows; None where it shows none, or many."""
    values = values_in(lines)
    roles = [role for role, _, _ in values]
    if roles.count("asked") > 2 or not {"asked", "content", "reply"} & set(roles):
        return None
    if len({"asked", "maybe", "content", "reply", "replied", "handled", "state"} & set(roles)) < 2:
        return None
    return message_of([(role, value) for role, value, _ in values], document.as_of, title, document.url)


def silent(lines: tuple[Line, ...]) -> bool:
    """Whether no line of a message's own page has a word that a reply could begin with or stand under."""
    words = message_words().replies["answering"]
    return not any(words.search(line.text) or _says_done(line.text) for line in lines)


def _says_done(text: str) -> bool:
    return len(text) <= MAX_VALUE and state_of(text) == REPLIED
