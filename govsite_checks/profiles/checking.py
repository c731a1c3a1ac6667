"""Whether a profile fits the installed rules: every rule there, every parameter known and of the right type."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from typing import Any

from govsite_checks.model import Rule, printable

from .records import Profile

# A window below 0 accuses every site; one of more days than this leaves the calendar.
MOST = 36_600


def check(profile: Profile, rules: Mapping[str, Rule]) -> tuple[str, ...]:
    """The faults, one Chinese line each; empty where the profile fits."""
    named = dict.fromkeys([*profile.effects, *profile.parameters, *profile.places])
    return tuple(fault for id in named for fault in _faults(profile, id, rules))


def _faults(profile: Profile, id: str, rules: Mapping[str, Rule]) -> Iterator[str]:
    where = f"{profile.places[id]} rules.{id}" if id in profile.places else f"标准 {profile.id} 的 {id}"
    if id not in rules:
        hint = _near(id, rules) or "请安装提供它的扩展，或从标准中删去"
        yield f"{where}：没有安装这条规则；{hint}"
        return
    known = rules[id].parameters
    for name, value in profile.parameters_of(id).items():
        if name not in known:
            yield f"{where}.parameters.{printable(name, 60)}：规则没有这个参数；{_known(name, known)}"
        elif not _fits(value, known[name]):
            yield f"{where}.parameters.{name}：应为{_kind(known[name])}，现为 {printable(str(value), 60)}"
        elif not _within(value):
            yield f"{where}.parameters.{name}：应在 0 至 {MOST} 之间，现为 {printable(str(value), 60)}"


def _near(word: str, known: Mapping[str, Any]) -> str:
    near = difflib.get_close_matches(word[:64], list(known), n=1)
    return f"是否为 {near[0]}？" if near else ""


def _known(name: str, known: Mapping[str, Any]) -> str:
    if not known:
        return "它没有可设的参数"
    return _near(name, known) or f"可设的参数：{'、'.join(known)}"


def _fits(value: Any, default: Any) -> bool:
    """Whether a value is of the type of the rule's default. A whole number fits a decimal one; None fits all."""
    if default is None:
        return True
    if isinstance(default, bool) or isinstance(value, bool):
        return isinstance(default, bool) and isinstance(value, bool)
    if isinstance(default, float):
        return isinstance(value, int | float)
    if isinstance(default, list | tuple | set | frozenset):
        first = next(iter(default), None)
        return isinstance(value, tuple) and all(_fits(item, first) for item in value)
    return isinstance(value, type(default))


def _within(value: Any) -> bool:
    """Whether a number is a window, a count or a share that can be meant."""
    return isinstance(value, bool) or not isinstance(value, int | float) or 0 <= value <= MOST


def _kind(default: Any) -> str:
    if isinstance(default, bool):
        return "真假值（true 或 false）"
    if isinstance(default, int):
        return "整数"
    if isinstance(default, float):
        return "数字"
    if isinstance(default, str):
        return "文字"
    return "列表"
