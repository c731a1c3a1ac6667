"""The shape of a profile file, as pydantic models."""

from __future__ import annotations

import re
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
MAX_RULES = 2000


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


def _short_form(value: Any) -> Any:
    """``footer-icp: deduct`` is short for ``footer-icp: {effect: deduct}``."""
    return {"effect": value} if isinstance(value, str) else value


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


class ProfileEntry(_Strict):
    """A profile file."""

    profile: Annotated[str, AfterValidator(_slug)]
    title: Annotated[str, Field(min_length=1, max_length=200), AfterValidator(_text)]
    extends: Annotated[str, Field(min_length=1, max_length=500)] | None = None
    basis: list[str] | None = None
    verified: bool | None = None
    accept_unverified: bool | None = None
    notes: Annotated[str, Field(max_length=2000), AfterValidator(_text)] | None = None
    rules: (
        Annotated[
            dict[RuleId, Annotated[RuleEntry, BeforeValidator(_short_form)]], Field(max_length=MAX_RULES)
        ]
        | None
    ) = None
