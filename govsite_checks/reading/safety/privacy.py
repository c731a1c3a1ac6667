"""Numbers of persons on a page: identity cards (GB 11643), bank cards, mobile phones in lists of persons.

What is handed on is masked here: a report must not leak again what a page leaks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from re import Match, Pattern

from govsite_checks.reading.page.document import Document
from govsite_checks.reading.page.tables import any_word, table
from govsite_checks.reading.page.text import plain

MAX_LEAKS = 100
MAX_TEXT = 1_000_000
MAX_MOBILES = 1_000
# Mobile numbers beside names from which on a page is a list of persons.
LIST_OF_PERSONS = 3
BEFORE = 24
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
# Digits of any writing: few pages hold so many in a row.
_RUN = re.compile(r"\d{4}(?:\d{7}|[ -]\d{4}[ -]\d{4})")  # begins with one sign, not a choice: half the time
# What a number that matters cannot do without.
_TELLING = re.compile(r"[1-8]\d{16}[\dXx]|62\d{2}[ -]?\d{4}[ -]?\d{4}|1[3-9]\d{9}(?![0-9A-Za-z])")
_ID = re.compile(r"[1-8]\d{16}[\dXx](?![0-9A-Za-z])")
_CARD = re.compile(r"62\d{2}[ -]?\d{4}[ -]?\d{4}[ -]?\d{4}(?:[ -]?\d{3})?(?![0-9A-Za-z])")
_MOBILE = re.compile(r"1[3-9]\d{9}(?![0-9A-Za-z])")
_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}")


class Kind(StrEnum):
    """What a number is; the words are Chinese, for messages."""

    ID_CARD = "居民身份证号码"
    BANK_CARD = "银行卡号"
    MOBILE = "个人手机号码"


@dataclass(frozen=True, slots=True)
class Leak:
    """A number of a person: what it is, and its first three and last two characters."""

    kind: Kind
    masked: str


def read_privacy(document: Document) -> tuple[Leak, ...]:
    """The numbers of persons that a page shows in full, each once, at most ``MAX_LEAKS``."""
    text = document.text[:MAX_TEXT]
    if not _RUN.search(text):
        return ()
    text = plain(text)
    if not _TELLING.search(text):
        return ()
    found = [*_id_cards(text), *_bank_cards(text), *_mobiles(text)]
    return tuple(dict.fromkeys(found))[:MAX_LEAKS]


def masked(number: str) -> str:
    """A number of which the first three and the last two characters are left."""
    return f"{number[:3]}{'*' * max(0, len(number) - 5)}{number[-2:]}"


def is_id_number(number: str) -> bool:
    """Whether 18 characters are an identity number: a province, a day of birth, the check digit of GB 11643."""
    if len(number) != 18 or number[:2] not in _provinces():
        return False
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], _WEIGHTS, strict=True))
    return 1900 <= born.year <= 2100 and number[17].upper() == _CHECKS[total % 11]


def passes_luhn(number: str) -> bool:
    """Whether a number carries the check digit of bank cards."""
    total = 0
    for place, digit in enumerate(reversed(number)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def _alone(pattern: Pattern[str], text: str) -> Iterator[Match[str]]:
    """The matches that no letter or digit goes before; a look behind in the pattern would slow every search."""
    for found in pattern.finditer(text):
        before = text[found.start() - 1] if found.start() else " "
        if not (before.isascii() and before.isalnum()):
            yield found


def _id_cards(text: str) -> list[Leak]:
    return [
        Leak(Kind.ID_CARD, masked(found[0]))
        for found in _alone(_ID, text)
        if is_id_number(found[0]) and not _words("not_person").search(_before(text, found.start()))
    ]


def _bank_cards(text: str) -> list[Leak]:
    leaks = []
    for found in _alone(_CARD, text):
        number = re.sub(r"\D", "", found[0])
        before = _before(text, found.start(), 4 * BEFORE)
        if passes_luhn(number) and _words("account").search(before) and not is_id_number(number):
            leaks.append(Leak(Kind.BANK_CARD, masked(number)))
    return leaks


def _mobiles(text: str) -> list[Leak]:
    """Mobile numbers in rows with a name, where there are several such rows and nobody there is to be called."""
    rows = text.split("\n")
    found: dict[str, None] = {}
    looked = 0
    for number, row in enumerate(rows):
        for mobile in _alone(_MOBILE, row[:2_000]):
            looked += 1
            if looked > MAX_MOBILES:
                break
            near = "\n".join(part[:200] for part in rows[max(0, number - 4) : number + 1])
            if _has_name(near) and not _words("staff").search(near):
                found.setdefault(mobile[0])
    if len(found) < LIST_OF_PERSONS or _words("staff").search(text[:300]):
        return []
    return [Leak(Kind.MOBILE, masked(mobile)) for mobile in found]


def _has_name(near: str) -> bool:
    surnames: str = table("privacy")["surnames"]
    return any(word[0] in surnames for word in _cells(near))


def _cells(near: str) -> list[str]:
    """Words that stand alone, as names do in a table."""
    return [part for part in re.split(r"[\s,，、;；:：|()（）\d*]+", near) if _NAME.fullmatch(part)]


def _before(text: str, start: int, chars: int = BEFORE) -> str:
    return text[max(0, start - chars) : start]


@cache
def _words(name: str) -> Pattern[str]:
    return any_word(table("privacy")[name])


@cache
def _provinces() -> frozenset[str]:
    return frozenset(table("privacy")["provinces"].split())
