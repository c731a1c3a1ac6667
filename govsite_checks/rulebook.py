"""The rules' pages in the documentation, made from the rules themselves: Markdown in Chinese. Pure.

Clause, treatment under each standard, method, limits and known misses come from the rule's metadata and docstring, the
examples from its examples, judged as they are printed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from . import profiles, standards
from .evaluate import evaluate, snapshot_of
from .model import Example, Page, Role, Rule
from .profiles import Profile
from .wording import EFFECT, FAMILY, OTHER_FAMILY, ROLE, STATUS, VERDICT

_AUTO = {
    "F": "程序判定",
    "P": "程序查找线索；证据完整、把握充分时才作出“不符合”的结论，其余由人工确认",
    "N": "需要人工判断或非公开数据",
}
_MARKS = {"R": "已在公开文本中读到", "M": "凭记忆整理，未核实", "D": "由样本或计算得出"}
_HTML_CHARS = 400
_EXAMPLES = 6
NOTE = "本页由规则生成（make docs），请勿手工修改。"


def pages(rules: Mapping[str, Rule]) -> Mapping[str, str]:
    """File name to Markdown: a page a rule, and ``README.md`` that lists them."""
    standing = [profiles.load(name) for name in profiles.names()]
    made = {f"{rule.id}.md": _page(rule, standing) for rule in rules.values()}
    return {"README.md": _list(rules, standing), **dict(sorted(made.items()))}


def _list(rules: Mapping[str, Rule], standing: Sequence[Profile]) -> str:
    lines = [
        "# 规则",
        "",
        f"<!-- {NOTE} -->",
        "",
        f"共 {len(rules)} 条。“判定”一栏：F 程序判定，P 程序查找线索，N 需要人工或非公开数据。",
        "",
    ]
    for family, title in [*FAMILY.items(), ("", OTHER_FAMILY)]:
        rows = [r for r in rules.values() if (r.family if r.family in FAMILY else "") == family]
        if not rows:
            continue
        heads = "".join(f" {profile.id} |" for profile in standing)
        lines += [f"## {title}（{len(rows)}）", "", f"| 规则 | 要求 | 判定 | 依据 |{heads}"]
        lines.append("|---|---|---|---|" + "---|" * len(standing))
        for rule in sorted(rows, key=lambda rule: rule.id):
            treatment = "".join(f" {_treatment(profile, rule)} |" for profile in standing)
            lines.append(
                f"| [`{rule.id}`]({rule.id}.md) | {rule.title} | {rule.auto} | {_clause_brief(rule)} |{treatment}"
            )
        lines.append("")
    return "\n".join(lines)


def _page(rule: Rule, standing: Sequence[Profile]) -> str:
    return "\n".join(
        [
            f"# {rule.title}",
            "",
            f"<!-- {NOTE} -->",
            "",
            f"规则编号 `{rule.id}`，版本 {rule.version}，属于“{FAMILY.get(rule.family, OTHER_FAMILY)}”。",
            "",
            f"* 判定方式：{_AUTO[rule.auto]}。",
            f"* 适用于：{'、'.join(STATUS.get(status, status) for status in rule.applies_to)}的网站。",
            *_seen_by(rule),
            "",
            *_clause(rule),
            *_sections(rule),
            *_treatments(rule, standing),
            *_parameters(rule),
            *_examples(rule),
        ]
    )


def _seen_by(rule: Rule) -> list[str]:
    if not rule.needs:
        return []
    return [
        f"* 依据的页面：{'、'.join(ROLE.get(Role(role), role) for role in rule.needs)}；都未能查看时不作结论。"
    ]


def _clause(rule: Rule) -> Iterator[str]:
    try:
        clause = standards.load().clause(rule.clause)
    except standards.StandardsError:  # a rule of somebody's own may rest on what nobody else knows
        yield f"## 依据\n\n`{rule.clause}`（条文未收录，**未核实**）\n"
        return
    document = clause.document
    number = f"（{document.number}）" if document.number else ""
    state = "" if clause.verified else "，**未核实**"
    yield f"## 依据\n\n《{document.title}》{number}：{clause.title}{state}\n"
    yield f"> {clause.text}\n"
    yield f"条文要点由本工具归纳，不是原文。来源：{_MARKS.get(clause.source_mark, clause.source_mark)}（`{rule.clause}`）。\n"


def _clause_brief(rule: Rule) -> str:
    try:
        clause = standards.load().clause(rule.clause)
    except standards.StandardsError:
        return f"{rule.clause}（未核实）"
    return (clause.document.number or clause.document.title) + ("" if clause.verified else "（未核实）")


def _sections(rule: Rule) -> Iterator[str]:
    """The five Chinese sections of the docstring as headings."""
    for line in rule.doc.splitlines()[1:]:
        if line.endswith("：") and not line.startswith(" "):
            yield f"## {line[:-1]}\n"
        elif line.strip():
            yield f"{line.strip()}\n"


def _treatments(rule: Rule, standing: Sequence[Profile]) -> Iterator[str]:
    yield "## 各标准中的处理\n"
    yield "| 标准 | 处理 |\n|---|---|"
    for profile in standing:
        yield f"| {profile.title} | {_treatment(profile, rule)} |"
    yield ""


def _treatment(profile: Profile, rule: Rule) -> str:
    effect = profile.effect(rule.id)
    points = "" if effect.points is None else f" {effect.points:g} 分"
    per = "／处" if points and profile.charge(rule.id).per_finding else ""
    return f"{EFFECT[effect.kind]}{points}{per}{'' if effect.verified else '（未核实）'}"


def _parameters(rule: Rule) -> Iterator[str]:
    if rule.parameters:
        yield "## 可在标准中设定的参数\n"
        yield "| 参数 | 默认值 |\n|---|---|"
        yield from (f"| `{name}` | `{default!r}` |" for name, default in rule.parameters.items())
        yield ""


def _examples(rule: Rule) -> Iterator[str]:
    """The first examples of every kind of verdict, with what the rule says of them."""
    yield "## 示例\n"
    for example in _chosen(rule.examples):
        found = evaluate(rule, snapshot_of(example))
        said = "\n".join(f"* **{VERDICT[finding.verdict]}**：{finding.message}" for finding in found[:3])
        yield f"{said}{'（已知误判）' if example.known_miss else ''}{f'（{example.note}）' if example.note else ''}\n"
        for title, html in _shown(example):
            yield f"{title}\n\n```html\n{html}\n```\n"


def _chosen(examples: Sequence[Example]) -> list[Example]:
    kinds: dict[tuple[str, ...], int] = {}
    chosen = []
    for example in examples:
        kind = tuple(expected.verdict for expected in example.expected)
        kinds[kind] = kinds.get(kind, 0) + 1
        if kinds[kind] <= 2 or example.known_miss:
            chosen.append(example)
    return chosen[:_EXAMPLES]


def _shown(example: Example) -> Iterator[tuple[str, str]]:
    """What the example shows, cut: its home page, or the pages that it is about."""
    texts: list[tuple[str, str]] = [("首页：", example.html)] if example.html else []
    texts += [(_heading(page), page.text) for page in example.pages if page.text]
    for title, html in texts[:3]:
        cut = html if len(html) <= _HTML_CHARS else f"{html[:_HTML_CHARS]} …"
        yield title, cut.replace("```", "")


def _heading(page: Page) -> str:
    column = f"“{page.column.title}”" if page.column else ""
    return f"{ROLE.get(Role(page.role), page.role)}{column}："
