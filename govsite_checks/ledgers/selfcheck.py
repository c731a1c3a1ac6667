"""Self-check sheets (自查报告) held against the census, item by item. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from govsite_checks.census.figure import Figure
from govsite_checks.summary import Ratio

from .ledger import Ledger
from .seen import Seen

if TYPE_CHECKING:
    from .truthful import Truthful


class Claim(StrEnum):
    """What a unit says of an item."""

    OK = "ok"
    PROBLEM = "problem"
    FIXED = "fixed"  # there was one, and it was put right before the sheet was sent in
    NOT_APPLICABLE = "not-applicable"


class Agreement(StrEnum):
    """How what a unit says stands to what the census saw."""

    AGREE = "agree"
    FIXED_SINCE = "fixed-since"
    DISAGREE = "disagree"
    COULD_NOT_SEE = "could-not-see"


@dataclass(frozen=True, slots=True)
class Claimed:
    """One item of a sheet: ``item`` in the office's words, ``rules`` what stands for it in the census."""

    unit: str
    site: str
    site_name: str
    item: str
    rules: tuple[str, ...]
    claim: Claim
    note: str = ""


@dataclass(frozen=True, slots=True)
class Compared:
    """One item, and how it stands to the census."""

    claimed: Claimed
    seen: Seen
    agreement: Agreement


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfChecks(Ledger):
    """All sheets of a quarter against its census.

    ``checked`` are the ids of the running sites of which a sheet came in, ``unchecked`` those of which none did, and
    ``running`` counts both. ``truthful`` says whether 自查情况整体真实准确 may be written, and why not.
    """

    compared: tuple[Compared, ...]
    checked: tuple[str, ...]
    unchecked: tuple[str, ...]
    truthful: Truthful

    @property
    def running(self) -> int:
        """How many sites are in operation."""
        return len(self.checked) + len(self.unchecked)

    @property
    def agree(self) -> tuple[Compared, ...]:
        """Items of which unit and census say the same."""
        return self._of(Agreement.AGREE)

    @property
    def fixed_since(self) -> tuple[Compared, ...]:
        """Problems that a unit reported and the census no longer saw."""
        return self._of(Agreement.FIXED_SINCE)

    @property
    def disagree(self) -> tuple[Compared, ...]:
        """Items that a unit says are in order and the census saw violated."""
        return self._of(Agreement.DISAGREE)

    @property
    def could_not_see(self) -> tuple[Compared, ...]:
        """Items of which the census can say nothing."""
        return self._of(Agreement.COULD_NOT_SEE)

    def _of(self, agreement: Agreement) -> tuple[Compared, ...]:
        return tuple(one for one in self.compared if one.agreement is agreement)

    def figures(self) -> Mapping[str, Figure]:
        """Coverage and agreement."""
        coverage = Ratio(len(self.checked), self.running, "监测时间点正常运行的网站")
        unseen = len(self.could_not_see)
        every = (
            Figure("selfcheck-coverage", "自查覆盖率", ratio=coverage),
            Figure(
                "selfcheck-agreement",
                "自查与普查一致率",
                ratio=agreement_of(self.compared),
                aside=(("普查未能查看", unseen),) if unseen else (),
            ),
        )
        return {figure.id: figure for figure in every}


def agreement_of(compared: Iterable[Compared]) -> Ratio:
    """The share of items that do not disagree, of those that the census saw."""
    seen = [one.agreement for one in compared if one.agreement is not Agreement.COULD_NOT_SEE]
    agreeing = sum(agreement is not Agreement.DISAGREE for agreement in seen)
    return Ratio(agreeing, len(seen), "普查能够查看的自查项目（含自查报告问题、普查时已整改的）")


def compare(claimed: Claimed, seen: Seen) -> Compared:
    """How what a unit says of an item stands to what the census saw of it."""
    return Compared(claimed, seen, _agreement(claimed.claim, seen))


def _agreement(claim: Claim, seen: Seen) -> Agreement:
    if seen is Seen.UNSEEN:
        return Agreement.COULD_NOT_SEE
    if claim is Claim.PROBLEM:
        return Agreement.AGREE if seen is Seen.VIOLATION else Agreement.FIXED_SINCE
    if seen is Seen.VIOLATION:
        return Agreement.DISAGREE
    # What a unit thinks does not concern it, and is in order, is no contradiction worth a word.
    return Agreement.AGREE
