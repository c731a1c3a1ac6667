"""The arguments of ``govsite doctor``; what it needs is loaded only when it runs."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from . import DONE, FOUND

DEFAULT_HOST = "www.gov.cn"


def add_parser(commands: Any) -> None:
    """Add ``doctor`` to the commands of ``govsite``."""
    parser = commands.add_parser(
        "doctor", help="检查本机是否具备运行条件：什么可用，不可用意味着什么，怎么解决"
    )
    parser.add_argument(
        "--folder", type=Path, default=Path("reports"), metavar="DIR", help="准备存放报告的目录"
    )
    parser.add_argument(
        "--host",
        default=DEFAULT_HOST,
        metavar="NAME",
        help=f"用来试解析的域名，默认 {DEFAULT_HOST}；不会访问它",
    )
    parser.add_argument("--browser-path", default="", metavar="FILE", help="要检查的浏览器，默认自动寻找")
    parser.set_defaults(command=run)


def run(options: argparse.Namespace) -> int:
    """Look at everything; 0 a run can be made (with limits that are told), 1 something must be mended first."""
    from govsite_checks.doctor.checkup import Machine, checkup
    from govsite_checks.doctor.symptom import State
    from govsite_checks.model import printable

    failed = limited = 0
    for symptom in checkup(Machine(options.folder, options.host, datetime.now(UTC), options.browser_path)):
        failed += symptom.state is State.FAILS
        limited += symptom.state is State.LIMITS
        sys.stdout.write(f"[{symptom.state}] {symptom.name}：{printable(symptom.found, 400)}\n")
        if symptom.means:
            sys.stdout.write(f"        影响：{symptom.means}\n        解决：{printable(symptom.fix, 400)}\n")
        sys.stdout.flush()
    if failed:
        sys.stdout.write(f"有 {failed} 项不可用，请先解决。\n")
    elif limited:
        sys.stdout.write(f"可以检查；有 {limited} 项受限，受影响的检查项会如实标明。\n")
    else:
        sys.stdout.write("一切就绪。\n")
    return FOUND if failed else DONE
