"""The numbers of a sentence: counts with what they count, percentages with how they are meant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache, lru_cache
from itertools import islice
from typing import Final

from .draft import Sentence
from .numerals import CHINESE, percentage, whole
from .words import HAN, any_of, beginning, ending, heads, kinds_in, measured, pattern, words

MAX_NUMBERS: Final = 100  # of a kind in a sentence; what has more is no sentence that anybody reads
NEAR: Final = 24  # signs around a number in which its words are looked for
_PERCENT = re.compile(
    r"(?P<plain>\d{1,6}(?:\.\d{1,6})?)\s*[%‰]|百分之(?P<said>[零〇一二两三四五六七八九十百点]{1,12})"
)
_CLAUSE = re.compile(r"[,;:、(]")
_RANGE = re.compile(r"\s*[-~—–至到]{1,2}\s*\d")
_RANGED = re.compile(r"\d%?\s*[-~—–]{1,2}\s*$|\d%\s*[至到]\s*$")
_OF_EARLIER = re.compile(r"[较比与][^,;。]{0,14}(?:季度|年|月|同期|期)[的(:为]{0,2}\s*$")
_STATED = re.compile(r"[至到达为]\s*$")


class Role(StrEnum):
    """How a number is meant, as far as its words tell."""

    WHOLE = "whole"  # all there are of a kind
    GROUP = "group"  # what was looked at or received
    PART = "part"  # some of those
    LOOSE = "loose"  # nothing tells
    BEFORE = "before"  # of an earlier time
    CHANGE = "change"  # by how much
    LISTED = "listed"  # 等2家: an example, a list
    BOUND = "bound"  # not exact, a threshold, a wish
    SHARE = "share"  # a percentage that says how many of something


@dataclass(frozen=True, slots=True)
class Count:
    """A number of things. ``classes`` are those that it may count, ``kinds`` the words that make them a part.

    ``bracket`` is where the bracket begins that it stands in, -1 outside of any: an aside is no subject of what follows.
    """

    start: int
    end: int
    value: int
    measure: str
    classes: frozenset[str]
    kinds: frozenset[str]
    role: Role
    selected: bool = False
    bracket: int = -1


@dataclass(frozen=True, slots=True)
class Percent:
    """A percentage; ``decimals`` as it is written. ``over`` is a fraction that the draft gives behind it."""

    start: int
    end: int
    value: Decimal
    decimals: int
    role: Role
    over: tuple[int, int] | None = None

    @property
    def number(self) -> int | float:
        """For JSON."""
        return float(self.value) if self.decimals else int(self.value)


def clause_before(text: str, place: int, most: int = NEAR * 2) -> str:
    """What stands before a place, back to the last comma."""
    before = text[max(place - most, 0) : place]
    return _CLAUSE.split(before)[-1]


@cache
def _count_pattern() -> re.Pattern[str]:
    measures = any_of({"人次", "次", "篇", "名", "起", "人", "户", "类", *_measures()})
    return re.compile(
        rf"(?<![\d.年第月〔\[{CHINESE}])(?P<number>\d{{1,3}}(?:,\d{{3}})+(?!\d)|\d{{1,9}}(?!\.?\d)|[{CHINESE}]{{1,9}})"
        rf"(?P<big>[余多]?[万亿]?[余多来]?)\s*(?P<measure>{measures})(?!百分点|月|工作日|季度|小时|半)"
    )


def _measures() -> set[str]:
    return {measure for table in words()["classes"].values() for measure in table["measures"]}


@lru_cache(maxsize=8192)
def counts(sentence: Sentence) -> tuple[Count, ...]:
    """The counts of a sentence, in order."""
    return tuple(islice(_counts(sentence.text), MAX_NUMBERS))


def _counts(text: str) -> Iterator[Count]:
    for found in _count_pattern().finditer(text):
        value = whole(found["number"])
        plain = found["number"][0].isdigit() and found["number"].isascii()
        # 一个 is rarely a number (一个季度, 每一个), and 数十个, 几百个 are not exact.
        if value is None or (not plain and (value < 2 or text[: found.start()].endswith(("数", "几", "上")))):
            continue
        classes, kinds = _counted(text, found)
        role = _role(text, found) if not found["big"] else Role.BOUND
        before = text[max(found.start() - NEAR, 0) : found.start()]
        nearby = _CLAUSE.split(before)[-1] + text[found.end() : found.end() + 8]
        selected = bool(pattern("count", "selected").search(nearby))
        bracket = bracket_at(text, found.start())
        yield Count(
            found.start(), found.end(), value, found["measure"], classes, kinds, role, selected, bracket
        )


def bracket_at(text: str, place: int) -> int:
    """Where the innermost bracket begins that a place stands in; -1 outside of any."""
    open_: list[int] = []
    for at in range(max(place - 400, 0), place):
        if text[at] == "(":
            open_.append(at)
        elif text[at] == ")" and open_:
            open_.pop()
    return open_[-1] if open_ else -1


def _counted(text: str, found: re.Match[str]) -> tuple[frozenset[str], frozenset[str]]:
    """What a count counts: the noun right behind it, else the last one before it in its clause."""
    fits = measured(found["measure"])
    after = re.split(r"[^\w□]", text[found.end() : found.end() + 16])[0]
    behind = [head for head in heads(after) if head.classes & fits]
    if behind and not re.search(r"\d", after[: behind[0].start]):
        return behind[0].classes & fits, kinds_in(after[: behind[0].start])
    clause = clause_before(text, found.start())
    named = heads(clause)
    if named and named[-1].classes & fits:
        return named[-1].classes & fits, kinds_in(clause[: named[-1].start])
    return frozenset(), frozenset()


def _role(text: str, found: re.Match[str]) -> Role:
    before, after = text[max(found.start() - NEAR, 0) : found.start()], text[found.end() : found.end() + NEAR]
    clause = clause_before(text, found.start())
    if ending("count", "hedges_before").search(before) or beginning("count", "hedges_after").match(after):
        return Role.BOUND
    if ending("count", "listed").search(before):
        return Role.LISTED
    if ending("count", "down", "up").search(before):
        return Role.WHOLE
    if ending("count", "less", "more").search(before):
        return Role.CHANGE
    if is_before(before, after):
        return Role.BEFORE
    # 457个网站中有…, 27个网站的合格率
    if re.match(r"[^,;、。\d]{0,10}?(?:(?:中|里|当中|之中)(?![心央])|的[^,;、。\d]{0,8}(?:率|比例))", after):
        return Role.GROUP
    if (
        re.match(r"[^,;]{0,8},?\s*(?:约|仅|只)?占", after)
        or "其中" in text[: found.start()]
        or re.search(r"有\s*$", before)
    ):
        # 共有457个 is a total all the same.
        return Role.WHOLE if re.search(r"共有\s*$", before) else Role.PART
    if pattern("count", "scopes", "totals").search(clause):
        return Role.WHOLE
    return Role.GROUP if pattern("count", "surveyed").search(clause + after[:4]) else Role.LOOSE


def is_before(before: str, after: str) -> bool:
    """Whether a number is of an earlier time: 由845个降至, 上季度的94.7%."""
    target = pattern("count", "down", "up").match(after.lstrip(" ,的大幅度进一步"))
    if target or (
        re.search(r"[由从][^,;。]{0,20}$", before) and pattern("count", "down", "up").search(after[:14])
    ):
        return True
    if _OF_EARLIER.search(before):
        return True
    clause = _CLAUSE.split(before)[-1]
    found = pattern("count", "earlier").search(clause)
    if not found:
        return False
    # 上季度为93.0% is of then, 较上季度提升至97.0% of now.
    of_then = re.fullmatch(
        rf"(?:[{HAN}]{{1,8}}(?:率|比例))?(?:[为是达]到?|收到)\s*", clause[found.end() :]
    ) and not re.search("[较比]", clause)
    return bool(of_then) or not _STATED.search(clause.rstrip("了 "))


@lru_cache(maxsize=8192)
def percents(sentence: Sentence) -> tuple[Percent, ...]:
    """The percentages of a sentence, in order."""
    return tuple(islice(_percents(sentence.text), MAX_NUMBERS))


def _percents(text: str) -> Iterator[Percent]:
    for found in _PERCENT.finditer(text):
        read = percentage(found["plain"] or found["said"])
        if read is None or found[0].endswith("‰") or text[found.end() : found.end() + 3] == "百分点":
            continue
        over = re.match(r"\s*\(\s*(\d{1,9})\s*/\s*(\d{1,9})\s*\)", text[found.end() :])
        fraction = (int(over[1]), int(over[2])) if over else None
        yield Percent(found.start(), found.end(), *read, _percent_role(text, found), fraction)


def _percent_role(text: str, found: re.Match[str]) -> Role:
    before, after = text[max(found.start() - NEAR, 0) : found.start()], text[found.end() : found.end() + NEAR]
    if _RANGE.match(after) or _RANGED.search(before):
        # 由94.7%至97% is no range, and is looked at as a change.
        return Role.BOUND
    if ending("percent", "hedges_before").search(before) or beginning("percent", "hedges_after").match(after):
        return Role.BOUND
    if pattern("percent", "wished").search(text[: found.start()]):
        return Role.BOUND
    if ending("percent", "changes").search(before.rstrip("约")):
        return Role.CHANGE
    if is_before(before, after):
        return Role.BEFORE
    return Role.SHARE
