"""The figures of a run: judgements to counts, and counts to rates that carry their n and N. Pure."""

from __future__ import annotations

from .facts import PageFact, SiteFacts
from .figures import ALL_VERDICTS, WAIVED, Ratio, RuleRow, SiteRow, Summary
from .tally import summarise

__all__ = [
    "ALL_VERDICTS",
    "WAIVED",
    "PageFact",
    "Ratio",
    "RuleRow",
    "SiteFacts",
    "SiteRow",
    "Summary",
    "summarise",
]
