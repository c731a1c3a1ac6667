"""What a rule observed, and the line that comes of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from .pages import Page
from .text import DETAIL_CHARS, DETAILS, MESSAGE_CHARS, SNIPPET_CHARS, URL_CHARS, printable
from .verdicts import Effect, Verdict


@dataclass(frozen=True, slots=True)
class Finding:
    """One observation of a rule. All of its text may come from a site, so it is made printable here.

    ``rendered`` says that it rests on what a browser showed, not on the page as it was sent. ``details`` are the words of
    the message that statistics and notices need apart: the elements that are missing, the column that is meant.
    """

    verdict: Verdict
    message: str
    url: str = ""
    selector: str = ""
    snippet: str = ""
    record: str = ""
    rendered: bool = False
    details: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Clip and clean every text field."""
        for name, limit in (
            ("message", MESSAGE_CHARS),
            ("url", URL_CHARS),
            ("selector", SNIPPET_CHARS),
            ("snippet", SNIPPET_CHARS),
        ):
            object.__setattr__(self, name, printable(getattr(self, name), limit))
        details = tuple(printable(text, DETAIL_CHARS) for text in self.details[:DETAILS])
        object.__setattr__(self, "details", details)

    @classmethod
    def at(
        cls,
        verdict: Verdict,
        message: str,
        page: Page,
        *,
        snippet: str = "",
        selector: str = "",
        details: Iterable[str] = (),
    ) -> Finding:
        """A finding that points at a page and, where there is one, at the words on it."""
        url = page.final_url or page.url
        return cls(verdict, message, url, selector, snippet, page.evidence, page.is_rendered, tuple(details))


@dataclass(frozen=True, slots=True)
class Judgement:
    """The line of one (site, rule): verdict, effect and findings, as they enter ``findings.jsonl``."""

    site: str
    rule: str
    rule_version: int
    profile: str
    verdict: str
    effect: Effect
    message: str
    findings: tuple[Finding, ...]
    clause: str
    as_of: datetime
