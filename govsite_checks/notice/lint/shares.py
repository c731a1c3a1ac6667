"""Percentages that no whole numbers give, over the denominators that the draft ties them to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .arithmetic import denominators_of, fraction, largest_below, nearest, numerator, rounded, smallest
from .draft import Draft, Sentence
from .finding import Kind, LintFinding
from .marks import Count, Percent, Role, bracket_at, counts, percents
from .populations import Place, Tie, tie, whole_counts
from .subjects import Subject, subject

_PARTS = {Role.PART, Role.LOOSE, Role.GROUP, Role.WHOLE}
_NEAR = 40
_CONTEXT = 500  # signs of the paragraph before a sentence that may say what it is about
_ASIDE = re.compile(r"\([^()]{0,60}\)")
_FEW = 5  # so many totals at most are worth telling


@dataclass(frozen=True, slots=True)
class _Open:
    """A percentage whose denominator the draft does not give."""

    percent: Percent
    sentence: Sentence


def shares(draft: Draft) -> Iterator[LintFinding]:
    """Impossible percentages, and hints to the denominators of those that are tied to none."""
    unknown: dict[tuple[int, frozenset[str], frozenset[str]], list[_Open]] = {}
    wholes = whole_counts(draft)
    for paragraph in draft.paragraphs:
        context = ""
        for sentence in paragraph.sentences:
            for percent in percents(sentence):
                if percent.role is not Role.SHARE:
                    continue
                if percent.over:
                    yield from _stated(percent, sentence, *percent.over)
                elif about := subject(percent, sentence, context):
                    part = _part(percent, sentence, about)
                    bound = tie(percent, Place(sentence, paragraph, wholes), about, part)
                    yield from _judged(percent, sentence, bound, part)
                    if (
                        about.noun
                        and not about.own
                        and not bound.numbers
                        and percent.decimals
                        and part is None
                    ):
                        key = (sentence.paragraph, about.classes, about.kinds)
                        unknown.setdefault(key, []).append(_Open(percent, sentence))
            context = (context + sentence.text)[-_CONTEXT:]
    for group in unknown.values():
        yield from _hints(group)


def _stated(percent: Percent, sentence: Sentence, part: int, whole: int) -> Iterator[LintFinding]:
    """``95.5%(433/453)``: the draft gives the fraction itself."""
    if not whole or rounded(part, whole, percent.decimals) != percent.value:
        close = fraction(part, whole, percent.decimals) if whole else ""
        yield _impossible(percent, sentence, whole or None, close)


def _judged(percent: Percent, sentence: Sentence, bound: Tie, part: Count | None) -> Iterator[LintFinding]:
    if part is not None:
        yield from _of_part(percent, sentence, bound, part)
    elif percent.value > 100:
        yield _impossible(percent, sentence, next(iter(bound.numbers), None), "100%")
    elif bound.numbers and not bound.fitting(percent):
        first = bound.numbers[0]
        if bound.certain:
            yield _impossible(percent, sentence, first, nearest(percent.value, percent.decimals, first))
        elif percent.decimals and (fits := largest_below(percent.value, percent.decimals, first)):
            yield _hint(percent, sentence, fits, f"按 {first} 计算得不出这一比例，按 {fits} 可以")


def _part(percent: Percent, sentence: Sentence, about: Subject) -> Count | None:
    """The count that the percentage puts into relation: 共自查网站455个，占…的99.6%; 合格445个，合格率97.4%."""
    if about.count is not None and not about.of_share:
        return None
    inside = {-1, bracket_at(sentence.text, percent.start)}
    before = [
        count
        for count in counts(sentence)
        if count.end <= percent.start
        and count is not about.count
        and count.role in _PARTS
        and count.bracket in inside
    ]
    if not before:
        return None
    last, between = before[-1], sentence.text[before[-1].end : percent.start]
    if len(between) > _NEAR or re.search(r"\d+(?:\.\d+)?%|[;]", between):
        return None
    if about.of_share and (last.classes & about.classes or not last.classes):
        return last if re.match(r"[^,;]{0,10}[,、(]?\s*(?:约|共|合计)?占", _ASIDE.sub("", between)) else None
    if about.stem:
        return next(
            (count for count in reversed(before) if _has_stem(sentence.text, count, about.stem)), None
        )
    return None


def _has_stem(text: str, count: Count, stem: str) -> bool:
    """Whether a count is of what the rate is of: 合格445个 of 合格率, and not 不合格12个."""
    core = stem[-2:]
    around = text[max(count.start - 8, 0) : count.start].split(",")[-1]
    return bool(re.search(rf"(?<![不未非]){re.escape(core)}[^,;、]{{0,6}}$", around)) and not re.search(
        rf"[不未非]{re.escape(core)}$", stem
    )


def _of_part(percent: Percent, sentence: Sentence, bound: Tie, part: Count) -> Iterator[LintFinding]:
    """A share whose numerator is given must be that numerator over one of the numbers."""
    wholes = [number for number in (*bound.numbers, *bound.others) if number >= part.value]
    if any(rounded(part.value, number, percent.decimals) == percent.value for number in wholes):
        return
    over = [number for number in bound.numbers if number > part.value]
    if over and bound.certain:
        yield _impossible(percent, sentence, over[0], fraction(part.value, over[0], percent.decimals))
        return
    fits = denominators_of(part.value, percent.value, percent.decimals)
    if not fits:
        yield _impossible(percent, sentence, None, "")
    elif percent.decimals and len(fits) <= _FEW:
        yield _hint(percent, sentence, fits[0], f"由 {part.value} 推算，总数应为 {_said(fits)}")


def _said(numbers: range) -> str:
    return str(numbers[0]) if len(numbers) == 1 else f"{numbers[0]} 至 {numbers[-1]}"


def _hints(group: list[_Open]) -> Iterator[LintFinding]:
    """The smallest number over which all of them can stand; each by itself where there is none."""
    wanted = [item for item in group if 0 < item.percent.value < 100]
    common = smallest([(item.percent.value, item.percent.decimals) for item in wanted])
    for item in wanted:
        percent = item.percent
        fits = common or smallest([(percent.value, percent.decimals)])
        if fits:
            yield _hint(percent, item.sentence, fits, f"正文没有给出总数，最小按 {fits} 可以得出")


def _impossible(percent: Percent, sentence: Sentence, whole: int | None, close: str) -> LintFinding:
    over = f"按 {whole} 计算" if whole else "按给出的数字"
    message = f"{over}，四舍五入得不出 {percent.value}%" + (f"，最接近的是 {close}" if close else "")
    return LintFinding(
        Kind.IMPOSSIBLE,
        percent.number,
        whole,
        close,
        sentence.quote_at(percent.start),
        sentence.paragraph,
        message,
    )


def _hint(percent: Percent, sentence: Sentence, fits: int, message: str) -> LintFinding:
    part = numerator(percent.value, percent.decimals, fits)
    close = fraction(part, fits, percent.decimals) if part is not None else ""
    text = f"{percent.value}%：{message}；请核对并写明总数"
    return LintFinding(
        Kind.HINT, percent.number, fits, close, sentence.quote_at(percent.start), sentence.paragraph, text
    )
