"""Differences that the figures on both sides do not give: 由845个降至457个，减少390个."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from .arithmetic import fraction
from .draft import Draft, Sentence
from .finding import Kind, LintFinding
from .marks import Count, Percent, Role, counts, percents
from .sides import NEAR, sides
from .words import ending, pattern

_POINTS = re.compile(r"(\d{1,3}(?:\.\d{1,4})?)个?百分点")


@dataclass(frozen=True, slots=True)
class Change:
    """A change that a sentence states; ``sign`` is 1 for more, -1 for less. ``unit``: points, a measure, or ``%``."""

    value: Decimal
    decimals: int
    sign: int
    unit: str
    start: int
    end: int

    @property
    def number(self) -> int | float:
        """For JSON."""
        return float(self.value) if self.decimals else int(self.value)


def deltas(draft: Draft) -> Iterator[LintFinding]:
    """Differences within a sentence that its own figures contradict."""
    for sentence in draft.sentences:
        for change in changes(sentence):
            pairs = sides(sentence, change.start, change.end, change.unit)
            faults = [list(_checked(sentence, change, then, now)) for then, now in pairs]
            # Where any of the figures around it gives the change, nobody can say that it is meant of others.
            if faults and all(faults):
                yield from faults[0]


def changes(sentence: Sentence) -> list[Change]:
    """The changes that a sentence states, in order."""
    text = sentence.text
    found = [_change(text, m.start(), m.end(), m[1], "点") for m in _POINTS.finditer(text)]
    found += [
        _change(text, c.start, c.end, str(c.value), c.measure)
        for c in counts(sentence)
        if c.role is Role.CHANGE
    ]
    found += [
        _change(text, p.start, p.end, str(p.value), "%") for p in percents(sentence) if p.role is Role.CHANGE
    ]
    return sorted((change for change in found if change), key=lambda change: change.start)


def _change(text: str, start: int, end: int, said: str, unit: str) -> Change | None:
    before = text[max(start - 8, 0) : start]
    more, less = ending("count", "more").search(before), ending("count", "less").search(before)
    if not more and not less:
        return None
    return Change(Decimal(said), len(said.partition(".")[2]), 1 if more else -1, unit, start, end)


def _checked(
    sentence: Sentence, change: Change, then: Count | Percent, now: Count | Percent
) -> Iterator[LintFinding]:
    if isinstance(then, Percent) and isinstance(now, Percent):
        yield from points(sentence, change, then.value, then.decimals, now)
    elif isinstance(then, Count) and isinstance(now, Count):
        if change.unit == "%":
            yield from _relative(sentence, change, then.value, now.value)
        else:
            yield from difference(sentence, change, then.value, now.value)


def difference(sentence: Sentence, change: Change, then: int, now: int) -> Iterator[LintFinding]:
    """A difference of two counts must be exact."""
    stated = int(change.value) * change.sign
    if now - then != stated:
        yield finding(
            sentence, change, _along(change, now - then), f"{then} 到 {now} 应为{_said(now - then)}"
        )


def points(
    sentence: Sentence, change: Change, then: Decimal, decimals: int, now: Percent
) -> Iterator[LintFinding]:
    """Percentage points, as far as rounding leaves them open: each side may be off by half of its last place."""
    real = now.value - then
    slack = sum(
        (Decimal(5).scaleb(-places - 1) for places in (decimals, now.decimals, change.decimals)), Decimal()
    )
    if abs(real - change.value * change.sign) >= slack:
        yield finding(
            sentence, change, _along(change, real), f"{then}% 到 {now.value}% 应为{_said(real)}个百分点"
        )


def _relative(sentence: Sentence, change: Change, then: int, now: int) -> Iterator[LintFinding]:
    """``由845个降至457个，下降45.9%``."""
    if not then:
        return
    real = fraction(abs(now - then), then, change.decimals)
    exact = Decimal(real.partition("=")[2].rstrip("%"))
    if exact != change.value or (now - then) * change.sign < 0:
        yield finding(sentence, change, real, f"{then} 到 {now} 的变化应为 {real}")


def finding(sentence: Sentence, change: Change, nearest: str, message: str) -> LintFinding:
    """A finding on a stated change."""
    return LintFinding(
        Kind.DELTA, change.number, None, nearest, sentence.quote_at(change.start), sentence.paragraph, message
    )


def _along(change: Change, real: Decimal | int) -> str:
    """The real difference in the direction that the draft states; with a minus where it is the other way."""
    return str(real * change.sign)


def _said(real: Decimal | int) -> str:
    return f"{'增加' if real > 0 else '减少'} {abs(real)} " if real else "没有变化，即 0 "


def directions(draft: Draft) -> Iterator[LintFinding]:
    """``由457个降至845个``: a fall to more, a rise to less."""
    for sentence in draft.sentences:
        figures: list[Count | Percent] = [*counts(sentence), *percents(sentence)]
        figures.sort(key=lambda figure: figure.start)
        for then, now in pairwise(figures):
            between = sentence.text[then.end : now.start]
            if then.role is not Role.BEFORE or type(then) is not type(now) or len(between) > NEAR:
                continue
            if isinstance(then, Count) and isinstance(now, Count) and then.measure != now.measure:
                continue
            falls, rises = pattern("count", "down").search(between), pattern("count", "up").search(between)
            wrong = (falls and now.value > then.value) or (rises and now.value < then.value)
            if wrong and "," not in between:
                yield _turned(sentence, then, now)


def _turned(sentence: Sentence, then: Count | Percent, now: Count | Percent) -> LintFinding:
    value = now.value if isinstance(now, Count) else now.number
    message = f"从 {then.value} 到 {now.value}，与所写的升降方向相反"
    return LintFinding(
        Kind.DELTA, value, None, str(then.value), sentence.quote_at(now.start), sentence.paragraph, message
    )
