"""Parts that do not add up to the total beside them.

Only where the draft leaves no doubt that the parts are the whole: a total that is drawn from them (A类10个、B类5个，共15个),
a list behind a colon or in brackets, or labels that divide the whole (合格、不合格). What follows 其中 may be a selection;
``exceeding`` looks at that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .draft import Draft, Sentence
from .finding import Kind, LintFinding
from .marks import Count, Role, counts
from .words import any_of, heads, words

_FAR = 30
_ROW = re.compile(r"([A-Za-z一二三四五六七八九甲乙丙丁Ⅰ-Ⅴ1-9])\s*(?:类|级|档|等)")
_SEQUENCES = ("ABCDEFGH", "abcdefgh", "一二三四五六七八九", "甲乙丙丁", "ⅠⅡⅢⅣⅤ", "123456789")
_OPEN = re.compile(r"等|如|左右|以上|之外|不含|另有|还有|部分")
# The same site may lack several things: such parts overlap, and may well be more than their total.
_OVERLAPS = re.compile(r"缺|未|没有|存在|不规范|标识|含")
_ROLES = {Role.WHOLE, Role.GROUP, Role.PART, Role.LOOSE}


@dataclass(frozen=True, slots=True)
class _Part:
    count: Count
    label: str


def sums(draft: Draft) -> Iterator[LintFinding]:
    """Totals that their parts do not give."""
    for sentence in draft.sentences:
        numbers = [count for count in counts(sentence) if count.role in _ROLES]
        for at, total in enumerate(numbers):
            parts = _drawn(sentence, numbers[:at], total) or _listed(sentence, total, numbers[at + 1 :])
            if parts:
                yield from _checked(sentence, total, parts)


def _checked(sentence: Sentence, total: Count, parts: Sequence[_Part]) -> Iterator[LintFinding]:
    given = sum(part.count.value for part in parts)
    labels = [part.label for part in parts]
    overlapping = given > total.value and not _division(labels) and any(map(_OVERLAPS.search, labels))
    if given == total.value or overlapping:
        return
    shown = "+".join(str(part.count.value) for part in parts)
    message = f"各部分相加为 {given}（{shown}），与所写的 {total.value} 不符"
    yield LintFinding(
        Kind.SUM, total.value, None, str(given), sentence.quote_at(total.start), sentence.paragraph, message
    )


def _same(total: Count, part: Count) -> bool:
    """Whether both may count the same things."""
    return total.measure == part.measure and (
        not total.classes or not part.classes or bool(total.classes & part.classes)
    )


def _drawn(sentence: Sentence, before: Sequence[Count], total: Count) -> list[_Part]:
    """The parts that a total is drawn from: ``A类10个、B类5个，共16个``."""
    text = sentence.text
    lead = re.compile(any_of(words()["sum"]["totals"]) + r"[有为是达]?\S{0,6}?$").search(text[: total.start])
    if not lead or not _only_noun(re.sub(any_of(words()["sum"]["totals"]), "", lead[0])):
        return []
    run: list[Count] = []
    end = lead.start()
    for count in reversed([other for other in before if other.bracket == total.bracket]):
        between = text[count.end : end]
        if (
            not _same(total, count)
            or len(between) > _FAR
            or re.search(r"其中|共", between)
            or _OPEN.search(between[:3])
        ):
            break
        if run and not re.search(r"[、,;和及与]", between):
            break
        run.insert(0, count)
        end = count.start
    return _parts(sentence, run) if len(run) > 1 else []


def _only_noun(text: str) -> bool:
    rest = text.strip("有为是达 ")
    return not rest or any(head.start == 0 and head.end == len(rest) for head in heads(rest))


def _listed(sentence: Sentence, total: Count, after: Sequence[Count]) -> list[_Part]:
    """The parts that follow a total, where they are surely all of it."""
    text = sentence.text
    run: list[Count] = []
    end = total.end
    # A list in brackets behind the total, or one outside: never across the edge of a bracket.
    bracketed = after and after[0].bracket > total.end - 1 and "(" in text[total.end : after[0].start]
    level = after[0].bracket if bracketed else total.bracket
    for count in [other for other in after if other.bracket == level]:
        between = text[end : count.start]
        if not _same(total, count) or len(between) > _FAR or ("。" in between) or (run and "其中" in between):
            break
        run.append(count)
        end = count.end
    if len(run) < 2:
        return []
    parts = _parts(sentence, run)
    lead, rest = text[total.end : run[0].start], text[end : end + 3]
    # A noun and then the colon or bracket: 共16个网站：
    stated = bool(re.match(r"[^,;。]{0,8}[:(]", lead)) and "其中" not in lead
    stated = stated or bool(re.search(any_of(words()["sum"]["exhaustive"]), lead))
    divided = _division([part.label for part in parts])
    if _OPEN.search(rest) or _OPEN.search(lead) or not (stated or divided):
        return []
    return parts


def _parts(sentence: Sentence, run: Sequence[Count]) -> list[_Part]:
    """Each count with its label: what stands before it, else what follows."""
    text, parts, end = sentence.text, [], max(run[0].start - 16, 0)
    for count in run:
        before = re.split(r"[,;:、(。]|其中", text[end : count.start])[-1].strip()
        label = before or re.split(r"[,;:、)。]", text[count.end : count.end + 16])[0]
        parts.append(_Part(count, label))
        end = count.end
    return parts


def _division(labels: Sequence[str]) -> bool:
    """Whether the labels divide a whole: 合格 and 不合格, A类 and B类."""
    rows = [found[1] for label in labels if (found := _ROW.search(label))]
    if len(rows) == len(labels) and any("".join(rows) == sequence[: len(rows)] for sequence in _SEQUENCES):
        return True
    return any(_uses_all(labels, division) for division in words()["sum"]["divisions"])


def _uses_all(labels: Sequence[str], division: Sequence[str]) -> bool:
    if len(labels) != len(division):
        return False
    pattern = re.compile(any_of(division))
    found = [pattern.findall(label) for label in labels]
    return all(len(names) == 1 for names in found) and {names[0] for names in found} == set(division)
