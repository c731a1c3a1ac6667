"""What every rule keeps to, for the tests of those who write their own: ``assert not faults_of(rule)``."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator

from govsite_checks.evaluate import RuleError, evaluate, snapshot_of
from govsite_checks.model import Example, Rule, Verdict

HEADINGS = ("检查内容：", "检查依据：", "整改方法：", "人工判断：", "已知局限：")
_CHINESE = re.compile("[\u4e00-\u9fff]")


def faults_of(rule: Rule) -> list[str]:
    """What is wrong with a rule, in Chinese, one line each; empty where it keeps all laws.

    Its examples give exactly the findings that they state, there is one that is in order and one that is not, the
    docstring has the headings that the rule's page is made of, and messages are single Chinese sentences.
    """
    return [*_examples(rule), *_kinds(rule), *_headings(rule), *_words(rule)]


def _examples(rule: Rule) -> Iterator[str]:
    for number, example in enumerate(rule.examples, start=1):
        yield from _example(rule, example, f"{rule.id} 第 {number} 个示例")


def _example(rule: Rule, example: Example, where: str) -> Iterator[str]:
    try:
        found = evaluate(rule, snapshot_of(example))
    except RuleError as error:
        yield f"{where}：{error}"
        return
    got, wanted = [f.verdict for f in found], [e.verdict for e in example.expected]
    if got != wanted:
        yield f"{where}：应得出 {'、'.join(wanted)}，实为 {'、'.join(got)}（{found[0].message}）"
        return
    for finding, expected in zip(found, example.expected, strict=True):
        if expected.says not in finding.message:
            yield f"{where}：说明中应有“{expected.says}”，实为“{finding.message}”"
        if not finding.message.endswith("。") or finding.message.count("。") != 1:
            yield f"{where}：说明应为一句话，以“。”结尾，实为“{finding.message}”"


def _kinds(rule: Rule) -> Iterator[str]:
    stated = {expected.verdict for example in rule.examples for expected in example.expected}
    if Verdict.OK not in stated and rule.auto != "N":
        yield f"{rule.id} 缺少“符合”的示例（Example.ok）"
    if Verdict.VIOLATION not in stated and not (rule.auto in "PN" and Verdict.NEEDS_REVIEW in stated):
        yield f"{rule.id} 缺少“不符合”的示例（Example.violation）"


def _headings(rule: Rule) -> Iterator[str]:
    lines = rule.doc.splitlines()
    missing = [heading for heading in HEADINGS if heading not in lines]
    if missing:
        yield f"{rule.id} 的说明（docstring）缺少小标题 {'、'.join(missing)}"
    for heading in set(HEADINGS) - set(missing):
        below = lines[lines.index(heading) + 1 :][:1]
        if not below or not below[0].startswith("    ") or not _CHINESE.search(below[0]):
            yield f"{rule.id} 的说明（docstring）在“{heading}”之下没有内容"


def _words(rule: Rule) -> Iterator[str]:
    if not _CHINESE.search(rule.title) or rule.title.startswith(("检查", "确保")):
        yield f"{rule.id} 的 title 应写明应有的状态，如“首页底部标明……”，现为“{rule.title}”"
    if not rule.remediation.endswith("。"):
        yield f"{rule.id} 的 remediation 应以“。”结尾"
    wanted = rule.id.replace("-", "_")
    if rule.function.__name__ != wanted:
        file = inspect.getsourcefile(rule.function) or ""
        yield f"{rule.id} 的函数应名为 {wanted}，现为 {rule.function.__name__}（{file}）"
