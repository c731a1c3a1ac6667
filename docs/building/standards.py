"""The pages of the reference that say what each standard makes of each rule, and the closed vocabularies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from govsite_checks import profiles, registry, wording
from govsite_checks.collect.plan import Budget
from govsite_checks.profiles import Profile

from .markdown import NOTE, cell, table


def profiles_page() -> str:
    """Every standard that comes with the package: its frame, its points, the windows it sets."""
    standing = [profiles.load(name) for name in profiles.names()]
    budget = Budget()
    sizes = [(f"`{each.name}`", str(getattr(budget, each.name))) for each in fields(Budget)]
    parts = [
        "# 标准（profile）",
        NOTE,
        "标准决定每条规则的处理：单项否决、扣分、加分或提示，以及窗口和数量。标准没有写到的规则一律只作提示，不影响得分。"
        "“未核实”表示没有与文件原文核对过；未核实的单项否决只提请复核，含未核实分值的得分称“参考分”。",
        *[_profile(profile) for profile in standing],
        "## 抽查数量（budget）",
        "标准的 `budget` 可以改变每个网站抽查的数量，默认：",
        table(("键", "默认"), sizes),
    ]
    return "\n\n".join(part.rstrip() for part in parts) + "\n"


def _profile(profile: Profile) -> str:
    lines = [f"## {profile.id}", f"{profile.title}。{profile.notes}"]
    dates = "，".join(
        words
        for words in (
            f"自 {profile.effective_from} 起施行" if profile.effective_from else "",
            f"施行至 {profile.effective_to}" if profile.effective_to else "",
        )
        if words
    )
    lines.append(f"依据的条款均已核实：{'是' if profile.verified else '否'}。{dates + '。' if dates else ''}")
    if profile.scoring:
        lines.append(_frame(profile))
        lines.append(table(("指标", "分值", "分值已核实"), _indicators(profile)))
    lines.append(table(("规则", "处理", "计入指标", "窗口和数量", "已核实"), _effects(profile)))
    return "\n\n".join(line.rstrip() for line in lines)


def _frame(profile: Profile) -> str:
    scoring = profile.scoring
    assert scoring
    bonus = (
        f"；得分高于 {scoring.bonus_above:f} 的进入加分轮，最多加 {scoring.bonus_most:f} 分"
        if scoring.bonus_above
        else ""
    )
    return f"满分 {int(scoring.full)}，{int(scoring.pass_line)} 分及以上为合格{bonus}。"


def _indicators(profile: Profile) -> Iterator[tuple[str, ...]]:
    assert profile.scoring
    for one in profile.scoring.indicators:
        points = "未见原文" if one.points is None else f"{one.points.normalize():f}"
        yield cell(one.title) + ("（加分）" if one.bonus else ""), points, "是" if one.verified else "否"


def _effects(profile: Profile) -> Iterator[tuple[str, ...]]:
    rules = registry.gather(registry.installed())
    for id, effect in sorted(profile.effects.items()):
        charge = profile.charge(id)
        indicator = profile.scoring.indicator(charge.indicator) if profile.scoring else None
        points = (
            "" if effect.points is None else f" {effect.points:g} 分{'／处' if charge.per_finding else ''}"
        )
        settings = {**rules[id].parameters, **profile.parameters_of(id)} if id in rules else {}
        yield (
            f"[`{id}`](../rules/{id}.md)",
            wording.EFFECT[effect.kind] + points,
            cell(indicator.title) if indicator else "",
            cell("、".join(f"{name}={value}" for name, value in settings.items())),
            "是" if effect.verified else "否",
        )


def words_page() -> str:
    """What the closed vocabularies of the files mean."""
    tables = {
        "结论（verdict）": wording.VERDICT,
        "处理（effect）": wording.EFFECT,
        "网站状态（status）": wording.STATUS,
        "没有看到的原因（error）": wording.PAGE_ERROR,
        "为何用浏览器查看": wording.RENDER_REASON,
        "浏览器未能查看的原因": wording.RENDER_ERROR,
        "页面的角色（role）": wording.ROLE,
        "栏目类型（type）": wording.COLUMN_TYPE,
        "规则的类别": wording.FAMILY,
    }
    parts = ["# 词汇", NOTE, "输出文件和台账中出现的固定用词。"]
    for title, words in tables.items():
        parts += [
            f"## {title}",
            table(("写法", "含义"), ((f"`{key}`", cell(value)) for key, value in words.items())),
        ]
    return "\n\n".join(part.rstrip() for part in parts) + "\n"
