"""Entries of a baseline, and what they cover."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from govsite_checks.model import CHINA, Judgement, Verdict

# A baseline is a loan: an entry runs out so many days after it was taken up, unless somebody renews it.
DAYS: Final = 90
# A problem known on so many pages is known: which page it is on says no more.
MAX_PAGES: Final = 200
# What an entry may stand for. That something could not be seen is known only as that: it stands for no problem.
COVERED: Final = (Verdict.VIOLATION, Verdict.NEEDS_REVIEW, Verdict.NO_EVIDENCE)


@dataclass(frozen=True, slots=True)
class Entry:
    """One known problem: what was found of a rule on a site, on which pages, since when, and until when it is tolerated.

    ``until`` is the last day, Beijing time. No ``pages`` means that the problem is of no page, or of more than are listed.
    """

    site: str
    rule: str
    verdict: str
    since: date
    until: date
    pages: tuple[str, ...] = ()
    reason: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """What the entry is about."""
        return self.site, self.rule

    def covers(self, verdict: str) -> bool:
        """Whether what was known is at least as much: a problem covers a doubt, and nothing covers what is not seen."""
        doubt = self.verdict == Verdict.VIOLATION and verdict == Verdict.NEEDS_REVIEW
        return doubt or verdict == self.verdict

    def new_pages(self, judgement: Judgement) -> tuple[str, ...]:
        """The pages of a judgement that the entry does not know; that they could not be seen is no news of a page."""
        if self.verdict == Verdict.NO_EVIDENCE:
            return ()
        return tuple(page for page in pages_of(judgement) if page not in self.pages) if self.pages else ()

    def is_live(self, as_of: datetime) -> bool:
        """Whether it has not run out on the day of ``as_of``."""
        return self.until >= day_of(as_of)

    def words(self, as_of: datetime) -> str:
        """Why a problem is tolerated, and for how much longer."""
        days = (self.until - day_of(as_of)).days
        reason = f"：{self.reason}" if self.reason else ""
        return f"基线已列入（{self.since.isoformat()} 起，还有 {days} 天到期）{reason}"


@dataclass(frozen=True, slots=True)
class Baseline:
    """The known problems, by site and rule."""

    entries: Mapping[tuple[str, str], Entry] = field(default_factory=dict)

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> Baseline:
        """A baseline of entries, in the order of their keys."""
        return cls({entry.key: entry for entry in sorted(entries, key=lambda entry: entry.key)})

    def tolerance(self, judgement: Judgement) -> str:
        """Why a judgement does not fail, in Chinese; empty where the baseline does not cover it."""
        entry = self._entry(judgement)
        if entry is None or not entry.is_live(judgement.as_of) or entry.new_pages(judgement):
            return ""
        return entry.words(judgement.as_of)

    def refusal(self, judgement: Judgement) -> str:
        """Why the entry of a judgement does not cover it, in Chinese; empty where there is none, or it does."""
        entry = self._entry(judgement)
        if entry is None:
            return ""
        if not entry.is_live(judgement.as_of):
            return f"基线条目已于 {entry.until.isoformat()} 到期"
        new = entry.new_pages(judgement)
        return f"基线之外新增 {len(new)} 处：{new[0]}" if new else ""

    def _entry(self, judgement: Judgement) -> Entry | None:
        """The entry that knows what the judgement says."""
        entry = self.entries.get((judgement.site, judgement.rule))
        return entry if entry is not None and entry.covers(judgement.verdict) else None


def day_of(moment: datetime) -> date:
    """The day of a moment, Beijing time."""
    return moment.astimezone(CHINA).date()


def pages_of(judgement: Judgement) -> tuple[str, ...]:
    """The pages of the findings that bear the verdict, each once, sorted; none where they are more than are listed."""
    pages = sorted({f.url for f in judgement.findings if f.verdict == judgement.verdict and f.url})
    return tuple(pages) if len(pages) <= MAX_PAGES else ()
