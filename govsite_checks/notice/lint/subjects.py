"""What a percentage is a share of, as its sentence says: the kind of things, not yet how many there are."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from .draft import Sentence
from .marks import Count, Percent, Role, counts, percents
from .words import HAN, any_of, heads, kinds_in, pattern, words

# Between a rate and its figures: 添加比例分别达到95.5%、97.2%和92.8%
_LINK = re.compile(
    r"(?:\d[\d.]*%|百分之[零一二三四五六七八九十百点]+|[已均都也又仅只分别约为达到是至、,和及与]|\([^()]{0,16}\)|[由从].{0,12}[升降减增]\S?)*+"
)
_OF_SHARE = re.compile(
    r"占(?:比|到)?(?P<noun>[^,;:。%]{0,24}?)(?:的?(?:比例|比重))?(?:约|均|已|分别)?(?:为|达到|达|的)?\s*$"
)
_AMONG = re.compile(r"(?:中|里|当中|之中)[,有约]*\s*$")


@dataclass(frozen=True, slots=True)
class Subject:
    """What a percentage is a share of.

    ``scope``: of everything of its kind in the document (全市, 总数). ``certain``: the sentence leaves no doubt of
    the kind. ``own``: it is about one named unit or place. ``count``: the number stands in the phrase itself.
    ``among``: it is a part of what was said before (其中). ``stem``: what the share has in common, as 合格 of 合格率.
    ``of_share``: 占…的. ``noun``: the things are named beside the share.
    """

    classes: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    scope: bool = False
    certain: bool = True
    own: bool = False
    among: bool = False
    of_share: bool = False
    noun: bool = False
    count: Count | None = field(default=None)
    stem: str = ""


def subject(percent: Percent, sentence: Sentence, context: str = "") -> Subject | None:
    """What the percentage is a share of; None where the sentence does not say.

    ``context`` is what the paragraph said before: 合格率 may be of websites or of accounts.
    """
    for read in (_noun_behind, _of_share, _among_counted):
        if found := read(percent, sentence):
            return found
    return _rate(percent, sentence, context)


def _span(percent: Percent, sentence: Sentence) -> str:
    """The sentence before a percentage, from the last figure of another statement on."""
    text = sentence.text[: percent.start]
    earlier = [other.end for other in percents(sentence) if other.end <= percent.start]
    linked = [end for end in earlier if not _LINK.fullmatch(text[end:])]
    return text[max(linked, default=0) :]


def _marks(percent: Percent, sentence: Sentence) -> tuple[bool, bool, bool]:
    """Whether everything, one named unit, a part of what was said before is meant."""
    span = _span(percent, sentence)
    return (
        bool(pattern("count", "scopes").search(span)),
        names_somebody(span),
        "其中" in sentence.text[: percent.start],
    )


def _noun_behind(percent: Percent, sentence: Sentence) -> Subject | None:
    """``97%的网站``."""
    found = re.match(r"\s*(?:\([^()]{0,16}\))?的([^,;:。、(]{1,16})", sentence.text[percent.end :])
    named = heads(found[1]) if found else []
    if not found or not named:
        return None
    scope, own, among = _marks(percent, sentence)
    return Subject(
        named[0].classes, kinds_in(found[1][: named[0].start]), scope=scope, own=own, among=among, noun=True
    )


def _of_share(percent: Percent, sentence: Sentence) -> Subject | None:
    """``占全市政府网站总数的99.6%``, ``占比41.7%``."""
    found = _OF_SHARE.search(sentence.text[: percent.start])
    if not found:
        return None
    noun, start = found["noun"], found.start("noun")
    inside = [count for count in counts(sentence) if start <= count.start < percent.start]
    named = heads(noun)
    scope = bool(pattern("count", "scopes", "totals").search(noun))
    if named:
        kinds = kinds_in(noun[: named[-1].start])
        count = inside[-1] if inside and inside[-1].role is not Role.BOUND else None
        return Subject(named[-1].classes, kinds, scope=scope, of_share=True, count=count, noun=True)
    earlier = [count for count in counts(sentence) if count.end <= found.start() and count.classes]
    if not earlier:
        return None
    among = "其中" in sentence.text[: percent.start]
    # With part and whole in one sentence there is no doubt: 457个网站中有21个…，占4.6%.
    certain = sum(bool(count.classes & earlier[-1].classes) for count in earlier) > 1
    return Subject(earlier[-1].classes, frozenset(), scope=scope, of_share=True, among=among, certain=certain)


def _among_counted(percent: Percent, sentence: Sentence) -> Subject | None:
    """``457个网站中，95.5%…``."""
    for count in reversed(counts(sentence)):
        between = sentence.text[count.end : percent.start]
        if count.end <= percent.start and len(between) < 16 and _AMONG.search(between):
            return Subject(count.classes, count.kinds, count=count)
    return None


@cache
def _rate_pattern() -> re.Pattern[str]:
    return re.compile(rf"[{HAN}]{{0,8}}?{any_of(words()['percent']['endings'])}")


def _rate(percent: Percent, sentence: Sentence, context: str) -> Subject | None:
    """``合格率为100%``, ``添加比例分别达到95.5%、97.2%``."""
    before = sentence.text[: percent.start]
    for found in reversed(list(_rate_pattern().finditer(before))):
        if not _LINK.fullmatch(before[found.end() :]):
            continue
        return _of_rate(before[: found.end()], percent, sentence, context)
    return None


def _of_rate(before: str, percent: Percent, sentence: Sentence, context: str) -> Subject | None:
    table = words()["percent"]
    if any(before.endswith(other) for other in table["other_rates"]):
        return None
    scope, own, among = _marks(percent, sentence)
    stem = re.sub(any_of(table["endings"]) + "$", "", before)[-4:]
    named = heads(before)
    doubtful = _mapped(before, table["uncertain_rates"])
    known = doubtful or _mapped(before, table["rates"])
    classes = _last_named(known, before, context) if known else (named[-1].classes if named else frozenset())
    if not classes:
        return None
    # Of a rate that the words do not know, nobody can say what it is of; 添加比例 is of what it was said of.
    certain = not doubtful and (bool(known) or not before.endswith("率"))
    near = [head for head in named if head.classes & classes]
    kinds = kinds_in(before[: near[-1].start]) if near else frozenset()
    return Subject(classes, kinds, scope=scope, certain=certain, own=own, among=among, stem=stem)


def _last_named(options: Sequence[str], before: str, context: str) -> frozenset[str]:
    """Which of the kinds that a rate may be of was named last; the first where none was."""
    for text in (before, context):
        fitting = [head.classes & set(options) for head in heads(text) if head.classes & set(options)]
        if fitting:
            return fitting[-1]
    return frozenset(options[:1])


def _mapped(text: str, rates: Mapping[str, Sequence[str]]) -> Sequence[str]:
    """The kinds of the longest rate that a text ends with."""
    fitting = [rate for rate in rates if text.endswith(rate)]
    return rates[max(fitting, key=len)] if fitting else ()


@cache
def _name_pattern() -> re.Pattern[str]:
    # 市政府部门, 区级, 区属: no name ends there
    return re.compile(rf"[{HAN}]{{1,12}}?{any_of(words()['names']['endings'])}(?![级属域内划间直长民政])")


def names_somebody(text: str) -> bool:
    """Whether one unit or place is named, such as 东城区 or 市公安局."""
    return bool(named_units(text))


def named_units(text: str) -> list[tuple[int, int]]:
    """Where units and places are named in a text; general words such as 各区 or 功能区 are none."""
    plain = pattern("count", "scopes").sub(lambda found: "□" * len(found[0]), text)
    return [(m.start(), m.end()) for m in _name_pattern().finditer(plain) if not _general(m[0])]


def _general(name: str) -> bool:
    table = words()["names"]
    plain = re.sub("^" + any_of(table["leads"]), "", name)
    return plain in table["general_alone"] or any(plain.endswith(word) for word in table["general"])
