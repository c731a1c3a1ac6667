"""What a census saw of one item on one site, as far as what an office reports can be held against it."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import TYPE_CHECKING

from govsite_checks.model import Verdict

if TYPE_CHECKING:
    from govsite_checks.census.results import SiteResult


class Seen(StrEnum):
    """What was seen of an item."""

    OK = "ok"
    VIOLATION = "violation"
    UNSEEN = "unseen"  # no evidence, a doubt, a live waiver, a rule that does not apply or was not run


def seen_of(site: SiteResult | None, rules: Iterable[str]) -> Seen:
    """What was seen of an item that one rule or several stand for.

    One violation makes a violation. Only where every rule was met is the item seen to be in order; everything else is
    not seen, and never counts against anybody.
    """
    results = [] if site is None else [site.rules.get(rule) for rule in rules]
    verdicts = {"" if result is None or result.waived else result.verdict for result in results}
    if Verdict.VIOLATION in verdicts:
        return Seen.VIOLATION
    return Seen.OK if verdicts == {str(Verdict.OK)} else Seen.UNSEEN
