"""Which rules there are: those of installed packages (ours enter by the same door) and those a caller adds."""

from __future__ import annotations

import difflib
import importlib
import pkgutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from importlib.metadata import EntryPoint, entry_points
from types import ModuleType

from govsite_checks.model import Rule

GROUP = "govsite_checks.rules"


class RuleSetError(Exception):
    """The set of rules cannot be used; the message is one line of Chinese that names the culprit."""


def installed() -> tuple[Rule, ...]:
    """The rules of every installed package that has an entry point in ``govsite_checks.rules``.

    An entry point names a package (all rules in its modules), a module, one rule, or an iterable of rules.

    Raises:
        RuleSetError: an entry point cannot be loaded or holds something else.
    """
    points = sorted(entry_points(group=GROUP), key=lambda point: (point.name, point.value))
    return tuple(rule for point in points for rule in _rules_of(point))


def _rules_of(point: EntryPoint) -> Iterator[Rule]:
    try:
        loaded = point.load()
        yield from _rules_in(loaded)
    except RuleSetError as error:
        raise RuleSetError(f"规则入口 {point.name} = {point.value}：{error}") from error
    except Exception as error:
        raise RuleSetError(
            f"规则入口 {point.name} = {point.value} 无法载入：{type(error).__name__}: {error}；请检查或卸载该软件包"
        ) from error


def _rules_in(thing: object) -> Iterator[Rule]:
    if isinstance(thing, Rule):
        yield thing
    elif isinstance(thing, ModuleType):
        yield from _rules_in_module(thing)
    elif isinstance(thing, Iterable) and not isinstance(thing, str | bytes):
        for item in thing:
            if not isinstance(item, Rule):
                raise RuleSetError(f"应为规则（用 govsite_checks.rule 声明），实为 {type(item).__name__}")
            yield item
    else:
        raise RuleSetError(f"应为模块或规则，实为 {type(thing).__name__}")


def _rules_in_module(module: ModuleType) -> Iterator[Rule]:
    """The rules defined in a module and, where it is a package, in all modules below it."""
    names = [module.__name__]
    if hasattr(module, "__path__"):
        names += sorted(info.name for info in pkgutil.walk_packages(module.__path__, f"{module.__name__}."))
    for name in names:
        for value in vars(importlib.import_module(name)).values():
            # A rule that is merely imported by another module is counted where it was made.
            if isinstance(value, Rule) and value.function.__module__ == name:
                yield value


def gather(rules: Iterable[Rule]) -> Mapping[str, Rule]:
    """The rules by id, sorted by id.

    Raises:
        RuleSetError: two rules have one id; both are named.
    """
    by_id: dict[str, Rule] = {}
    for rule in rules:
        other = by_id.setdefault(rule.id, rule)
        if other is not rule:
            raise RuleSetError(
                f"规则编号 {rule.id} 重复：{other.origin} 与 {rule.origin} 都使用了它，请将其中一条改名"
            )
    return dict(sorted(by_id.items()))


def choose(rules: Mapping[str, Rule], patterns: Sequence[str]) -> Mapping[str, Rule]:
    """The rules whose id or family matches one of the glob patterns; without a pattern, all of them.

    Upper and lower case, ``_`` and ``-`` are the same.

    Raises:
        RuleSetError: a pattern matches nothing; the names that come nearest are said.
    """
    if not patterns:
        return rules
    names = {id: {id, _folded(rule.family)} for id, rule in rules.items()}
    wanted: set[str] = set()
    for pattern in patterns:
        found = {id for id, own in names.items() if any(fnmatchcase(name, _folded(pattern)) for name in own)}
        if not found:
            raise RuleSetError(_no_such(pattern, sorted(set().union(*names.values()) - {""})))
        wanted |= found
    return {id: rule for id, rule in rules.items() if id in wanted}


def _folded(text: str) -> str:
    return text.strip().casefold().replace("_", "-")


def _no_such(pattern: str, names: Sequence[str]) -> str:
    near = difflib.get_close_matches(_folded(pattern)[:100], names, n=3)
    hint = f"是否为 {'、'.join(near)}？" if near else f"如 {'、'.join(names[:3])}；"
    return f"--govsite-rules {pattern[:100]!r} 没有匹配任何规则的编号或类别：{hint}全部规则见 govsite rules"
