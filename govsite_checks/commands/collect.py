"""``govsite collect``: the evidence of an inventory, without judging it."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from govsite_checks import registry
from govsite_checks.progress import drawn
from govsite_checks.run import prepare
from govsite_checks.settings import (
    Settings,
    parse_as_of,
    parse_base_urls,
    parse_browser,
    parse_politeness,
    parse_resolve,
)

from . import DONE, UNFINISHED
from .access import add_access


def add_parser(commands: Any) -> None:
    """Add ``collect`` to the commands of ``govsite``."""
    parser = commands.add_parser("collect", help="只采集证据，不判定")
    parser.add_argument(
        "--sites",
        required=True,
        action="append",
        type=Path,
        metavar="FILE",
        help="网站台账（YAML），可多次给出",
    )
    parser.add_argument(
        "--report-dir",
        type=Path,
        metavar="DIR",
        help="报告目录，默认 reports/<台账>/<时间>/；证据写入其下的 evidence/",
    )
    parser.add_argument("--evidence", type=Path, metavar="DIR", help="证据目录；须为空目录")
    parser.add_argument("--resume", type=Path, metavar="DIR", help="接着采集一次中断的检查；台账须与当时一致")
    parser.add_argument(
        "--as-of",
        default="",
        metavar="DATE",
        help="监测时间点，如 2018-09-10（当日 23:59:59，北京时间）；默认为台账所写或开始时刻",
    )
    parser.add_argument("--ca-file", type=Path, metavar="FILE", help="除系统外另行信任的签发机构证书（PEM）")
    parser.add_argument(
        "--base-url",
        action="append",
        default=[],
        metavar="ID=URL",
        help="本次采集改用的首页网址（如本机），可多次给出；只有一个网站时可只写网址",
    )
    add_access(parser)
    parser.add_argument(
        "--browser",
        default="",
        metavar="WHEN",
        help="何时用浏览器查看页面：auto（默认）、always、never",
    )
    parser.add_argument(
        "--browser-path", type=Path, metavar="FILE", help="所用 Chromium 内核浏览器的可执行文件；默认自动寻找"
    )
    parser.add_argument(
        "--browser-state", type=Path, metavar="FILE", help="浏览器的登录状态文件，用于预发布环境"
    )
    parser.add_argument("--require-browser", action="store_true", help="没有可用的浏览器时不开始采集")
    parser.set_defaults(command=run)


def run(options: argparse.Namespace) -> int:
    """Collect; 3 where it was interrupted or evidence could not be kept."""
    settings = Settings(
        as_of=parse_as_of(options.as_of),
        only=tuple(options.only),
        report_dir=options.report_dir,
        evidence=options.evidence,
        resume=options.resume,
        ca_file=options.ca_file,
        base_urls=parse_base_urls(options.base_url),
        access=options.access,
        resolve=parse_resolve(options.resolve),
        proxy=options.proxy,
        politeness=parse_politeness(options.politeness),
        browser=parse_browser(options.browser),
        browser_path=options.browser_path,
        browser_state=options.browser_state,
        require_browser=options.require_browser,
    )
    rules = registry.gather(registry.installed())
    several = len(options.sites) > 1
    code = DONE
    for path in options.sites:
        prepared = prepare(
            path.resolve(), settings, rules, now=datetime.now(UTC), base=Path.cwd(), several=several
        )
        with drawn(sys.stderr, prepared.inventory.title or prepared.inventory.slug) as tick:
            report = prepared.collect({site.id for site in prepared.sites}, tick)
        sys.stdout.write(f"证据：{prepared.evidence}\n")
        if report is not None and report.problems:
            sys.stderr.writelines(f"govsite: {problem}\n" for problem in report.problems)
            code = UNFINISHED
        if report is not None and report.interrupted:
            sys.stderr.write(f"已中断，续采：govsite collect --sites {path} --resume {prepared.evidence}\n")
            code = UNFINISHED
            break
    return code
