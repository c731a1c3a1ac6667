"""What was found of one thing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """Whether it works. A limit costs some verdicts, which are then said to be unseen; a failure stops a run."""

    WORKS = "正常"
    LIMITS = "受限"
    FAILS = "不可用"


@dataclass(frozen=True, slots=True)
class Symptom:
    """One thing: what was found, what that means for a run, and the fix; the last two are empty where it works."""

    name: str
    state: State
    found: str
    means: str = ""
    fix: str = ""
