"""The arguments of ``govsite new-rule``; what it needs is loaded only when it runs."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from govsite_checks.settings import SettingsError

from . import DONE


def add_parser(commands: Any) -> None:
    """Add ``new-rule`` to the commands of ``govsite``."""
    parser = commands.add_parser("new-rule", help="新建一条自己的规则：一个能直接运行的规则文件和它的测试")
    parser.add_argument("id", metavar="ID", help="规则编号，写明应有的状态，如 hotline-shown")
    parser.add_argument("--folder", type=Path, default=Path(), metavar="DIR", help="写入的目录，默认当前目录")
    parser.add_argument("--title", default="", metavar="TEXT", help="要求的一句话，如 首页标明便民服务热线")
    parser.add_argument("--words", default="", metavar="TEXT", help="草稿规则在首页查找的文字")
    parser.set_defaults(command=run)


def run(options: argparse.Namespace) -> int:
    """Write the two files and say what to do with them."""
    from govsite_checks.scaffold import RuleIdError, new_rule

    try:
        rule, test = new_rule(options.folder, options.id, title=options.title, words=options.words)
    except RuleIdError as error:
        raise SettingsError(str(error)) from None
    name = rule.stem
    sys.stdout.write(
        f"已写出 {rule} 和 {test}\n"
        f"试运行：cd {rule.parent} && python -m pytest {test.name}\n"
        "用于检查，二者选一：\n"
        f"  本地：在台账旁的 conftest.py 中写\n"
        f"    from {name} import {name}\n"
        f"    def pytest_govsite_rules(config): return [{name}]\n"
        f'  软件包：在 pyproject.toml 的 [project.entry-points."govsite_checks.rules"] 下登记所在的包\n'
    )
    return DONE
