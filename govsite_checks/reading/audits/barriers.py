"""What axe-core found, in Chinese: what it is, how it is put right, which subject of the standard it belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from govsite_checks.model import Barrier
from govsite_checks.reading.page.tables import table


@dataclass(frozen=True, slots=True)
class Item:
    """A subject of GB/T 37668-2019, in our words; not ``verified``: the standard's own text was not read."""

    principle: str
    title: str
    verified: bool = False

    @property
    def words(self) -> str:
        """How it is named in a sentence."""
        return f"{self.principle}·{self.title}"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a rule of axe-core means. ``item`` is None for a rule that we do not know."""

    says: str
    fix: str
    item: Item | None = None


@cache
def meaning(rule: str) -> Meaning:
    """The meaning of a rule by axe's id; neutral words where it is none that we know."""
    words = table("audit")
    known = words["rules"].get(rule)
    if known is None:
        unknown = words["unknown"]
        return Meaning(unknown["says"].format(rule=rule), unknown["fix"])
    says, fix, item = known
    return Meaning(says, fix, Item(**words["items"][item]))


def is_fault(barrier: Barrier) -> bool:
    """Whether axe is sure of it, and it breaks a criterion of WCAG 2.1 A or AA; else it is advice."""
    return barrier.sure and not set(table("audit")["faults"]).isdisjoint(barrier.tags)
