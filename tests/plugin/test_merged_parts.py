"""``govsite merge``: the parts of a run, put together, are the run."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from govsite_checks import cli

Run = Callable[..., pytest.RunResult]
AS_OF = ("--govsite-as-of", "2026-11-01")


@pytest.fixture
def parts(few: Path, run: Run, pytester: pytest.Pytester) -> tuple[Path, Path, Path]:
    """The folder of a whole run, and those of its two parts."""
    run("--sites", few, *AS_OF, out="whole")
    run("--sites", few, *AS_OF, "--govsite-shard", "2/2", out="one")
    run("--sites", few, *AS_OF, "--govsite-shard", "1/2", out="two")
    return pytester.path / "whole", pytester.path / "one", pytester.path / "two"


def merge(few: Path, target: Path, *folders: Path) -> int:
    return cli.main(["merge", "--sites", str(few), "-o", str(target), *map(str, folders)])


def files(folder: Path) -> dict[str, bytes]:
    """What must not vary: all but the evidence and the timings."""
    paths = (path for path in folder.rglob("*") if path.is_file() and path.name != "timings.json")
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in paths
        if path.relative_to(folder).parts[0] != "evidence"
    }


def test_merged_parts_are_byte_equal_to_one_run(
    few: Path, parts: tuple[Path, Path, Path], tmp_path: Path, run: Run, pytester: pytest.Pytester
) -> None:
    whole, one, two = parts
    for name, order in (("a", (one, two)), ("b", (two, one, two))):
        assert merge(few, tmp_path / name, *order) == 0
        assert files(tmp_path / name) == files(whole)
    assert len(files(whole)) > 5
    assert {path.name for path in (tmp_path / "a" / "evidence" / "sites").iterdir()} == {
        "1100000001",
        "1100000002",
    }
    run("--sites", few, "--govsite-replay", tmp_path / "a", out="replayed")
    assert (pytester.path / "replayed" / "findings.jsonl").read_bytes() == (
        whole / "findings.jsonl"
    ).read_bytes()


def test_what_is_missing_is_named_and_the_rest_is_merged(
    few: Path, parts: tuple[Path, Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert merge(few, tmp_path / "a", parts[1]) == 1
    assert "有 1 个网站不在各部分中：1100000002" in capsys.readouterr().err
    assert files(tmp_path / "a") == files(parts[1])


def test_parts_that_do_not_go_together_are_refused_and_nothing_is_left(
    few: Path, parts: tuple[Path, Path, Path], tmp_path: Path, run: Run, pytester: pytest.Pytester,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    whole, one, two = parts
    run("--sites", few, "--govsite-as-of", "2026-11-02", "--govsite-only", "1100000002", out="later")
    run("--sites", few, *AS_OF, "--govsite-only", "1100000002", "--govsite-fail-on", "notice", out="strict")
    cut = tmp_path / "cut"
    shutil.copytree(two, cut)
    (cut / "findings.jsonl").write_bytes((two / "findings.jsonl").read_bytes()[:-40])
    swapped = tmp_path / "swapped"
    shutil.copytree(two, swapped)
    lines = (two / "findings.jsonl").read_bytes().splitlines(keepends=True)
    (swapped / "findings.jsonl").write_bytes(b"".join(reversed(lines)))
    capsys.readouterr()
    for folders, says in (
        ((whole, two), "在不止一处出现：1100000002"),
        ((one, pytester.path / "later"), "监测时间点不同"),
        ((one, pytester.path / "strict"), "fail-on 设置不同"),
        ((one, cut), "不是一条检查结论"),
        ((one, swapped), "顺序不对"),
        ((one, tmp_path), "不是检查报告目录"),
    ):
        assert merge(few, tmp_path / "out", *folders) == 2, says
        assert says in capsys.readouterr().err
        assert not [path for path in tmp_path.iterdir() if "out" in path.name], says


def test_another_inventory_and_another_standard_are_refused(
    few: Path, parts: tuple[Path, Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, one, two = parts
    options = ["merge", "--sites", str(few), "-o", str(tmp_path / "out"), str(one), str(two)]
    assert cli.main([*options, "--profile", "index-2019"]) == 2
    assert "请用 --profile 指定同一标准" in capsys.readouterr().err
    other = few.with_name("other.yaml")
    other.write_text(few.read_text(encoding="utf-8").replace("//bare.", "//bore."), encoding="utf-8")
    assert merge(other, tmp_path / "out", one, two) == 2
    assert "台账不同" in capsys.readouterr().err


def test_a_folder_that_holds_something_is_kept(
    few: Path, parts: tuple[Path, Path, Path], tmp_path: Path
) -> None:
    (tmp_path / "mine.txt").write_text("x", encoding="utf-8")
    assert merge(few, tmp_path, *parts[1:]) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--govsite-shard", "3/2"), "*--govsite-shard “3/2”不是分片；应形如 2/8*"),
        (("--govsite-shard", "half"), "*--govsite-shard “half”不是分片*"),
        (("--govsite-shard", "3/3"), "*第 3/3 片中没有要检查的网站*"),
    ],
)
def test_a_part_that_is_none_is_one_line(few: Path, run: Run, words: tuple[str, ...], says: str) -> None:
    result = run("--sites", few, *words)
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines([says])
