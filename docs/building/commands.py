"""The pages of the reference that list commands and options, made from the parsers themselves: Markdown in Chinese."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from govsite_checks.cli import _parser
from govsite_checks.plugin.options import OPTIONS, Option

from .markdown import NOTE, cell, table

_TIMES = {"?": "[{0}]", "*": "[{0} …]", "+": "{0} …"}
_KINDS = {"text": "文字", "list": "可多次给出", "path": "路径", "flag": "开关"}


def options_page() -> str:
    """The options of ``pytest``, each with its twin in the ini file."""
    rows = [("`--sites FILE`", "可多次给出", "网站台账（YAML），其中每个网站都成为检查对象")]
    rows += [
        (f"`{_usage(option)}`<br>`{option.dest}`", _KINDS[option.kind], cell(option.help))
        for option in OPTIONS
    ]
    return f"""# pytest 的选项

{NOTE}

除 `--sites` 外，选项都以 `--govsite-` 开头，在 ini 文件（`pytest.ini`、`pyproject.toml` 的 `[tool.pytest]`）中各有一个同名的键；
命令行优先。ini 文件中的路径相对于该文件，命令行上的相对于当前目录。`pytest --help` 在“政府网站检查”一组中列出同样的内容。

{table(("选项、ini 中的键", "取值", "含义"), rows)}
pytest 自己的选项照常可用：`-k`、`-m`、`--lf`、`--collect-only`（不访问任何网站）、`--junitxml`、`--html`、`-n`、`-p no:cacheprovider`。
"""


def _usage(option: Option) -> str:
    return f"--govsite-{option.name} {option.metavar}".rstrip().replace("|", "\\|")


def commands_page() -> str:
    """Every ``govsite`` command with its arguments."""
    parts = [f"# govsite 的命令\n\n{NOTE}\n\n退出码：0 完成，1 有发现，2 参数或文件不能用，3 未能完成。\n"]
    parts += [_command(name, parser, help) for name, parser, help in leaves(_parser())]
    return "\n".join(parts)


def leaves(parser: argparse.ArgumentParser) -> Iterator[tuple[str, argparse.ArgumentParser, str]]:
    """The commands that do something: words of the command, its parser, its line in the list of commands."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            helps = {choice.dest: choice.help or "" for choice in action._choices_actions}
            for name, child in action.choices.items():
                inner = list(leaves(child))
                yield from inner or [(child.prog, child, helps.get(name, ""))]


def _command(name: str, parser: argparse.ArgumentParser, help: str) -> str:
    rows = [
        (f"`{_names(action)}`", "是" if _is_required(action) else "", cell(_help(action)))
        for action in parser._actions
        if not isinstance(action, argparse._HelpAction)
    ]
    end = f"\n{parser.epilog}\n" if parser.epilog else ""
    listed = table(("参数", "必须", "含义"), rows) if rows else "没有参数。\n"
    return f"## {name}\n\n{help}。\n\n{listed}{end}"


def _names(action: argparse.Action) -> str:
    shown = action.metavar or ("|".join(map(str, action.choices)) if action.choices else "")
    value = shown[0] if isinstance(shown, tuple) else shown
    if not value and not isinstance(action, argparse._StoreTrueAction | argparse._VersionAction):
        value = action.dest.upper()
    value = _TIMES.get(str(action.nargs), "{0}").format(value)
    return f"{'、'.join(action.option_strings)} {value}".strip().replace("|", "\\|")


def _is_required(action: argparse.Action) -> bool:
    return action.required and action.nargs not in ("*", "?")


def _help(action: argparse.Action) -> str:
    return (action.help or "") % {"default": action.default}
