"""The shape of a profile file, as pydantic models."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from govsite_checks.model import EffectKind, printable
from govsite_checks.yamlfile import refuse, suggestion

EFFECTS = {
    EffectKind.VETO.value: "单项否决",
    EffectKind.DEDUCT.value: "扣分",
    EffectKind.BONUS.value: "加分",
    EffectKind.NOTICE.value: "提示",
}
SCORED = frozenset({EffectKind.DEDUCT.value, EffectKind.BONUS.value})
SITE_KINDS = {"portal": "政府门户网站", "department": "部门网站"}
MAX_RULES = 2000
MAX_INDICATORS = 200


def _slug(value: str) -> str:
    if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", value) or len(value) > 64:
        raise refuse(f"“{printable(value, 60)}”不能用作标准编号；应为小写字母、数字和连字符，如 beijing-2018")
    return value


def _text(value: str) -> str:
    """Titles and notes end in reports and terminals."""
    return printable(value, len(value))


def _rule_id(value: str) -> str:
    if not re.fullmatch(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)+", value):
        raise refuse(f"“{printable(value, 60)}”不是规则编号；应形如 footer-icp")
    return value


def _effect(value: str) -> str:
    if value in EFFECTS:
        return value
    listed = "、".join(f"{word}（{meaning}）" for word, meaning in EFFECTS.items())
    raise refuse(f"“{printable(value, 60)}”不在可选范围内；{suggestion(value, EFFECTS)}可选：{listed}")


def _parameter(value: Any) -> Any:
    """A scalar, or a flat list of scalars as a tuple."""
    if isinstance(value, list):
        if any(isinstance(item, list | dict) or item is None for item in value):
            raise refuse("参数只能是文字、数字、真假值，或由它们组成的列表")
        return tuple(value)
    if isinstance(value, dict):
        raise refuse("参数只能是文字、数字、真假值，或由它们组成的列表")
    return value


def _day(value: Any) -> date:
    """A day as ``2019-04-01``: text, for dates are kept as they are written."""
    try:
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", str(value)):
            raise ValueError(value)
        return date.fromisoformat(str(value))
    except ValueError:
        raise refuse(f"“{printable(str(value), 40)}”不是日期；应形如 2019-04-01") from None


def _site_kind(value: str) -> str:
    if value not in SITE_KINDS:
        listed = "、".join(f"{word}（{meaning}）" for word, meaning in SITE_KINDS.items())
        raise refuse(f"“{printable(value, 40)}”不在可选范围内；{suggestion(value, SITE_KINDS)}可选：{listed}")
    return value


def _per(value: str) -> str:
    if value not in {"rule", "finding"}:
        raise refuse("应为 rule（每条规则扣一次）或 finding（每处问题扣一次）")
    return value


def _short_form(value: Any) -> Any:
    """``footer-icp: deduct`` is short for ``footer-icp: {effect: deduct}``."""
    return {"effect": value} if isinstance(value, str) else value


Day = Annotated[date, BeforeValidator(_day)]
Title = Annotated[str, Field(min_length=1, max_length=200), AfterValidator(_text)]
Slug = Annotated[str, AfterValidator(_slug)]
SiteKinds = Annotated[list[Annotated[str, AfterValidator(_site_kind)]], Field(max_length=10)]
RuleId = Annotated[str, AfterValidator(_rule_id)]
Points = Annotated[float, Field(ge=0, le=100, allow_inf_nan=False)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class RuleEntry(_Strict):
    """What the profile makes of one rule. What is not written is inherited from the profile it extends."""

    effect: Annotated[str, AfterValidator(_effect)] | None = None
    points: Points | None = None
    verified: bool | None = None
    parameters: dict[str, Annotated[Any, AfterValidator(_parameter)]] | None = None
    indicator: Slug | None = None
    per: Annotated[str, AfterValidator(_per)] | None = None
    not_twice: bool | None = None


class GroupEntry(_Strict):
    """Indicators that belong together."""

    id: Slug
    title: Title
    points: Points | None = None
    verified: bool = True


class IndicatorEntry(_Strict):
    """One line of the scoring table."""

    id: Slug
    title: Title
    group: Slug | None = None
    points: Points | None = None
    verified: bool = True
    clause: Annotated[str, Field(max_length=200)] | None = None
    bonus: bool = False


class ScoringEntry(_Strict):
    """The frame of the score. What is not written is inherited."""

    full: Points | None = None
    pass_line: Points | None = None
    bonus_above: Points | None = None
    bonus_most: Points | None = None
    bonus_for: SiteKinds | None = None
    services_group: Slug | None = None
    verified: bool | None = None
    groups: Annotated[list[GroupEntry], Field(max_length=MAX_INDICATORS)] | None = None
    indicators: Annotated[list[IndicatorEntry], Field(max_length=MAX_INDICATORS)] | None = None


class ProfileEntry(_Strict):
    """A profile file."""

    profile: Annotated[str, AfterValidator(_slug)]
    title: Annotated[str, Field(min_length=1, max_length=200), AfterValidator(_text)]
    extends: Annotated[str, Field(min_length=1, max_length=500)] | None = None
    basis: list[str] | None = None
    verified: bool | None = None
    accept_unverified: bool | None = None
    notes: Annotated[str, Field(max_length=2000), AfterValidator(_text)] | None = None
    effective_from: Day | None = None
    effective_to: Day | None = None
    applies_to: SiteKinds | None = None
    budget: dict[str, Annotated[int, Field(ge=0, le=1_000)]] | None = None
    scoring: ScoringEntry | None = None
    rules: (
        Annotated[
            dict[RuleId, Annotated[RuleEntry, BeforeValidator(_short_form)]], Field(max_length=MAX_RULES)
        ]
        | None
    ) = None
