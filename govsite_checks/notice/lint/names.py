"""Websites that a draft says have problems, held against what the run found."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rapidfuzz import fuzz, process

from govsite_checks.wording import os_words

from .draft import Draft, Paragraph
from .finding import Kind, LintFinding
from .reading import DraftError
from .words import any_of, pattern, words

MAX_BYTES: Final = 256 * 1024 * 1024
_LISTED: Final = re.compile("(?:[、和及与]□+(?:政府|门户)?网?站?)+")  # “甲局”网、“乙局”网存在问题
_LIKE: Final = 60  # of 100: near enough to be what was meant


@dataclass(frozen=True, slots=True)
class CensusNames:
    """The websites of a run by their folded names, and how many violations were found on each."""

    violations: Mapping[str, int]
    shown: Mapping[str, str]


def read_census(path: Path) -> CensusNames:
    """The websites in a ``summary.json``, or in the report folder that holds one.

    Raises:
        DraftError: there is none, or it is not one of ours.
    """
    try:
        options = (path / "summary.json", path, path.with_suffix(".json"))
        place = next((option for option in options if option.is_file()), None)
    except OSError as error:
        raise DraftError(f"{path}：无法读取（{os_words(error)}）；请检查路径") from None
    if place is None:
        raise DraftError(f"{path}：没有 summary.json；请给出检查的报告目录")
    try:
        if place.stat().st_size > MAX_BYTES:
            raise DraftError(f"{place}：过大")
        rows = json.loads(place.read_bytes())["site_rows"]
        sites = [(str(row["name"]), int(row["verdicts"]["violation"])) for row in rows]
    except OSError as error:
        raise DraftError(f"{place}：无法读取（{os_words(error)}）；请检查路径和权限") from None
    except (ValueError, KeyError, TypeError, RecursionError):
        raise DraftError(f"{place}：不是检查所生成的 summary.json；请给出检查的报告目录") from None
    return _names(sites)


def _names(sites: list[tuple[str, int]]) -> CensusNames:
    violations: dict[str, int] = {}
    for name, found in sites:
        # Two sites of one name: a finding on either carries the name.
        violations[fold(name)] = violations.get(fold(name), 0) + found
    return CensusNames(violations, {fold(name): name for name, _ in sites})


def fold(name: str) -> str:
    """A name without what is written now this way and now that: brackets, spaces, a closing 网站."""
    plain = re.sub(r"[\s()\[\]《》“”\"'·]", "", unicodedata.normalize("NFKC", name)).casefold()
    return re.sub(r"(?:政府门户网站|门户网站|政府网站|官方网站|网站|网)$", "", plain) or plain


def unnamed(draft: Draft, census: CensusNames) -> Iterator[LintFinding]:
    """Websites in “” that are said to have a problem, of which the run has no violation."""
    for paragraph in draft.paragraphs:
        for name, start, end in _quoted_sites(paragraph, census):
            if paragraph.problems or _accused(paragraph, start, end):
                yield from _checked(paragraph, name, start, census)


def _quoted_sites(paragraph: Paragraph, census: CensusNames) -> Iterator[tuple[str, int, int]]:
    """What stands in “” and is a website: by the 网 behind it, or because the run knows the name."""
    mark = any_of(words()["sections"]["site_marks"])
    for found in re.finditer(rf"“([^“”]{{2,120}})”({mark}(?!民|络|上|页|址|点|格|办)|)", paragraph.raw):
        if found[2] or fold(found[1]) in census.violations:
            yield found[1], found.start(), found.end()


def _accused(paragraph: Paragraph, start: int, end: int) -> bool:
    """Whether the clause behind a name outside of the part on problems says that the site has one now."""
    sentence = next((s for s in paragraph.sentences if s.start <= start < s.start + len(s.raw)), None)
    if sentence is None or pattern("sections", "settled").search(sentence.text):
        return False
    behind = _LISTED.sub("", sentence.text[end - sentence.start :], count=1)
    return bool(pattern("sections", "accusing").search(re.split("[,;:。]", behind)[0]))


def _checked(paragraph: Paragraph, name: str, at: int, census: CensusNames) -> Iterator[LintFinding]:
    folded = fold(name)
    if census.violations.get(folded):
        return
    nearest, message = "", f"台账中没有“{name}”，检查结果不能支持对它的点名"
    if folded in census.violations:
        nearest, message = census.shown[folded], f"检查没有发现“{name}”的问题，不应点名"
    elif like := process.extractOne(folded, list(census.violations), scorer=fuzz.ratio, score_cutoff=_LIKE):
        nearest = census.shown[like[0]]
        message += f"；是否为“{nearest}”？"
    quote = next((s.quote for s in paragraph.sentences if s.start <= at < s.start + len(s.raw)), name)
    yield LintFinding(Kind.UNNAMED, name, None, nearest, quote, paragraph.number, message)
