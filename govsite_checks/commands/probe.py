"""``govsite probe``: visits home pages again and again, for the share of failures."""

from __future__ import annotations

import argparse
import sys
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from govsite_checks import demo, inventory
from govsite_checks.collect import CollectOptions
from govsite_checks.model import CHINA
from govsite_checks.run import load_access, with_overrides
from govsite_checks.sampler import Round, Sampler, shortfall
from govsite_checks.settings import Settings, SettingsError, parse_politeness, parse_resolve, parse_span
from govsite_checks.visits import VisitLog

from . import DONE, UNFINISHED
from .access import add_access


def add_parser(commands: Any) -> None:
    """Add ``probe`` to the commands of ``govsite``."""
    parser = commands.add_parser("probe", help="反复访问首页并记录能否打开，供判定网站可用性")
    parser.add_argument("--sites", required=True, type=Path, metavar="FILE", help="网站台账（YAML）")
    parser.add_argument(
        "--visits", type=Path, metavar="FILE", help="访问记录文件，默认 reports/<台账>/visits.sqlite"
    )
    parser.add_argument("--every", default="1h", metavar="SPAN", help="每隔多久访问一轮，如 30m、1h（默认）")
    parser.add_argument("--for", dest="duration", default="7d", metavar="SPAN", help="共采样多久，默认 7d")
    parser.add_argument("--once", action="store_true", help="只访问一轮，用于 cron 等定时任务")
    parser.add_argument("--vantage", default="", metavar="NAME", help="从哪里访问，如 北京电信，写入记录")
    add_access(parser)
    parser.set_defaults(command=run)


def run(options: argparse.Namespace) -> int:
    """Visit, round by round; 3 where it was interrupted."""
    every = parse_span("--every", options.every, timedelta(minutes=1), timedelta(days=1))
    duration = parse_span("--for", options.duration, every, timedelta(days=92))
    settings = Settings(
        only=tuple(options.only),
        access=options.access,
        resolve=parse_resolve(options.resolve),
        proxy=options.proxy,
        politeness=parse_politeness(options.politeness),
    )
    listed = with_overrides(inventory.load(options.sites.resolve()), settings)
    sites = [site for site in inventory.select(listed, settings.only) if site.status == "online"]
    if not sites:
        raise SettingsError("没有要访问的网站：只访问 status: online 的网站，请检查台账和 --only")
    way_in = load_access(settings)
    path = options.visits or Path("reports") / listed.slug / "visits.sqlite"
    if not options.once and (warning := shortfall(every, duration)):
        sys.stderr.write(f"govsite: {warning}\n")
    with (
        demo.start(datetime.now(UTC)) if listed.fleet else nullcontext() as fleet,
        VisitLog(path) as log,
    ):
        resolve = {**listed.resolve, **(fleet.resolve if fleet else {})}
        how = CollectOptions(listed.politeness, resolve, settings.proxy, access=way_in)
        sampler = Sampler(sites, log, how, vantage=options.vantage, tell=_tell_round)
        try:
            whole = sampler.once() if options.once else sampler.run(every, duration)
        except KeyboardInterrupt:
            whole = False
    sys.stdout.write(f"访问记录：{path}\n")
    if not whole:
        sys.stderr.write("已中断；用同样的命令可接着采样\n")
    return DONE if whole else UNFINISHED


def _tell_round(done: Round) -> None:
    following = f"；下一轮 {done.next_at.astimezone(CHINA):%m-%d %H:%M}" if done.next_at else ""
    sys.stderr.write(
        f"第 {done.number}/{done.total} 轮：打开 {done.opened}，未打开 {done.failed}，无法判断 {done.unknown}{following}\n"
    )
    sys.stderr.flush()
