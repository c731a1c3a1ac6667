"""The command line speaks Chinese, in its help and of what is wrong."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator

import pytest

from govsite_checks import cli
from govsite_checks.commands.parser import Parser, saying


def all_parsers(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    yield parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for child in action.choices.values():
                yield from all_parsers(child)


@pytest.mark.parametrize("parser", list(all_parsers(cli._parser())), ids=lambda parser: parser.prog)
def test_the_help_of_every_command_is_chinese_throughout(parser: argparse.ArgumentParser) -> None:
    text = parser.format_help()
    assert text.startswith("用法：govsite")
    assert re.search("[\u4e00-\u9fff]", parser.description or "")
    assert not re.search(
        r"show this help|positional arguments|^options:|usage:|show program", text, re.MULTILINE
    )
    for action in parser._actions:
        if isinstance(action, argparse._AppendAction):
            assert re.search("多次", action.help or ""), action
        assert re.search("[\u4e00-\u9fff]", action.help or ("命令" if action.choices else "")), action


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "缺少 命令"),
        (["census"], "缺少 --quarter"),
        (["census", "--quarter"], "--quarter 后面要写一个值"),
        (["census", "--quarter", "2018Q3", "--qarter"], "不认识 --qarter"),
        (["rules", "--format", "pdf"], "--format 不能是 'pdf'，可用：'text'"),
        (["probe", "--sites", "a", "--once=1"], "--once 后面不写值，多出了 '1'"),
        (["rules", "--format", "\x1b[31m"], "--format 不能是"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        cli.main(words)
    assert stopped.value.code == 2
    told = capsys.readouterr().err
    assert said.replace("'", "") in told.replace("'", "")
    assert told.count("\n") == 1
    assert told.endswith("--help\n")
    assert "\x1b" not in told


def test_what_argparse_may_say_some_day_is_told_as_it_is() -> None:
    assert saying("something new") == "something new"
    assert len(saying("x" * 5000)) == 300


def test_commands_have_parsers_of_the_same_kind() -> None:
    assert all(isinstance(parser, Parser) for parser in all_parsers(cli._parser()))
