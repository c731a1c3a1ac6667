"""Lay a profile's entries over the profile that it extends."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from govsite_checks.model import Effect, EffectKind

from .models import SCORED, ProfileEntry, RuleEntry
from .records import Profile


def lay(
    entry: ProfileEntry, under: Profile | None, places: Mapping[str, str]
) -> tuple[Profile, list[tuple[str, str]]]:
    """The profile, and what does not fit: pairs of a rule id and a message."""
    below = under or Profile(id="", title="")
    verified = below.verified if entry.verified is None else entry.verified
    effects, parameters = dict(below.effects), dict(below.parameters)
    misfits = []
    for rule_id, rule in (entry.rules or {}).items():
        if message := _misfit(rule, below.effect(rule_id)):
            misfits.append((rule_id, message))
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
    )
    return profile, misfits


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
