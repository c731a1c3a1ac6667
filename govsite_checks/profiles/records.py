"""What a profile is once it has been read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from govsite_checks.model import Effect
from govsite_checks.yamlfile import FileError

_NONE: Mapping[str, Any] = MappingProxyType({})


class ProfileError(FileError):
    """A profile cannot be used. ``str()`` gives one line per fault."""


@dataclass(frozen=True, slots=True)
class Group:
    """Indicators that belong together; ``points`` is what they sum up to, None where the figure is not known."""

    id: str
    title: str
    points: Decimal | None = None
    verified: bool = True


@dataclass(frozen=True, slots=True)
class Indicator:
    """One line of a scoring table: what its deductions together are capped at, None where the figure is not known.

    ``clause`` is the id of a clause, ``bonus`` True for a line of the bonus table.
    """

    id: str
    title: str
    group: str = ""
    points: Decimal | None = None
    verified: bool = True
    clause: str = ""
    bonus: bool = False


@dataclass(frozen=True, slots=True)
class Charge:
    """How a rule's violation enters the score: under which indicator, once or for each finding.

    ``not_twice`` keeps a finding from counting where an earlier rule of that kind has charged the same address: a blank
    or stale column is deducted once (国办秘函〔2019〕19号).
    """

    indicator: str = ""
    per_finding: bool = False
    not_twice: bool = False


@dataclass(frozen=True, slots=True)
class Scoring:
    """The frame of a score: full marks, the pass line (reached is passed), the bonus round.

    A site enters the bonus round with more than ``bonus_above`` points; ``bonus_for`` are the kinds of sites that may,
    ``bonus_most`` what can be earned. A site without outward services skips the group ``services_group`` and is scored
    out of the rest, scaled up to ``full``.
    """

    full: Decimal = Decimal(100)
    pass_line: Decimal = Decimal(60)
    bonus_above: Decimal | None = None
    bonus_most: Decimal = Decimal(0)
    bonus_for: tuple[str, ...] = ()
    services_group: str = ""
    verified: bool = True
    groups: tuple[Group, ...] = ()
    indicators: tuple[Indicator, ...] = ()

    def indicator(self, id: str) -> Indicator | None:
        """The indicator of an id."""
        return next((indicator for indicator in self.indicators if indicator.id == id), None)


@dataclass(frozen=True, slots=True)
class Profile:
    """A standard: the effect and the parameters of every rule that it names.

    ``basis`` are ids of clauses or documents. ``verified`` is False where the standard's own text was not seen;
    each effect carries its own mark. ``accept_unverified`` is the office's word that unverified effects count.
    ``places`` says for each rule where the file names it, for messages. ``scoring`` is None for a standard that gives no
    score; ``charges`` say how a rule's violation enters it. ``effective_from`` and ``effective_to`` are the first and
    last day on which the standard held, ``applies_to`` the kinds of sites that it judges (all where empty), ``budget``
    the sample sizes of the planner.
    """

    id: str
    title: str
    basis: tuple[str, ...] = ()
    verified: bool = True
    default: Effect = field(default_factory=Effect)
    effects: Mapping[str, Effect] = field(default_factory=lambda: _NONE)
    parameters: Mapping[str, Mapping[str, Any]] = field(default_factory=lambda: _NONE)
    accept_unverified: bool = False
    notes: str = ""
    places: Mapping[str, str] = field(default_factory=lambda: _NONE)
    scoring: Scoring | None = None
    charges: Mapping[str, Charge] = field(default_factory=lambda: _NONE)
    effective_from: date | None = None
    effective_to: date | None = None
    applies_to: tuple[str, ...] = ()
    budget: Mapping[str, int] = field(default_factory=lambda: _NONE)

    def charge(self, rule_id: str) -> Charge:
        """How a violation of a rule enters the score; under no indicator where the profile does not say."""
        return self.charges.get(rule_id, Charge())

    def effect(self, rule_id: str) -> Effect:
        """What a violation of a rule means; a notice where the profile does not name the rule."""
        return self.effects.get(rule_id, self.default)

    def parameters_of(self, rule_id: str) -> Mapping[str, Any]:
        """The keyword parameters that the profile sets for a rule."""
        parameters: Mapping[str, Any] = self.parameters.get(rule_id, _NONE)
        return parameters
