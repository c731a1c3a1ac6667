from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from govsite_checks import registry, standards
from govsite_checks.collect.plan import Budget
from govsite_checks.model import Effect, EffectKind, Example, Finding, Rule, Snapshot, rule
from govsite_checks.profiles import DEFAULT, Charge, Profile, ProfileError, check, load, names

FOOTER = {
    "footer-party-gov-mark",
    "footer-site-code",
    "footer-site-code-matches-inventory",
    "footer-icp",
    "footer-police-filing",
    "footer-jiucuo",
    "footer-jiucuo-code",
    "footer-sponsor",
    "footer-contact",
    "footer-sitemap",
}
DEDUCT = Effect(EffectKind.DEDUCT)


def written(folder: Path, text: str, name: str = "mine.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def overlay(folder: Path, lines: str, base: str = "guideline-2017") -> Profile:
    text = f"profile: mine\ntitle: 本单位标准\nextends: {base}\n{lines}"
    return load(str(written(folder, text)))


def faults(folder: Path, text: str) -> list[str]:
    path = written(folder, text)
    with pytest.raises(ProfileError) as caught:
        load(str(path))
    return [line.removeprefix(f"{path}:") for line in str(caught.value).splitlines()]


def test_the_four_names_and_the_default() -> None:
    assert names() == ("beijing-2018", "census-2015", "guideline-2017", "index-2019")
    assert DEFAULT == "guideline-2017"
    assert load("").id == DEFAULT


@pytest.mark.parametrize("name", names())
def test_laws_of_the_built_in_profiles(name: str) -> None:
    profile = load(name)
    known = standards.load()
    assert profile.id == name
    assert profile.title
    assert profile.basis
    assert all(id in known.clauses or id in known.documents for id in profile.basis)
    assert not check(profile, registry.gather(registry.installed()))
    assert profile.default == Effect(EffectKind.NOTICE)
    assert not profile.accept_unverified
    Budget.of(profile.budget)
    if profile.scoring is not None:
        assert all(
            indicator.clause in known.clauses for indicator in profile.scoring.indicators if indicator.clause
        )


def test_the_guideline_deducts_for_every_footer_rule_and_gives_no_points() -> None:
    profile = load("guideline-2017")
    assert {id for id in profile.effects if id.startswith("footer-")} == FOOTER
    assert set(profile.effects.values()) == {DEDUCT}
    assert profile.scoring is None


VETOES_OF_2015 = {
    "home-available",
    "home-updated",
    "columns-updated",
    "columns-maintained",
    "blank-columns-few",
    "wording-correct",
    "messages-answered",
}


def vetoes(profile: Profile) -> set[str]:
    return {id for id, effect in profile.effects.items() if effect.kind is EffectKind.VETO}


def test_the_census_table_says_nothing_of_footers_and_its_points_are_not_verified() -> None:
    profile = load("census-2015")
    assert vetoes(profile) == VETOES_OF_2015
    assert all(profile.effect(id).verified for id in VETOES_OF_2015)
    assert profile.effect("footer-icp") == Effect(EffectKind.NOTICE)
    assert profile.scoring is not None
    points = [indicator.points for indicator in profile.scoring.indicators]
    assert points == [Decimal(n) for n in (10, 10, 5, 25, 20, 5, 5, 10, 5, 5)]
    assert not any(indicator.verified for indicator in profile.scoring.indicators)
    assert not any(e.verified for e in profile.effects.values() if e.kind is EffectKind.DEDUCT)


def test_the_index_of_2019_has_its_frame_and_no_points() -> None:
    profile = load("index-2019")
    new = {
        "consultation-channel-present",
        "services-offered",
        "guides-substantial",
        "external-links-trustworthy",
    }
    assert vetoes(profile) == VETOES_OF_2015 | new
    assert {id for id in vetoes(profile) if not profile.effect(id).verified} == {"guides-substantial"}
    assert all(effect.points is None for effect in profile.effects.values())
    assert {id for id in profile.effects if id.startswith("footer-")} == FOOTER
    frame = profile.scoring
    assert frame is not None
    assert (frame.full, frame.pass_line, frame.bonus_above, frame.bonus_most) == (100, 60, 80, 30)
    assert [(group.id, group.points) for group in frame.groups if group.points] == [("services", 25)]
    assert all(indicator.points is None for indicator in frame.indicators)
    assert {charge.indicator for charge in profile.charges.values()} <= {i.id for i in frame.indicators}
    assert profile.parameters_of("columns-updated") == {"first_level_only": True}


def test_beijing_counts_marks_and_judges_by_the_census_table() -> None:
    profile = load("beijing-2018")
    assert vetoes(profile) == VETOES_OF_2015
    assert profile.scoring == load("census-2015").scoring
    marks = ("footer-party-gov-mark", "footer-site-code", "footer-icp", "footer-police-filing")
    assert {profile.effects[id].kind for id in marks} == {EffectKind.NOTICE}


def test_a_rule_that_is_not_named_is_a_notice() -> None:
    assert load("guideline-2017").effect("a-rule-of-others") == Effect(EffectKind.NOTICE)
    assert dict(load("guideline-2017").parameters_of("a-rule-of-others")) == {}


def test_an_overlay_changes_what_it_names_and_keeps_the_rest(tmp_path: Path) -> None:
    profile = overlay(
        tmp_path,
        "accept_unverified: true\nrules:\n  footer-icp: notice\n  footer-contact: {points: 3}\n"
        "  footer-sitemap: {parameters: {n: 3, words: [a, b]}}\n  new-rule: {effect: veto, verified: false}\n",
    )
    assert (profile.id, profile.title, profile.accept_unverified) == ("mine", "本单位标准", True)
    assert profile.basis == load("guideline-2017").basis
    assert profile.effect("footer-icp") == Effect(EffectKind.NOTICE)
    assert profile.effect("footer-contact") == Effect(EffectKind.DEDUCT, 3.0)
    assert profile.effect("footer-sitemap") == DEDUCT
    assert dict(profile.parameters_of("footer-sitemap")) == {"n": 3, "words": ("a", "b")}
    assert profile.effect("new-rule") == Effect(EffectKind.VETO, None, False)
    assert profile.effect("footer-site-code") == DEDUCT


def test_what_an_office_states_is_verified_and_what_it_inherits_is_not(tmp_path: Path) -> None:
    profile = overlay(
        tmp_path,
        "rules:\n  footer-icp: {points: 2}\n  footer-contact: {parameters: {n: 1}}",
        base="index-2019",
    )
    assert profile.effect("footer-icp") == Effect(EffectKind.DEDUCT, 2.0, True)
    assert profile.effect("footer-contact") == Effect(EffectKind.DEDUCT, None, False)
    assert not profile.verified


def test_overlays_over_overlays(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    written(
        tmp_path,
        "profile: city\ntitle: 市\nextends: index-2019\naccept_unverified: true\n"
        "rules: {footer-icp: {points: 2, parameters: {a: 1, b: 1}}}",
        "city.yaml",
    )
    written(
        tmp_path / "sub",
        "profile: district\ntitle: 区\nextends: ../city.yaml\nrules: {footer-icp: {parameters: {b: 2}}}",
        "district.yml",
    )
    profile = load("sub/district.yml", base=tmp_path)
    assert profile.effect("footer-icp") == Effect(EffectKind.DEDUCT, 2.0, True)
    assert dict(profile.parameters_of("footer-icp")) == {"a": 1, "b": 2}
    assert profile.accept_unverified


def test_a_change_of_effect_drops_the_points_below(tmp_path: Path) -> None:
    written(tmp_path, "profile: a\ntitle: 甲\nrules: {footer-icp: {effect: deduct, points: 2}}", "a.yaml")
    assert overlay(tmp_path, "rules: {footer-icp: veto}", base="a.yaml").effect("footer-icp") == Effect(
        EffectKind.VETO
    )


def test_an_office_may_withdraw_its_word(tmp_path: Path) -> None:
    written(tmp_path, "profile: a\ntitle: 甲\naccept_unverified: true", "a.yaml")
    assert overlay(tmp_path, "", base="a.yaml").accept_unverified
    assert not overlay(tmp_path, "accept_unverified: false", base="a.yaml").accept_unverified


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("titel: x", "3:1 titel：未知的键；是否为 title？"),
        (
            "basis: [guideline-2017/foter]",
            "3:9 basis[0]：没有编号为“guideline-2017/foter”的文件或条款；是否为 guideline-2017/footer？",
        ),
        (
            "rules: {footer-icp: deducts}",
            "3:21 rules.footer-icp.effect：“deducts”不在可选范围内；是否为 deduct？",
        ),
        ("rules: {footer-icp: {point: 3}}", "rules.footer-icp.point：未知的键；是否为 points？"),
        ("rules: {Footer: veto}", "3:9 rules.Footer：“Footer”不是规则编号"),
        (
            "rules: {footer-icp: {effect: veto, points: 3}}",
            "rules.footer-icp.points：只有 deduct（扣分）和 bonus（加分）才写 points",
        ),
        (
            "rules: {footer-icp: {points: 3}}",
            "rules.footer-icp：只有 deduct（扣分）和 bonus（加分）才写 points；请一并写 effect",
        ),
        ("rules: {footer-icp: {effect: deduct, points: -1}}", "points：不得小于 0"),
        ("rules: {footer-icp: {effect: deduct, points: 101}}", "points：不得大于 100"),
        ("rules: {footer-icp: {effect: deduct, points: .nan}}", "points："),
        ("rules: {footer-icp: {effect: deduct, points: '3'}}", "points：应为数字，不加引号"),
        ("rules: {footer-icp: 3}", "rules.footer-icp：应为键值对"),
        ("rules: {footer-icp: {parameters: {a: {b: c}}}}", "parameters.a：参数只能是"),
        ("rules: {footer-icp: {parameters: {a: [[1]]}}}", "parameters.a：参数只能是"),
        ("rules: [footer-icp]", "rules：应为键值对"),
        ("accept_unverified: 是", "accept_unverified：应为 true 或 false"),
        ("extends: guidelin-2017", "3:10 extends：没有名为“guidelin-2017”的标准；是否为 guideline-2017？"),
        ("extends: none.yaml", "3:10 extends：没有这个文件"),
        ("extends: mine.yaml", "3:10 extends：extends 绕回了自己"),
    ],
)
def test_faults_of_a_file(tmp_path: Path, line: str, says: str) -> None:
    found = faults(tmp_path, f"profile: mine\ntitle: 甲\n{line}")
    assert len(found) == 1
    assert says in found[0]


def test_all_faults_at_once(tmp_path: Path) -> None:
    found = faults(
        tmp_path,
        "profile: Mine\nrules: {footer-icp: deducts, footer-x: {effect: bonus, points: x}}\na: 1\na: 2",
    )
    assert [line.split("：")[0] for line in found] == [
        "1:1 title",
        "1:10 profile",
        "2:21 rules.footer-icp.effect",
        "2:64 rules.footer-x.points",
        "3:1 a",
        "4:1",
    ]


def test_a_file_may_not_take_a_built_in_name(tmp_path: Path) -> None:
    assert "与内置标准同名" in faults(tmp_path, "profile: guideline-2017\ntitle: 甲")[0]


def test_a_fault_below_is_reported_where_it_is(tmp_path: Path) -> None:
    written(tmp_path, "profile: a\ntitle: 甲\ntitel: 乙", "a.yaml")
    with pytest.raises(ProfileError, match=r"a\.yaml:3:1 titel：未知的键"):
        overlay(tmp_path, "", base="a.yaml")


def test_a_long_chain_ends(tmp_path: Path) -> None:
    for i in range(12):
        written(tmp_path, f"profile: p{i}\ntitle: 甲\nextends: p{i + 1}.yaml", f"p{i}.yaml")
    with pytest.raises(ProfileError, match="超过 8 层"):
        load("p0.yaml", base=tmp_path)


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("guidelin-2017", "标准：没有名为“guidelin-2017”的标准；是否为 guideline-2017？可用：beijing-2018、"),
        ("x.yaml", "没有这个文件"),
        ("a\0b.yaml", "不是可用的路径"),
        ("~nobody-of-that-name/x.yaml", "不是可用的路径"),
    ],
)
def test_a_name_that_leads_nowhere(tmp_path: Path, name: str, says: str) -> None:
    with pytest.raises(ProfileError) as caught:
        load(name, base=tmp_path)
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.text(max_size=60)
    | st.dictionaries(
        st.sampled_from(["profile", "title", "extends", "basis", "rules", "x"]),
        st.recursive(
            st.none()
            | st.booleans()
            | st.integers()
            | st.floats()
            | st.sampled_from(["a", "deduct", "guideline-2017"]),
            lambda inner: (
                st.lists(inner, max_size=2)
                | st.dictionaries(
                    st.sampled_from(["footer-icp", "effect", "points", "parameters"]), inner, max_size=3
                )
            ),
            max_leaves=6,
        ),
    )
)
def test_any_content_gives_a_profile_or_faults_in_our_words(tmp_path: Path, content: Any) -> None:
    import yaml

    path = written(tmp_path, content if isinstance(content, str) else yaml.safe_dump(content))
    assert not any("值不合规（" in line for line in outcome(path))


def outcome(path: Path) -> list[str]:
    try:
        load(str(path))
    except ProfileError as error:
        return str(error).splitlines()
    return []


@rule(
    id="sample-rule",
    title="示例",
    clause="guideline-2017/footer",
    remediation="改正。",
    examples=[Example.ok("")],
)
def sample_rule(
    snapshot: Snapshot,
    *,
    days: int = 14,
    share: float = 0.5,
    strict: bool = True,
    word: str = "a",
    words: tuple[str, ...] = ("a",),
    limit: int | None = None,
) -> Iterable[Finding]:
    return ()


INSTALLED: dict[str, Rule] = {"sample-rule": sample_rule}


def checked(folder: Path, parameters: str) -> tuple[str, ...]:
    text = (
        f"profile: mine\ntitle: 甲\nrules:\n  sample-rule: {{effect: deduct, parameters: {{{parameters}}}}}"
    )
    return check(load(str(written(folder, text))), INSTALLED)


@pytest.mark.parametrize(
    "parameters",
    [
        "days: 7",
        "share: 1",
        "share: 0.2",
        "days: 0",
        "days: 36600",
        "strict: false",
        "word: b",
        "words: [b, c]",
        "words: []",
        "limit: 3",
        "limit: x",
    ],
)
def test_parameters_that_fit(tmp_path: Path, parameters: str) -> None:
    assert checked(tmp_path, parameters) == ()


@pytest.mark.parametrize(
    ("parameters", "says"),
    [
        ("dayz: 7", "parameters.dayz：规则没有这个参数；是否为 days？"),
        ("qqq: 7", "可设的参数：days、share、strict、word、words、limit"),
        ("days: 7.5", "parameters.days：应为整数，现为 7.5"),
        ("days: true", "应为整数，现为 True"),
        ("days: -1", "parameters.days：应在 0 至 36600 之间，现为 -1"),
        ("days: 36601", "应在 0 至 36600 之间"),
        ("share: -0.5", "应在 0 至 36600 之间"),
        ("share: .nan", "应在 0 至 36600 之间"),
        ("days: '7'", "应为整数"),
        ("share: x", "应为数字"),
        ("strict: 1", "应为真假值"),
        ("word: 1", "应为文字"),
        ("words: a", "应为列表"),
        ("words: [1]", "应为列表"),
    ],
)
def test_parameters_that_do_not_fit(tmp_path: Path, parameters: str, says: str) -> None:
    found = checked(tmp_path, parameters)
    assert len(found) == 1
    assert says in found[0]
    assert found[0].startswith(f"{tmp_path / 'mine.yaml'}:4:3 rules.sample-rule")


def test_a_rule_that_is_not_installed_is_named(tmp_path: Path) -> None:
    text = "profile: mine\ntitle: 甲\nrules:\n  sample-rulez: notice\n  zz-zz: {parameters: {a: 1}}"
    found = check(load(str(written(tmp_path, text))), INSTALLED)
    assert [line.split("：", 1)[1] for line in found] == [
        "没有安装这条规则；是否为 sample-rule？",
        "没有安装这条规则；请安装提供它的扩展，或从标准中删去",
    ]


TABLE = """scoring:
  full: 10
  pass_line: 6
  groups: [{id: a, title: 甲, points: 6}, {id: b, title: 乙, points: 4}]
  indicators:
    - {id: one, title: 一, group: a, points: 6}
    - {id: two, title: 二, group: b, points: 4}
"""


def test_a_scoring_table_and_how_rules_enter_it(tmp_path: Path) -> None:
    text = (
        f"profile: mine\ntitle: 甲\neffective_from: 2019-04-01\napplies_to: [portal]\nbudget: {{articles: 9}}\n{TABLE}"
        "rules:\n  footer-icp: {effect: deduct, points: 0.1, indicator: one, per: finding, not_twice: true}\n"
    )
    profile = load(str(written(tmp_path, text)))
    assert profile.scoring is not None
    assert [i.points for i in profile.scoring.indicators] == [Decimal(6), Decimal(4)]
    assert profile.charge("footer-icp") == Charge("one", per_finding=True, not_twice=True)
    assert profile.charge("footer-contact") == Charge()
    assert (profile.effective_from, profile.applies_to) == (date(2019, 4, 1), ("portal",))
    assert dict(profile.budget) == {"articles": 9}
    over = tmp_path / "over.yaml"
    over.write_text(
        "profile: over\ntitle: 乙\nextends: mine.yaml\nscoring:\n  groups: [{id: a, title: 甲, points: 5}, {id: b, title: 乙, points: 5}]\n"
        "  indicators: [{id: one, title: 新一, group: a, points: 5}, {id: two, title: 二, group: b, points: 5}]\n"
        "rules: {footer-icp: {points: 1, per: rule}, footer-contact: {effect: notice}}\n",
        encoding="utf-8",
    )
    above = load(str(over))
    assert above.scoring is not None
    assert (above.scoring.full, above.scoring.indicators[0].title) == (Decimal(10), "新一")
    assert above.charge("footer-icp") == Charge("one", not_twice=True)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (
            ("two, title: 二, group: b, points: 4", "two, title: 二, group: b, points: 5"),
            "各指标分值合计 11，应为 10",
        ),
        (
            ("one, title: 一, group: a, points: 6", "one, title: 一, group: a, points: 7"),
            "指标组“甲”的各指标分值合计 7，应为 6",
        ),
        (("title: 乙, points: 4}", "title: 乙, points: 3}"), "各指标组分值合计 9，应为 10"),
        (("one, title: 一, group: a, points: 6", "one, title: 一, group: a"), ""),
        (("{id: two", "{id: one"), "编号 one 重复"),
        (("group: b, points", "group: c, points"), "没有编号为 c 的指标组"),
        (("pass_line: 6", "services_group: c"), "没有编号为 c 的指标组"),
        (("pass_line: 6", "pass_lime: 6"), "未知的键；是否为 pass_line？"),
        (
            ("group: b, points: 4", "group: b, points: 4, clause: census-2015/no"),
            "没有编号为“census-2015/no”的条款",
        ),
    ],
)
def test_a_table_that_does_not_add_up_names_file_and_line(
    tmp_path: Path, change: tuple[str, str], fault: str
) -> None:
    assert change[0] in TABLE
    text = f"profile: mine\ntitle: 甲\n{TABLE.replace(*change)}"
    if not fault:
        assert load(str(written(tmp_path, text))).scoring is not None
        return
    found = faults(tmp_path, text)
    assert any(fault in line and re.match(r"\d+:\d+ scoring", line) for line in found), found


@pytest.mark.parametrize(
    ("rule_text", "fault"),
    [
        ("{effect: deduct, points: 1, indicator: three}", "没有编号为 three 的指标；可用：one、two"),
        ("{effect: deduct, points: 1}", "应写明 indicator"),
        ("{effect: veto, indicator: one}", "才归入指标"),
        ("{effect: deduct, points: 1, indicator: one, per: page}", "应为 rule"),
    ],
)
def test_a_rule_that_does_not_fit_the_table(tmp_path: Path, rule_text: str, fault: str) -> None:
    found = faults(tmp_path, f"profile: mine\ntitle: 甲\n{TABLE}rules:\n  footer-icp: {rule_text}\n")
    assert len(found) == 1
    assert fault in found[0]
    assert re.match(r"11:\d+ rules", found[0])


def test_days_and_kinds_are_checked(tmp_path: Path) -> None:
    head = "profile: mine\ntitle: 甲\n"
    assert "不是日期" in faults(tmp_path, f"{head}effective_from: 2019-13-01\n")[0]
    assert (
        "早于 effective_from"
        in faults(tmp_path, f"{head}effective_from: 2019-02-01\neffective_to: 2019-01-01\n")[0]
    )
    assert "是否为 portal" in faults(tmp_path, f"{head}applies_to: [portals]\n")[0]
