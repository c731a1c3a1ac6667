"""Lay a profile's entries over the profile that it extends."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from govsite_checks.model import Effect, EffectKind

from .models import SCORED, ProfileEntry, RuleEntry
from .records import Charge, Profile
from .scoring import Misfit, lay_scoring, misfit_of_charge, misfits


def lay(
    entry: ProfileEntry, under: Profile | None, places: Mapping[str, str]
) -> tuple[Profile, list[Misfit]]:
    """The profile, and what does not fit: pairs of a place in the file and a message."""
    below = under or Profile(id="", title="")
    verified = below.verified if entry.verified is None else entry.verified
    effects, parameters, charges = dict(below.effects), dict(below.parameters), dict(below.charges)
    scoring = lay_scoring(entry.scoring, below.scoring)
    faults = list(misfits(entry.scoring, scoring))
    if entry.effective_from and entry.effective_to and entry.effective_from > entry.effective_to:
        faults.append((("effective_to",), "早于 effective_from"))
    for rule_id, rule in (entry.rules or {}).items():
        charge = charges[rule_id] = _charge(rule, below.charge(rule_id))
        kind = rule.effect or below.effect(rule_id).kind
        message = _misfit(rule, below.effect(rule_id)) or misfit_of_charge(
            charge, kind in SCORED, rule.points, scoring
        )
        if message:
            faults.append((("rules", rule_id), message))
            continue
        if rule.effect is not None or rule_id in effects or rule.points is not None:
            effects[rule_id] = _effect(rule, below.effect(rule_id), stated=entry.verified)
        if rule.parameters:
            merged: Mapping[str, Any] = {**parameters.get(rule_id, {}), **rule.parameters}
            parameters[rule_id] = MappingProxyType(dict(merged))
    profile = Profile(
        id=entry.profile,
        title=entry.title,
        basis=tuple(below.basis if entry.basis is None else entry.basis),
        verified=verified,
        effects=MappingProxyType(effects),
        parameters=MappingProxyType(parameters),
        accept_unverified=below.accept_unverified
        if entry.accept_unverified is None
        else entry.accept_unverified,
        notes=below.notes if entry.notes is None else entry.notes,
        places=MappingProxyType({**below.places, **places}),
        scoring=scoring,
        charges=MappingProxyType({id: charge for id, charge in charges.items() if charge != Charge()}),
        effective_from=entry.effective_from or below.effective_from,
        effective_to=entry.effective_to or below.effective_to,
        applies_to=below.applies_to if entry.applies_to is None else tuple(entry.applies_to),
        budget=MappingProxyType({**below.budget, **(entry.budget or {})}),
    )
    return profile, faults


def _charge(rule: RuleEntry, below: Charge) -> Charge:
    """How a rule enters the score; one that no longer deducts enters under no indicator."""
    if rule.effect is not None and rule.effect not in SCORED and rule.indicator is None:
        return Charge()
    return Charge(
        below.indicator if rule.indicator is None else rule.indicator,
        below.per_finding if rule.per is None else rule.per == "finding",
        below.not_twice if rule.not_twice is None else rule.not_twice,
    )


def _misfit(rule: RuleEntry, below: Effect) -> str:
    kind = rule.effect or below.kind
    if rule.points is not None and kind not in SCORED:
        return "只有 deduct（扣分）和 bonus（加分）才写 points；请一并写 effect"
    return ""


def _effect(rule: RuleEntry, below: Effect, *, stated: bool | None) -> Effect:
    """The effect of a rule: what the entry says, and the rest from below.

    An effect or points that the entry states are its author's word: verified, unless the file says otherwise.
    """
    kind = EffectKind(rule.effect) if rule.effect is not None else below.kind
    points = rule.points if rule.points is not None else (below.points if kind is below.kind else None)
    says_something = rule.effect is not None or rule.points is not None
    verified = below.verified if not says_something else (True if stated is None else stated)
    return Effect(kind, points, verified if rule.verified is None else rule.verified)
