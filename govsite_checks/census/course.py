"""The course of one problem over the quarters: open since when, rectified when, back again (反弹). Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from govsite_checks.model import Verdict

from .quarter import Quarter


class State(StrEnum):
    """What has become of a problem by the last quarter that is known."""

    OPEN = "open"
    RELAPSED = "relapsed"  # open, and one of the kind was rectified before: 反弹
    RECTIFIED = "rectified"
    ENDED = (
        "ended"  # no more can be said: the demand does not apply any more, or is judged by another version
    )


@dataclass(frozen=True, slots=True)
class Sight:
    """What one rule said of one site in one quarter."""

    quarter: Quarter
    verdict: str
    version: int
    waived: bool = False


@dataclass(frozen=True, slots=True)
class Episode:
    """A problem from the quarter in which it was first seen.

    ``seen`` is the last quarter in which it was seen, ``until`` the one in which it was seen to be gone (``RECTIFIED``) or
    from which nothing more can be said (``ENDED``); None while it is open.
    """

    since: Quarter
    seen: Quarter
    version: int
    state: State = State.OPEN
    until: Quarter | None = None

    @property
    def is_open(self) -> bool:
        """Whether it is not known to be gone."""
        return self.state in {State.OPEN, State.RELAPSED}


def episodes(sights: Iterable[Sight]) -> tuple[Episode, ...]:
    """The problems that a rule found at a site, the earliest first.

    A quarter that is missing, was not seen, is for a person to decide, or in which the violation was tolerated says nothing:
    the problem neither goes nor comes. Only what one version of the rule said is set beside one another, so that a new
    version rectifies nothing and calls nothing a relapse.
    """
    found: list[Episode] = []
    rectified = 0  # the version under which the last one was seen to be gone
    for sight in sorted(sights, key=lambda sight: sight.quarter):
        current = found[-1] if found and found[-1].is_open else None
        if current is not None and sight.version != current.version:
            found[-1], current = replace(current, state=State.ENDED, until=sight.quarter), None
        if sight.verdict == Verdict.VIOLATION and not sight.waived:
            if current is not None:
                found[-1] = replace(current, seen=sight.quarter)
            else:
                state = State.RELAPSED if rectified == sight.version else State.OPEN
                found.append(Episode(sight.quarter, sight.quarter, sight.version, state))
        elif sight.verdict == Verdict.OK and current is not None:
            found[-1] = replace(current, state=State.RECTIFIED, until=sight.quarter)
            rectified = sight.version
        elif sight.verdict == Verdict.NOT_APPLICABLE:
            rectified = 0
            if current is not None:
                found[-1] = replace(current, state=State.ENDED, until=sight.quarter)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Course:
    """One problem and what became of it: the rule, the site as the inventory last had it, and the episode."""

    rule: str
    title: str
    site: str
    name: str
    unit: str
    episode: Episode
