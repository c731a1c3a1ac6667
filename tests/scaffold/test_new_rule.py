"""A new rule runs and keeps the laws before a line of it is changed; the example package and the local rule run too."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from govsite_checks.cli import main
from govsite_checks.laws import faults_of
from govsite_checks.model import Example, Finding, Rule, Snapshot, Verdict, rule

EXAMPLE = Path(__file__).parents[2] / "docs/examples/county-rules"
QUIET = ("-q", "-p", "no:cacheprovider", "-p", "no:hypothesispytest", "-p", "no:pytest_httpserver")


def python(folder: Path, *words: str, path: Path | None = None) -> subprocess.CompletedProcess[str]:
    import os

    environment = {**os.environ, **({"PYTHONPATH": str(path)} if path else {})}
    return subprocess.run(
        [sys.executable, "-m", *words],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )


def test_a_new_rule_passes_its_own_test(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["--title", "首页公布监督电话", "--words", "监督电话"]
    assert main(["new-rule", "hotline-shown", "--folder", str(tmp_path), *words]) == 0
    assert "pytest test_hotline_shown.py" in capsys.readouterr().out
    ran = python(tmp_path, "pytest", *QUIET, "test_hotline_shown.py", path=tmp_path)
    assert "1 passed" in ran.stdout, ran.stdout + ran.stderr


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["Hotline"], "规则编号 'Hotline' 不合规"),
        (["hotline"], "规则编号 'hotline' 不合规"),
        (["a-b", "--words", 'x"""'], "不能有引号"),
        (["a-b", "--title", "x\n"], "不能有引号"),
        (["there-already"], "已经存在"),
    ],
)
def test_what_cannot_be_made_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str], says: str
) -> None:
    (tmp_path / "test_there_already.py").write_text("kept", encoding="utf-8")
    assert main(["new-rule", *words, "--folder", str(tmp_path)]) == 2
    said = capsys.readouterr().err
    assert says in said
    assert said.count("\n") == 1
    assert [path.name for path in tmp_path.iterdir()] == ["test_there_already.py"]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example package, built and installed into a folder of its own."""
    source, target = tmp_path_factory.mktemp("source") / "county", tmp_path_factory.mktemp("installed")
    shutil.copytree(EXAMPLE, source)
    options = ("--no-deps", "--no-build-isolation", "--no-index", "--target", str(target))
    done = python(source, "pip", "install", "-q", *options, str(source))
    assert done.returncode == 0, done.stderr
    return target


def rule_ids(path: Path) -> set[str]:
    ran = python(path, "govsite_checks.cli", "rules", "--format", "json", path=path)
    return {row["id"] for row in json.loads(ran.stdout)}


def test_an_installed_package_brings_its_rule(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "county.yaml").write_text(
        "inventory: county\nsites:\n  - {id: a, name: 某县, url: http://a.gov.cn/}\n", encoding="utf-8"
    )
    words = ("--sites", "county.yaml", "--collect-only", "--govsite-rules", "hotline-shown")
    ran = python(tmp_path, "pytest", *QUIET, *words, path=installed)
    assert "county.yaml::a::hotline-shown" in ran.stdout, ran.stdout + ran.stderr


def test_its_rule_is_listed_though_nobody_supplies_its_clause(installed: Path) -> None:
    assert "hotline-shown" in rule_ids(installed)
    pages = installed.parent / "pages"
    ran = python(installed, "govsite_checks.cli", "rulebook", str(pages), path=installed)
    assert ran.returncode == 0, ran.stderr
    assert "条文未收录" in (pages / "hotline-shown.md").read_text("utf-8")


def test_a_rule_beside_the_inventory(tmp_path: Path) -> None:
    shutil.copy(EXAMPLE / "local/conftest.py", tmp_path)
    (tmp_path / "county.yaml").write_text(
        "inventory: county\nsites:\n  - {id: a, name: 某县, url: http://a.gov.cn/}\n", encoding="utf-8"
    )
    words = ("--sites", "county.yaml", "--collect-only", "--govsite-rules", "home-title-short")
    ran = python(tmp_path, "pytest", *QUIET, *words)
    assert "county.yaml::a::home-title-short" in ran.stdout, ran.stdout + ran.stderr


def a_rule(doc: str = "", **more: object) -> Rule:
    def some_rule(snapshot: Snapshot) -> list[Finding]:
        good = "好" in snapshot.home.text
        return [Finding(Verdict.OK if good else Verdict.VIOLATION, "首页好。" if good else "首页不好")]

    some_rule.__doc__ = doc
    values = {
        "id": "some-rule",
        "title": "检查首页",
        "clause": "x/y",
        "remediation": "改",
        "examples": [Example.ok("坏"), Example.violation("坏", says="没有")],
    }
    return rule(**{**values, **more})(some_rule)  # type: ignore[arg-type]


def test_every_law_can_be_broken() -> None:
    said = "\n".join(faults_of(a_rule("Some.\n\n检查内容：\n检查依据：\n    据。\n")))
    for part in (
        "第 1 个示例：应得出 ok，实为 violation",
        "第 2 个示例：说明中应有“没有”",
        "说明应为一句话",
        "缺少小标题 整改方法：、人工判断：、已知局限：",
        "在“检查内容：”之下没有内容",
        "title 应写明应有的状态",
        "remediation 应以“。”结尾",
    ):
        assert part in said
    assert "缺少“不符合”的示例" in "\n".join(faults_of(a_rule(examples=[Example.ok("好")])))
    assert "缺少“符合”的示例" in "\n".join(faults_of(a_rule(examples=[Example.violation("坏", says="不好")])))
    assert "函数应名为 other_rule" in "\n".join(faults_of(a_rule(id="other-rule")))
