"""The arguments of ``govsite selfcheck``; what it needs is loaded only when it runs."""

from __future__ import annotations

import argparse
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from govsite_checks.settings import SCOPES, SettingsError

from . import DONE, FOUND, UNFINISHED, USAGE

# pytest's exit codes after which there is a report: everything in order, or something found.
_JUDGED = (0, 1)


def add_parser(commands: Any) -> None:
    """Add ``selfcheck`` to the commands of ``govsite``."""
    parser = commands.add_parser("selfcheck", help="供应商或网站自检：检查一遍，写出可提交的自检表和封存文件")
    parser.add_argument("--sites", type=Path, metavar="FILE", help="网站台账（YAML）；每个模板写作一个网站")
    parser.add_argument(
        "--report-dir", type=Path, metavar="DIR", help="报告目录，默认 reports/selfcheck/<时间>/"
    )
    parser.add_argument("--release", default="", metavar="TEXT", help="送检的版本，如 模板 3.2，写在自检表上")
    parser.add_argument(
        "--scope", choices=SCOPES, default="local", help="local（默认）：本机或预发布环境；online：公网"
    )
    parser.add_argument("--verify", type=Path, metavar="DIR", help="只核验一份自检的封存文件，不检查网站")
    parser.add_argument(
        "options",
        nargs="*",
        metavar="-- 选项",
        help="原样交给检查的选项，如 -- --govsite-profile census-2015",
    )
    parser.set_defaults(command=run)


def run(options: argparse.Namespace) -> int:
    """Check and hand in, or verify; 0 nothing is open, 1 something is, or a seal is broken, 3 the check did not end."""
    if options.verify is not None:
        return _verify(options.verify)
    if options.sites is None:
        raise SettingsError("请用 --sites 给出台账，或用 --verify 给出要核验的目录")
    folder = options.report_dir or Path("reports/selfcheck") / datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    words = [
        sys.executable,
        "-m",
        "pytest",
        "--sites",
        str(options.sites),
        "--govsite-report-dir",
        str(folder),
    ]
    words += ["--govsite-scope", options.scope, "-q", "--no-header", "--tb=no", "-r", "", *options.options]
    code = subprocess.run(words, check=False).returncode  # noqa: S603 - our own runner
    if code not in _JUDGED:
        sys.stderr.write(f"govsite: 检查没有完成（pytest 退出码 {code}），没有写出自检表\n")
        return USAGE if code == 4 else UNFINISHED
    return _hand_in(options, folder)


def _hand_in(options: argparse.Namespace, folder: Path) -> int:
    from govsite_checks import inventory, registry, selfcheck

    rules = registry.gather(registry.installed())
    sites = {site.id: site for site in inventory.load(options.sites.resolve()).sites}
    try:
        outcome = selfcheck.read_outcome(folder, sites, rules, release=options.release, scope=options.scope)
    except selfcheck.SelfCheckError as error:
        sys.stderr.write(f"govsite: {error}\n")
        return UNFINISHED
    made = selfcheck.hand_in(folder, outcome)
    for path in (*made, selfcheck.sealed(folder, outcome, made)):
        sys.stdout.write(f"{path}\n")
    left = sum(len(site.open) for site in outcome.sites)
    sys.stdout.write(f"还有 {left} 项未了，见自检表\n" if left else "没有未了的项目，已写出自检通过证明\n")
    return FOUND if left else DONE


def _verify(folder: Path) -> int:
    from govsite_checks import selfcheck

    try:
        lines = selfcheck.broken(folder)
    except selfcheck.SelfCheckError as error:
        raise SettingsError(str(error)) from None
    for line in lines:
        sys.stdout.write(f"{line}\n")
    sys.stdout.write("与封存时不符\n" if lines else "与封存时一致\n")
    return FOUND if lines else DONE
