"""What a census states of one quarter: the words that the notice, its annexes and the report speak."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from .course import Course
    from .figure import Figure
    from .quarter import Quarter
    from .results import QuarterResults

CLOSED_ALIVE: Final = "closed-alive"
CLOSED_OVERDUE: Final = "closed-overdue"
MERGED_RESIDUE: Final = "merged-residue"
GUIDE_ELEMENTS: Final = "guide-elements"
SURVEY_UNUSED: Final = "survey-unused"
MARKS_MISSING: Final = "marks-missing"
VETO: Final = "veto"
BELOW_LINE: Final = "below-pass"
# What a notice may say of a single site, in the order in which it says it.
PROBLEM_KINDS: Final = (
    VETO,
    BELOW_LINE,
    MARKS_MISSING,
    CLOSED_ALIVE,
    CLOSED_OVERDUE,
    MERGED_RESIDUE,
    GUIDE_ELEMENTS,
    SURVEY_UNUSED,
)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that a notice may say of one site, and what it rests on: always a violation, never a doubt.

    ``kind`` is one of ``PROBLEM_KINDS``; ``site`` the id, ``name`` and ``unit`` as the inventory has them. ``details``
    are what completes the sentence: the missing elements or marks, the columns, the months gone by since the approval, the
    titles of the vetoes, the score; of residue first the name of the parent site (empty where unknown), then the marks.
    ``rule`` is the rule that found it, ``url`` the page where it was seen.
    """

    kind: str
    site: str
    name: str
    unit: str
    details: tuple[str, ...] = ()
    rule: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Streak:
    """A unit whose sites all passed, for so many quarters in a row up to this one. A quarter that is missing ends it."""

    unit: str
    quarters: int


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit's row of figures, by figure id. ``kind`` is ``district``, ``department`` or ``other``."""

    unit: str
    kind: str
    figures: Mapping[str, Figure] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Census:
    """All that can be said of a quarter from its run and from the quarters before it.

    ``figures`` are by id, in the order in which they are printed. ``units`` and the lists of units are in inventory order.
    ``one_site_units`` are the departments, ``one_site_districts`` the districts with one site left in operation
    (一部门一网, 一区一网), ``unfinished_units`` the departments and districts with more than one. ``courses`` are the
    problems of this quarter and of the one before: since when they are open, which are rectified, which are back (反弹).
    """

    quarter: Quarter
    results: QuarterResults
    figures: Mapping[str, Figure]
    problems: tuple[Problem, ...] = ()
    units: tuple[UnitRow, ...] = ()
    streaks: tuple[Streak, ...] = ()
    one_site_units: tuple[str, ...] = ()
    one_site_districts: tuple[str, ...] = ()
    unfinished_units: tuple[str, ...] = ()
    courses: tuple[Course, ...] = ()

    def problems_of(self, kind: str) -> tuple[Problem, ...]:
        """The problems of a kind, in inventory order."""
        return tuple(problem for problem in self.problems if problem.kind == kind)
