"""What was seen, and what a profile makes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Verdict(StrEnum):
    """What was seen. The order of the members is their gravity, the gravest first."""

    VIOLATION = "violation"
    NEEDS_REVIEW = "needs-review"
    NO_EVIDENCE = "no-evidence"
    OK = "ok"
    NOT_APPLICABLE = "not-applicable"


# The verdict of a judgement whose rule crashed: a fault of the tool, never one of the site.
TOOL_ERROR = "tool-error"

GRAVITY: Mapping[Verdict, int] = MappingProxyType({verdict: i for i, verdict in enumerate(Verdict)})


class EffectKind(StrEnum):
    """What a profile makes of a violation."""

    VETO = "veto"
    DEDUCT = "deduct"
    BONUS = "bonus"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class Effect:
    """The effect of a rule under a profile. ``points`` is None where the standard gives no figure that we know."""

    kind: EffectKind = EffectKind.NOTICE
    points: float | None = None
    verified: bool = True
