"""The parser of ``govsite``: argparse in Chinese, its headings, its own option and what it says of a wrong command line."""

from __future__ import annotations

import argparse
import re
import sys
from typing import Any, NoReturn

_USAGE = 2
# What argparse says, in its own words, and what a user reads instead; anything else stands as argparse says it.
_SAYINGS = (
    (r"the following arguments are required: (.+)", r"缺少 {0}"),
    (r"unrecognized arguments: (.+)", r"不认识 {0}"),
    (r"argument (.+?): expected one argument", r"{0} 后面要写一个值"),
    (r"argument (.+?): expected at least one argument", r"{0} 后面至少要写一个值"),
    (r"argument (.+?): invalid choice: (.+?) \(choose from (.+)\)", r"{0} 不能是 {1}，可用：{2}"),
    (r"argument (.+?): invalid \w+ value: (.+)", r"{0} 的值 {1} 无法识别"),
    (r"argument (.+?): not allowed with argument (.+)", r"{0} 不能与 {1} 同时使用"),
    (r"argument (.+?): ignored explicit argument (.+)", r"{0} 后面不写值，多出了 {1}"),
    (r"one of the arguments (.+) is required", r"{0} 至少要给出一个"),
    (r"ambiguous option: (.+?) could match (.+)", r"{0} 不明确，可能是 {1}；请写全"),
)
_MOST = 300  # letters of what the user typed that a message repeats


class Parser(argparse.ArgumentParser):
    """A parser whose help and errors are Chinese; the parsers of its commands are of the same kind."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{**kwargs, "add_help": False})
        self._positionals.title = "参数"
        self._optionals.title = "选项"
        self.add_argument("-h", "--help", action="help", help="显示本说明并退出")

    def format_usage(self) -> str:
        """The line of usage, in Chinese."""
        return super().format_usage().replace("usage: ", "用法：", 1)

    def format_help(self) -> str:
        """The whole help, in Chinese."""
        return super().format_help().replace("usage: ", "用法：", 1)

    def error(self, message: str) -> NoReturn:
        """Say in one line what is wrong and where help is; exit code 2."""
        sys.stderr.write(f"{self.prog}: {saying(message)}；用法见 {self.prog} --help\n")
        raise SystemExit(_USAGE)


def described(parser: argparse.ArgumentParser) -> None:
    """Let the help of each command begin with what the list of commands says of it."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            helps = {choice.dest: choice.help for choice in action._choices_actions}
            for name, child in action.choices.items():
                child.description = child.description or f"{helps[name]}。"
                described(child)


def saying(message: str) -> str:
    """What argparse says of a command line, in Chinese, without what a terminal would act upon."""
    plain = "".join(letter if letter.isprintable() else "?" for letter in message)[:_MOST]
    for pattern, words in _SAYINGS:
        if found := re.fullmatch(pattern, plain):
            return words.format(*found.groups())
    return plain
