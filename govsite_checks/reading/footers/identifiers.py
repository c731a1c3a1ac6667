"""The three numbers of a footer: site identification code, ICP filing, police filing.

Formats from the requirement catalogue: a code has 10 digits or ``bm`` and 8 digits; an ICP filing has 8 or 10 digits
after the province and ``ICP备``; a police filing has 14 digits. All functions take text as ``text.lines_of`` gives it.
They tell a number that is not there from one that is there and malformed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from re import Pattern

from govsite_checks.reading.page.text import INLINE, shown

from .lexicon import lexicon

ICP_DIGITS = (8, 10)
POLICE_DIGITS = (14,)
CODE_DIGITS = (10,)
# Police filings of before the national numbering had 12 digits: a person has to look.
OLD_POLICE_DIGITS = 12

_GAP = f"[ {INLINE}]{{0,6}}"
_WIDE = f"[ {INLINE}\\n]{{0,8}}"
# Digits that may be set apart by single spaces or by inline tags, within one line.
_RUN = f"(?:[0-9][ {INLINE}]{{0,3}}){{0,40}}"


@dataclass(frozen=True, slots=True)
class Number:
    """A number as found: ``value`` in standard writing, ``raw`` as shown, its place, and what is wrong with it.

    ``problem`` is empty for a well-formed one, ``empty`` for a label without number, ``digits`` for a wrong count,
    ``province`` for a missing province, ``old`` for a form of before the national numbering.
    """

    value: str
    raw: str
    start: int
    problem: str = ""


def take_digits(run: str, counts: tuple[int, ...]) -> str:
    """The digits of a run that is split by spaces or tags: a prefix of whole parts of a right length, else all."""
    taken = ""
    parts: list[str] = re.findall(r"\d+", run)
    for part in parts:
        taken += part
        if len(taken) in counts and (len(taken) == max(counts) or len(part) > 4 or part is parts[-1]):
            return taken
    return taken


@cache
def _code_pattern() -> Pattern[str]:
    return re.compile(
        rf"(?:{lexicon().site_code}){_GAP}(?:号码?|编号)?{_WIDE}[:;为是|/]?{_WIDE}[\[(【<]?{_GAP}((?:b{_GAP}m)?){_GAP}({_RUN})",
        re.IGNORECASE,
    )


def site_codes(text: str) -> Iterator[Number]:
    """Site identification codes that follow their label."""
    for found in _code_pattern().finditer(text):
        if text[max(0, found.start() - 4) : found.start()].endswith(("党政机关", "事业单位")):
            continue
        prefix = "bm" if found[1] else ""
        counts = (8,) if prefix else CODE_DIGITS
        digits = take_digits(found[2], counts)
        good = len(digits) in counts
        yield Number(
            prefix + digits, shown(found[0]), found.start(), "" if good else "digits" if digits else "empty"
        )


@cache
def _icp_pattern() -> Pattern[str]:
    provinces = lexicon().provinces
    return re.compile(
        rf"(?:[(\[]?([{provinces}])[)\]]?{_GAP})?I{_GAP}C{_GAP}P{_GAP}备{_GAP}案?{_GAP}(?:证|序|编|登记)?{_GAP}(?:号码?|编号)?{_GAP}字?{_GAP}[第:]?"
        rf"{_GAP}(?:\(?([{provinces}])\)?{_GAP}(?:ICP{_GAP}备?)?{_GAP}[第字:]?{_GAP})?({_RUN})",
        re.IGNORECASE,
    )


def icp_filings(text: str) -> Iterator[Number]:
    """ICP filings (备案); the operating licence ICP证 is another thing and is not found."""
    found_any = False
    empty: Number | None = None
    for found in _icp_pattern().finditer(text):
        province = found[1] or found[2] or ""
        digits = take_digits(found[3], ICP_DIGITS)
        raw = shown(found[0])
        if not digits:
            empty = empty or Number("", raw, found.start(), "empty")
            continue
        found_any = True
        problem = "digits" if len(digits) not in ICP_DIGITS else "" if province else "province"
        yield Number(f"{province}ICP备{digits}号", raw, found.start(), problem)
    if empty and not found_any:
        yield empty


@cache
def _police_pattern() -> Pattern[str]:
    provinces = lexicon().provinces
    label = (
        rf"(?:([{provinces}]){_GAP})?公{_GAP}网{_GAP}安{_GAP}备|([{provinces}])?{_GAP}公{_GAP}安{_GAP}(?:联|互联)?{_GAP}网{_GAP}(?:络{_GAP})?(?:安全|监|监察)?{_GAP}备"
        rf"|([{provinces}])?{_GAP}公{_GAP}安{_GAP}(?:机{_GAP}关{_GAP}|部{_GAP}|局{_GAP}|厅{_GAP})?(?:互?联?网站?{_GAP})?备|([\u4e00-\u9fff])公{_GAP}网?{_GAP}备|网{_GAP}安{_GAP}备"
    )
    return re.compile(
        rf"(?:{label}){_GAP}(?:案{_GAP})?(?:标识|登记|信息)?{_GAP}(?:序|编)?{_GAP}(?:号码?|证号)?{_GAP}字?第?{_GAP}[:]?{_WIDE}"
        rf"(?:[({{\[]?[{provinces}][)\]]?{_GAP}公{_GAP}网{_GAP}安{_GAP}备{_GAP}案?{_GAP}号?{_GAP}[第:]?{_GAP})?({_RUN})"
    )


def police_filings(text: str) -> Iterator[Number]:
    """Filings with the public security organs, in the national and in older local writings."""
    found_any = False
    empty: Number | None = None
    for found in _police_pattern().finditer(text):
        digits = take_digits(found[5], POLICE_DIGITS)
        raw = shown(found[0])
        if not digits:
            empty = empty or Number("", raw, found.start(), "empty")
            continue
        found_any = True
        province = found[1] or found[2] or found[3] or ""
        problem = ""
        if len(digits) not in POLICE_DIGITS:
            problem = "old" if len(digits) == OLD_POLICE_DIGITS else "digits"
        yield Number(f"{province}公网安备{digits}号" if province else digits, raw, found.start(), problem)
    if empty and not found_any:
        yield empty


_RECORD_CODE = re.compile(r"(?:recordcode|[?&#/]code)=\s*(\d{5,20})", re.IGNORECASE)


def record_code(url: str) -> str:
    """The filing number in a link to the police's register; empty where there is none."""
    found = _RECORD_CODE.search(url)
    return found[1] if found else ""
