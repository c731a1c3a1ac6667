"""The registry: who may bring rules, and what happens when two bring the same."""

from __future__ import annotations

import sys
import types
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from govsite_checks import registry
from govsite_checks.model import Finding, Rule, Snapshot, Verdict, rule


def make(rule_id: str) -> Rule:
    @rule(id=rule_id, title="题", clause="x/y", remediation="改。", examples=[])
    def judge(_: Snapshot) -> list[Finding]:
        """Say yes."""
        return [Finding(Verdict.OK, "好。")]

    return judge


def test_our_own_rules_enter_by_the_entry_point() -> None:
    ids = set(registry.gather(registry.installed()))
    assert {"footer-icp", "footer-site-code", "footer-party-gov-mark"} <= ids


def test_rules_are_sorted_by_id() -> None:
    rules = registry.gather([make("b-x"), make("a-x")])
    assert list(rules) == ["a-x", "b-x"]


def test_two_rules_of_one_id_are_an_error_that_names_both() -> None:
    first, second = make("a-x"), make("a-x")
    with pytest.raises(registry.RuleSetError, match="a-x") as caught:
        registry.gather([first, second])
    assert str(caught.value).count(first.origin) == 2
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("patterns", "chosen"),
    [
        ([], ["a-x", "a-y", "b-x"]),
        (["a-x"], ["a-x"]),
        (["a-*"], ["a-x", "a-y"]),
        (["*-X", "B-x"], ["a-x", "b-x"]),
        ([" b_x "], ["b-x"]),
    ],
)
def test_rules_are_chosen_by_id(patterns: list[str], chosen: list[str]) -> None:
    rules = registry.gather([make("b-x"), make("a-y"), make("a-x")])
    assert list(registry.choose(rules, patterns)) == chosen


@pytest.mark.parametrize("pattern", ["service_guide", "Service-Guide", "service_g*"])
def test_rules_are_chosen_by_family(pattern: str) -> None:
    rules = registry.gather(registry.installed())
    chosen = registry.choose(rules, [pattern])
    assert {rule.family for rule in chosen.values()} == {"service_guide"}
    assert len(chosen) == sum(rule.family == "service_guide" for rule in rules.values())


@pytest.mark.parametrize(
    ("pattern", "near"),
    [("footer-icq", "footer-icp"), ("fotter", "footer"), ("", "govsite rules"), ("\x1b[2J", "govsite rules")],
)
def test_a_choice_that_matches_nothing_names_what_comes_nearest(pattern: str, near: str) -> None:
    rules = registry.gather(registry.installed())
    with pytest.raises(registry.RuleSetError) as caught:
        registry.choose(rules, ["footer", pattern])
    assert repr(pattern) in str(caught.value)
    assert near in str(caught.value)
    assert str(caught.value).isprintable()


def test_the_same_rule_twice_is_one() -> None:
    one = make("a-x")
    assert registry.gather([one, one]) == {"a-x": one}


def load(monkeypatch: pytest.MonkeyPatch, thing: object) -> list[Rule]:
    module = types.ModuleType("guest_rules")
    module.thing = thing  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "guest_rules", module)
    point = EntryPoint("guest", "guest_rules:thing", registry.GROUP)
    monkeypatch.setattr(registry, "entry_points", lambda group: [point] if group == registry.GROUP else [])
    return list(registry.installed())


def test_an_entry_point_may_be_one_rule_or_several(monkeypatch: pytest.MonkeyPatch) -> None:
    one, two = make("a-x"), make("b-x")
    assert load(monkeypatch, one) == [one]
    assert load(monkeypatch, [one, two]) == [one, two]


@pytest.mark.parametrize("thing", ["text", 3, [3], object()])
def test_an_entry_point_that_is_something_else_is_named(
    monkeypatch: pytest.MonkeyPatch, thing: object
) -> None:
    with pytest.raises(registry.RuleSetError, match="guest = guest_rules:thing"):
        load(monkeypatch, thing)


def test_an_entry_point_that_cannot_be_loaded_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    point = EntryPoint("guest", "no_such_module_here", registry.GROUP)
    monkeypatch.setattr(registry, "entry_points", lambda group: [point])
    with pytest.raises(registry.RuleSetError, match=r"no_such_module_here.*无法载入"):
        registry.installed()


def test_a_package_brings_the_rules_of_all_its_modules_once(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = tmp_path / "guestpack"
    folder.mkdir()
    source = (
        "from govsite_checks.model import Finding, Verdict, rule\n"
        "@rule(id='guest-{0}', title='题', clause='x/y', remediation='改。', examples=[])\n"
        "def guest_{0}(snapshot):\n    'Yes.'\n    return [Finding(Verdict.OK, '好。')]\n"
    )
    (folder / "__init__.py").write_text("from guestpack.one import guest_one\n", encoding="utf-8")
    for name in ("one", "two"):
        (folder / f"{name}.py").write_text(source.format(name), encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    point = EntryPoint("guest", "guestpack", registry.GROUP)
    monkeypatch.setattr(registry, "entry_points", lambda group: [point])
    assert [r.id for r in registry.installed()] == ["guest-one", "guest-two"]
