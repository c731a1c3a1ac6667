"""Parts after 其中 that are together more than their whole: 留言100条，其中咨询30条、投诉60条、建议20条.

What follows 其中 may be a selection: less than the whole is no fault. More is one only where the parts exclude each
other, as districts, levels and kinds of message do; one site may well have several marks, or several faults.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from .draft import Draft, Paragraph, Sentence
from .finding import Kind, LintFinding
from .marks import Count, Role, counts
from .words import HAN, any_of, heads, words

_WHOLE = {Role.WHOLE, Role.GROUP, Role.PART, Role.LOOSE}
_EXACT = {*_WHOLE, Role.LISTED}
_AMONG = re.compile(r"其中[,:]?")
_HOLDERS = re.compile(
    "[^,;]{0,2}?(?:[区县市州旗镇乡]|街道|单位|部门)(?![级属直])"
)  # 16个区的网站: no 16 websites
_RATE = re.compile(rf"[{HAN}]{{0,12}}率[为达均]?到?[\d.]+%")
_BETWEEN = 40  # signs from one part to the next


def exceeding(draft: Draft) -> Iterator[LintFinding]:
    """Wholes that are less than their parts."""
    for paragraph in draft.paragraphs:
        for at, sentence in enumerate(paragraph.sentences):
            if _overlap_said(sentence):
                continue
            for among in _AMONG.finditer(sentence.text):
                if len(parts := _parts(sentence, among.end())) > 1:
                    yield from _checked(paragraph, at, among.start(), parts)


def _overlap_said(sentence: Sentence) -> bool:
    """The draft itself says that a thing may be in two parts: 部分留言同时涉及咨询和投诉."""
    return any(word in sentence.text for word in words()["sum"]["exclusive"]["overlap"])


def _checked(paragraph: Paragraph, at: int, place: int, parts: Sequence[Count]) -> Iterator[LintFinding]:
    sentence = paragraph.sentences[at]
    total = _whole(sentence, place, parts[0])
    # A sentence that begins with 其中 goes on with the one before it.
    if total is None and at and not sentence.text[:place].strip():
        before = paragraph.sentences[at - 1]
        total = _whole(before, len(before.text), parts[0])
    given = sum(part.value for part in parts)
    if total is None or given <= total.value:
        return
    shown = "+".join(str(part.value) for part in parts)
    message = f"其中各部分相加为 {given}（{shown}），多于所写的 {total.value}"
    quote = sentence.quote_at(place)
    yield LintFinding(Kind.SUM, total.value, None, str(given), quote, sentence.paragraph, message)


def _whole(sentence: Sentence, place: int, part: Count) -> Count | None:
    """The largest count before a place that the part may be of; None where it may be of something uncounted."""
    fitting = [c for c in counts(sentence) if c.end <= place and c.measure == part.measure]
    if not fitting:
        return None
    total = max(fitting, key=lambda count: count.value)
    countable = total.classes - {"unit", "region"}
    if total.role not in _WHOLE or not countable or (part.classes and not countable & part.classes):
        return None
    between = sentence.text[total.end : place]
    return total if not _HOLDERS.match(between) and _says_no_more(between, countable) else None


def _says_no_more(between: str, countable: frozenset[str]) -> bool:
    """Whether nothing else is named that parts could be of: 检查了20个网站，错别字较多，其中甲区60个."""
    for head in reversed(heads(between)):
        if not head.classes & countable:
            return False
        between = between[: head.start] + between[head.end :]
    clauses = [clause for clause in re.split("[,;:。(]", between) if not _RATE.fullmatch(clause)]
    return not re.sub(any_of(words()["sum"]["exclusive"]["plain"]), "", "".join(clauses)).strip()


def _parts(sentence: Sentence, start: int) -> list[Count]:
    """The counts of one list from a place on, as long as their labels exclude each other."""
    found: list[Count] = []
    labels: list[str] = []
    level, row = None, ""
    for count in (c for c in counts(sentence) if c.start >= start):
        label = _label(sentence, count, start)
        kind = _row(label)
        same = not found or (count.measure == found[0].measure and kind == row and count.bracket == level)
        if (
            count.role not in _EXACT
            or count.start - start > _BETWEEN
            or not kind
            or not same
            or label in labels
        ):
            break
        found.append(count)
        labels.append(label)
        level, row, start = count.bracket, kind, count.end
    return found


def _label(sentence: Sentence, count: Count, start: int) -> str:
    """What stands before a count, else what follows it: 咨询30条, 30条咨询."""
    lead = re.split(r"[,;:、(]|[和及与](?=[^和及与]*$)", sentence.text[start : count.start])[-1]
    behind = re.split(r"[,;:、)。和及与]", sentence.text[count.end : count.end + 16])[0]
    label = lead.strip() or behind.removeprefix("为").strip()
    while nouns := [head for head in heads(label) if head.end == len(label) and head.start]:
        label = label[: nouns[0].start]
    return re.sub(r"[共有为的]+$", "", label)


def _row(label: str) -> str:
    """Which row of parts that exclude each other a label belongs to; empty for none."""
    for name, pattern in _rows().items():
        if pattern.fullmatch(label):
            return name
    return ""


@cache
def _rows() -> dict[str, re.Pattern[str]]:
    table = words()["sum"]["exclusive"]
    general = any_of(words()["names"]["general"] + words()["names"]["general_alone"])
    rows = {name: re.compile(any_of(said) + "类?") for name, said in table["named"].items()}
    # Of one level only: a county may lie in the city that is named beside it.
    for ending in table["places"]:
        rows[ending] = re.compile(rf"(?!{general}$)[{HAN}]{{1,6}}{ending}")
    return rows
