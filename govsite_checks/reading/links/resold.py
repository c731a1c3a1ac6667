"""What a link that leaves a site leads to by now: a parked address, one for sale, gambling, pornography.

Of such an answer only the title and the host are known; ``parked`` reads whole pages, by the same words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from re import Pattern

from govsite_checks.model import Page
from govsite_checks.reading.page.document import host_of
from govsite_checks.reading.page.tables import any_of, table

from .outward import is_official, registered

MAX_WORDS = 300


@dataclass(frozen=True, slots=True)
class _Words:
    gambling: Pattern[str]
    pornography: Pattern[str]
    parked: Pattern[str]
    about: Pattern[str]
    dealers: frozenset[str]


@cache
def _words() -> _Words:
    whole, more = table("parked"), table("reach")["resold"]
    return _Words(
        gambling=any_of([*map(re.escape, whole["gambling"]["words"]), *more["gambling"]]),
        pornography=any_of([*map(re.escape, whole["gambling"]["adult"]), *more["pornography"]]),
        parked=any_of([*whole["for_sale"]["titles"], *whole["for_sale"]["phrases"], *more["parked"]]),
        about=any_of([*map(re.escape, whole["about"]["words"]), *more["about"]]),
        dealers=frozenset((*whole["for_sale"]["hosts"], *more["parked_hosts"])),
    )


def resold(page: Page) -> str:
    """Why an answer looks like a resold or parked address, in Chinese with the words quoted; empty where it does not.

    Talk about gambling (打击赌博) is none, nor is anything that a public body's host answers.
    """
    asked, host, title = host_of(page.url), host_of(page.final_url or page.url), page.title[:MAX_WORDS]
    if is_official(host):
        return ""
    words = _words()
    if found := words.parked.search(title):
        return f"标题显示域名停放、出售或失效“{_said(found[0])}”"
    if not words.about.search(title):
        for kind, pattern in (("博彩", words.gambling), ("色情", words.pornography)):
            if found := pattern.search(title):
                return f"标题含有{kind}类字样“{_said(found[0])}”"
    if registered(host) in words.dealers and registered(host) != registered(asked):
        return f"跳转到域名交易或停放平台 {host}"
    return ""


def advertises(text: str) -> bool:
    """Whether a link's words advertise gambling or pornography, and do not talk about fighting it."""
    words, clipped = _words(), text[:MAX_WORDS]
    if words.about.search(clipped):
        return False
    return bool(words.gambling.search(clipped) or words.pornography.search(clipped))


def _said(words: str) -> str:
    return words.replace("。", " ").strip()[:20]
