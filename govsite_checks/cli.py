"""``govsite``: everything that is not a test run. Exit codes: 0 done, 1 found something, 2 usage, 3 could not finish."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence

from govsite_checks import __version__
from govsite_checks.commands import (
    UNFINISHED,
    USAGE,
    baseline,
    census,
    collect,
    demo,
    doctor,
    history,
    init,
    inventory,
    ledgers,
    merge,
    new_rule,
    notice,
    probe,
    rulebook,
    rules,
    schema,
    selfcheck,
)
from govsite_checks.commands.parser import Parser, described
from govsite_checks.evidence import EvidenceError
from govsite_checks.folders import RunError
from govsite_checks.registry import RuleSetError
from govsite_checks.settings import SettingsError
from govsite_checks.standards import StandardsError
from govsite_checks.visits import VisitsError
from govsite_checks.wording import os_words
from govsite_checks.yamlfile import FileError

_UNUSABLE = (FileError, RuleSetError, RunError, SettingsError, StandardsError, VisitsError)
# In the order in which ``--help`` lists them: a run, an inventory, a quarter, a gate, one's own rules.
_COMMANDS = (
    collect,
    probe,
    rules,
    demo,
    schema,
    init,
    inventory,
    merge,
    history,
    census,
    ledgers,
    notice,
    baseline,
    doctor,
    new_rule,
    selfcheck,
    rulebook,
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; errors are one line of Chinese on standard error."""
    options = _parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = options.command
    try:
        return command(options)
    except _UNUSABLE as error:
        return _fail(str(error), USAGE)
    except EvidenceError as error:
        return _fail(str(error), UNFINISHED)
    except OSError as error:
        return _fail(
            f"{error.filename or ''} {os_words(error)}；请检查路径、磁盘空间和权限".strip(),
            UNFINISHED,
        )
    except KeyboardInterrupt:
        return _fail("已中断", UNFINISHED)


def _fail(message: str, code: int) -> int:
    sys.stderr.write(f"govsite: {message}\n")
    return code


def _parser() -> argparse.ArgumentParser:
    parser = Parser(prog="govsite", description="政府网站检查：测试运行之外的命令。")
    parser.add_argument(
        "--version", action="version", version=f"govsite-checks {__version__}", help="显示版本并退出"
    )
    commands = parser.add_subparsers(required=True, metavar="命令")
    for command in _COMMANDS:
        command.add_parser(commands)
    described(parser)
    return parser


if __name__ == "__main__":
    sys.exit(main())
