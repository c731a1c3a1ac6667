"""What every rule of the package keeps to."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import govsite_checks.rules
from govsite_checks import standards
from govsite_checks.evaluate import evaluate, judge, snapshot_of
from govsite_checks.findings import to_json
from govsite_checks.laws import faults_of
from govsite_checks.model import Example, Rule, Verdict

HEADINGS = ["检查内容：", "检查依据：", "整改方法：", "人工判断：", "已知局限："]
# Id grammar: <family>-<required state>. The families that a folder of rules may hold.
FAMILIES = {
    "availability": ("home", "page"),
    "links": ("home", "page", "link", "hidden", "external", "attachments"),
    "updates": ("home", "news", "notice", "planning", "interpretation", "columns", "blank", "publication"),
    "interaction": ("consultation", "messages", "survey", "surveys", "interview", "interviews"),
    "service_guide": ("services", "service", "guide", "guides", "online"),
    "search": ("search",),
    "footer": ("footer",),
    "labels": ("label",),
    "domain": ("domain", "ipv6", "https", "site"),
    "life_cycle": ("closed", "merged", "suspended"),
    "content": (
        *(
            "overview",
            "functions",
            "leaders",
            "policies",
            "policy",
            "interpretations",
            "abolished",
            "map",
            "annual",
        ),
        *("disclosure", "data", "advertising", "privacy", "wording", "state"),
    ),
    "layout": ("name", "layout", "date", "colours", "accessibility", "channels", "article", "topics"),
    "audit": ("audit",),
}
LEDGER = Path(__file__).with_name("ids.txt")
# Standard library modules that touch neither network, files, clock nor chance.
PURE = frozenset(
    [
        "__future__",
        "collections",
        "dataclasses",
        "enum",
        "functools",
        "itertools",
        "math",
        "operator",
        "re",
        "string",
        "textwrap",
        "types",
        "typing",
        "unicodedata",
        "urllib.parse",
        "datetime",
        "decimal",
        "fractions",
        "statistics",
        "bisect",
        "difflib",
        "html",
        "json",
        "heapq",
    ]
)


def modules() -> Iterator[object]:
    for info in pkgutil.walk_packages(govsite_checks.rules.__path__, "govsite_checks.rules."):
        yield importlib.import_module(info.name)


def rules_with_files() -> list[tuple[Rule, Path]]:
    return [
        (value, Path(str(module.__file__)))  # type: ignore[attr-defined]
        for module in modules()
        for value in vars(module).values()
        if isinstance(value, Rule)
    ]


RULES = rules_with_files()
EACH_RULE = pytest.mark.parametrize(("rule", "file"), RULES, ids=[rule.id for rule, _ in RULES])
EXAMPLES = [(rule, example, number) for rule, _ in RULES for number, example in enumerate(rule.examples)]


def test_there_are_rules() -> None:
    assert len(RULES) >= 10


@pytest.mark.parametrize(
    ("rule", "example", "number"), EXAMPLES, ids=[f"{rule.id}-{n}" for rule, _, n in EXAMPLES]
)
def test_an_example_gives_exactly_its_findings(rule: Rule, example: Example, number: int) -> None:
    found = evaluate(rule, snapshot_of(example))
    assert [finding.verdict for finding in found] == [expected.verdict for expected in example.expected], (
        found
    )
    for finding, expected in zip(found, example.expected, strict=True):
        assert expected.says in finding.message


@EACH_RULE
def test_examples_of_both_kinds(rule: Rule, file: Path) -> None:
    verdicts = {expected.verdict for example in rule.examples for expected in example.expected}
    assert Verdict.OK in verdicts or rule.auto == "N"
    # A rule that only finds candidates says so by needs-review.
    assert Verdict.VIOLATION in verdicts or (rule.auto in "PN" and Verdict.NEEDS_REVIEW in verdicts)
    assert all(e.says for x in rule.examples for e in x.expected if e.verdict is Verdict.VIOLATION)


@EACH_RULE
def test_the_laws_for_everybody_are_kept_here_too(rule: Rule, file: Path) -> None:
    assert not faults_of(rule)


@EACH_RULE
def test_the_file_is_named_after_the_id(rule: Rule, file: Path) -> None:
    assert file.stem == rule.id.replace("-", "_")
    assert rule.function.__name__ == file.stem
    assert any(rule.id.startswith(f"{family}-") for family in FAMILIES[file.parent.name])


def test_ids_are_unique_and_never_reused() -> None:
    ids = [rule.id for rule, _ in RULES]
    assert len(ids) == len(set(ids))
    ledger = [
        line.split() for line in LEDGER.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"
    ]
    names = [entry[0] for entry in ledger]
    assert len(names) == len(set(names)), "an id stands twice in the ledger"
    retired = {entry[0] for entry in ledger if "retired" in entry[1:]}
    assert set(ids) == set(names) - retired, (
        "every id ever used is in the ledger; a retired one is not used again"
    )


@EACH_RULE
def test_the_clause_resolves(rule: Rule, file: Path) -> None:
    clause = standards.load().clause(rule.clause)
    assert clause.text


@EACH_RULE
def test_the_docstring_has_its_headings(rule: Rule, file: Path) -> None:
    lines = rule.doc.splitlines()
    assert re.fullmatch(r"[A-Z][ -~]+\.", lines[0]), "the first line is an English sentence"
    assert [line for line in lines if line and not line.startswith(" ") and line.endswith("：")] == HEADINGS
    for heading in HEADINGS:
        below = lines[lines.index(heading) + 1]
        assert below.startswith("    ")
        assert re.search("[\u4e00-\u9fff]", below)


@EACH_RULE
def test_the_title_names_a_state(rule: Rule, file: Path) -> None:
    assert not rule.title.startswith(("检查", "确保"))
    assert re.search("[\u4e00-\u9fff]", rule.title)
    assert rule.remediation.endswith("。")


@pytest.mark.parametrize(
    ("rule", "example", "number"), EXAMPLES, ids=[f"{rule.id}-{n}" for rule, _, n in EXAMPLES]
)
def test_a_message_is_one_chinese_sentence(rule: Rule, example: Example, number: int) -> None:
    for finding in evaluate(rule, snapshot_of(example)):
        assert finding.message.endswith("。")
        assert finding.message.count("。") == 1
        assert not re.search("违规|擅自|严重|必须|[!！]", finding.message), "an observation, without blame"


@EACH_RULE
def test_a_rule_imports_only_what_is_pure(rule: Rule, file: Path) -> None:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "absolute imports"
            names = [node.module or ""]
        else:
            continue
        for name in names:
            ours = name in {"govsite_checks.model", "govsite_checks.wording"} or name.startswith(
                ("govsite_checks.reading.", "govsite_checks.sample")
            )
            ours = ours or name == "govsite_checks"  # from govsite_checks import sample
            assert ours or name in PURE or name.split(".")[0] in PURE, f"{file.name} imports {name}"


@EACH_RULE
def test_twice_without_network_gives_the_same(
    rule: Rule, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*args: object, **kwargs: object) -> None:
        raise AssertionError("a rule touched the network")

    for name in ("socket", "create_connection", "getaddrinfo"):
        monkeypatch.setattr(socket, name, refuse)
    for example in rule.examples:
        lines = {to_json(judge(rule, snapshot_of(example))) for _ in range(2)}
        assert len(lines) == 1


def test_the_purity_list_is_of_the_standard_library() -> None:
    assert {name.split(".")[0] for name in PURE} <= sys.stdlib_module_names
