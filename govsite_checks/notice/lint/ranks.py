"""Lists that are said to be in order, and firsts and lasts that are none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from .draft import Draft, Sentence
from .finding import Kind, LintFinding
from .marks import Role, counts, percents
from .numerals import whole
from .subjects import named_units
from .words import any_of, pattern, words

_SCORE = re.compile(r"(\d{1,6}(?:\.\d{1,4})?)分(?![钟别之布类开])")
_PLACE = re.compile(
    r"(?:(?:排名?|位[居列]|名列|居|列|排在)[^,;、。]{0,6}?第(?P<at>[一二三四五六七八九十]{1,3}|\d{1,3})(?![季批次轮步章条个])"
    r"|第(?P<is>[一二三四五六七八九十]{1,3})(?:[名位])?(?=[是为]))(?P<following>[名位]?的?[^,;、。]{0,4}?[是为])?"
)
_IN_TURN = re.compile(r"分[别列居]{0,2}[列居排为][^,;。]{0,6}?第一、第二")
_NOT_HIGHEST = re.compile(r"最(?:高(?:人民|检|法|限|额)|多(?:跑|不|\d))")
# Where the less is the better, the first may have the smallest figure.
_LESS = re.compile(r"最低|最少|最短|由低|从低|由少|从少|超时|逾期|不合格|退回|扣分|时长|用时|少")
_Figure = tuple[Decimal, str, int, int, Role]  # value, unit, start, end, role
_SKIPPED = {Role.BOUND, Role.BEFORE, Role.CHANGE, Role.WHOLE, Role.LISTED}


@dataclass(frozen=True, slots=True)
class _Item:
    """A named unit or place with its figure."""

    name: str
    value: Decimal
    unit: str
    start: int
    end: int

    @property
    def said(self) -> str:
        return f"{self.name}{self.value}{self.unit}"


def ranks(draft: Draft) -> Iterator[LintFinding]:
    """Orders that the figures beside them contradict."""
    for sentence in draft.sentences:
        every = _items(sentence)
        placed = list(_placed(sentence, every)) if len(every) > 1 else []
        yield from placed
        start = 0
        for part in sentence.text.split(";"):
            items = [item for item in every if start <= item.start < start + len(part)]
            if len(items) > 1 and not placed:
                yield from _first(_in_order(sentence, part, items), _extremes(sentence, start, part, items))
            start += len(part) + 1


def _first(*checks: Iterator[LintFinding]) -> Iterator[LintFinding]:
    """The findings of the first check that has any: one fault is told once."""
    for check in checks:
        found = list(check)
        if found:
            yield from found
            return


def _items(sentence: Sentence) -> list[_Item]:
    text = sentence.text
    figures = [(p.value, "%", p.start, p.end, p.role) for p in percents(sentence)]
    figures += [(Decimal(c.value), c.measure, c.start, c.end, c.role) for c in counts(sentence)]
    figures += [(Decimal(m[1]), "分", m.start(), m.end(), Role.LOOSE) for m in _SCORE.finditer(text)]
    figures.sort(key=lambda figure: figure[2])
    items: list[_Item] = []
    end = at = 0
    while at < len(figures):
        run = _run(text, figures, at)
        label = text[max(end, run[0][2] - 60 if len(run) > 1 else run[0][2] - 30) : run[0][2]]
        names = [_name(label[first:last]) for first, last in named_units(label)]
        gap = label[named_units(label)[-1][1] :] if names else ""
        if len(run) > 1 and len(names) == len(run):
            items += [_item(name, figure) for name, figure in zip(names, run, strict=True)]
        elif names and len(run) == 1 and _usable(run[0][4], gap):
            items.append(_item(names[-1], run[0]))
        end, at = run[-1][3], at + len(run)
    return items


def _run(text: str, figures: Sequence[_Figure], at: int) -> Sequence[_Figure]:
    """One figure, or the row of them behind 分别: 甲区、乙区合格率分别为98%、99%."""
    run = [figures[at]]
    if not re.search(r"分别[为达是到]{0,2}\s*$", text[: figures[at][2]]):
        return run
    for figure in figures[at + 1 :]:
        if not re.fullmatch(r"\s*[、,和及]\s*", text[run[-1][3] : figure[2]]):
            break
        run.append(figure)
    return run


def _usable(role: Role, gap: str) -> bool:
    """A total is nobody's figure, unless it stands right behind a name: 市公安局，共120条."""
    return role not in _SKIPPED or (role is Role.WHOLE and bool(re.fullmatch(r"[,(]?(?:共|达|为)?", gap)))


def _name(label: str) -> str:
    return re.sub("^" + any_of(words()["names"]["leads"]) + "+", "", label)


def _item(name: str, figure: _Figure) -> _Item:
    value, unit, start, end, _ = figure
    return _Item(name, value, unit, start, end)


def _finding(sentence: Sentence, item: _Item, nearest: str, message: str) -> LintFinding:
    value = int(item.value) if item.value == item.value.to_integral_value() else float(item.value)
    return LintFinding(
        Kind.RANK, value, None, nearest, sentence.quote_at(item.start), sentence.paragraph, message
    )


def _one_unit(items: Sequence[_Item]) -> list[_Item]:
    """The items whose figures compare: those in the unit that most of them have."""
    units = [item.unit for item in items]
    return [
        item
        for item in items
        if item.unit == max(units, key=lambda unit: (units.count(unit), -units.index(unit)))
    ]


def _in_order(sentence: Sentence, part: str, items: Sequence[_Item]) -> Iterator[LintFinding]:
    """``由高到低依次为…``, ``排名前三的是…``."""
    row = _one_unit(items)
    falling, rising = pattern("rank", "falling").search(part), pattern("rank", "rising").search(part)
    first = re.search(
        any_of(words()["rank"]["first_of"])
        + r"([一二两三四五六七八九十]{1,3}|\d{1,2})[名位的甲]?(?![个月年天季])",
        part,
    )
    if rising:
        yield from _against(sentence, row, up=True)
    elif (
        falling
        or _IN_TURN.search(part)
        or (first and not _LESS.search(part) and _of_that_many(first[1], row, part))
    ):
        yield from _against(sentence, row, up=False)


def _of_that_many(said: str, row: Sequence[_Item], part: str) -> bool:
    """Whether a list has as many members as 前三 says, so that it is that list."""
    return whole(said) == len(row) and bool(re.search(r"排|位|名|列|居", part))


def _against(sentence: Sentence, row: Sequence[_Item], *, up: bool) -> Iterator[LintFinding]:
    for item, following in pairwise(row):
        wrong = item.value > following.value if up else item.value < following.value
        if wrong:
            order = sorted(row, key=lambda item: item.value, reverse=not up)
            shown = "、".join(item.said for item in order)
            way = "从低到高" if up else "从高到低"
            yield _finding(sentence, following, shown, f"{item.said}与{following.said}的次序与“{way}”不符")
            return


def _placed(sentence: Sentence, items: Sequence[_Item]) -> Iterator[LintFinding]:
    """``东城区98.5%，排名第一；西城区97.0%，排名第二``."""
    placed: list[tuple[int, _Item]] = []
    for found in _PLACE.finditer(sentence.text):
        place = whole(found["at"] or found["is"])
        if found["following"] or found["is"]:
            near = [i for i in items if i.start >= found.end() and i.start - found.end() < 24][:1]
        else:
            near = [i for i in items if i.end <= found.start() and found.start() - i.end < 12][-1:]
        if near and place:
            placed.append((place, near[0]))
    if _LESS.search(sentence.text):
        return
    for (place, item), (other, following) in pairwise(sorted(placed, key=lambda pair: pair[0])):
        if place < other and item.unit == following.unit and item.value < following.value:
            yield _finding(
                sentence, item, following.said, f"第{place}名{item.said}低于第{other}名{following.said}"
            )
    for place, item in placed:
        higher = [other for other in items if other.unit == item.unit and other.value > item.value]
        if place == 1 and len(placed) == 1 and higher:
            best = max(higher, key=lambda other: other.value)
            yield _finding(sentence, item, best.said, f"{item.said}排第一，但{best.said}更高")


def _extremes(sentence: Sentence, offset: int, part: str, items: Sequence[_Item]) -> Iterator[LintFinding]:
    """``东城区收到留言最多，为120条``."""
    for table, better in (("top", max), ("bottom", min)):
        for found in pattern("rank", table).finditer(part):
            item = _beside(offset + found.start(), offset + found.end(), items, sentence.text)
            if found[0] == "第一" or _NOT_HIGHEST.match(part, found.start()) or item is None:
                continue
            same = [other for other in items if other.unit == item.unit]
            most = better(same, key=lambda other: other.value)
            lower_is_first = (
                table == "top" and found[0] in {"首位", "榜首", "居首", "领先"} and _LESS.search(part)
            )
            if most.value != item.value and not lower_is_first:
                yield _finding(sentence, item, most.said, f"{item.said}写作“{found[0]}”，但{most.said}超过它")


def _beside(start: int, end: int, items: Sequence[_Item], text: str) -> _Item | None:
    """The item that a word such as 最高 is about: that of its own clause, else the one that follows at once."""
    before = [
        item for item in items if item.end <= start and re.fullmatch(r"[^;。、]{0,8}", text[item.end : start])
    ]
    after = [
        item
        for item in items
        if item.start >= end and re.fullmatch(r"[^;。、]{0,16}", text[end : item.start])
    ]
    if before and "," not in text[before[-1].end : start]:
        return before[-1]
    if after:
        return after[0]
    return before[-1] if before else None
