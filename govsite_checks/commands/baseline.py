"""The arguments of ``govsite baseline``; what it needs is loaded only when it runs."""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path
from typing import Any

from govsite_checks.settings import SettingsError, parse_fail_on
from govsite_checks.wording import os_words

from . import DONE, FOUND

MAX_SHOWN = 200


def add_parser(commands: Any) -> None:
    """Add ``baseline`` to the commands of ``govsite``."""
    parser = commands.add_parser("baseline", help="已知问题的基线：只让新问题使检查失败")
    parts = parser.add_subparsers(required=True, metavar="动作")
    update = parts.add_parser("update", help="按一次检查的结果更新基线，逐条说明变化")
    update.add_argument("file", type=Path, metavar="FILE", help="基线文件（YAML）；没有则新建")
    update.add_argument(
        "--findings", required=True, type=Path, metavar="DIR", help="检查的报告目录或其中的 findings.jsonl"
    )
    update.add_argument(
        "--accept-new", action="store_true", help="把新问题也列入；不加则只移出已整改的，并列出新问题"
    )
    update.add_argument(
        "--days", type=int, default=0, metavar="N", help="新条目多少天后到期，默认 90，最多 365"
    )
    update.add_argument("--fail-on", default="", metavar="LIST", help="与检查时的 --govsite-fail-on 相同")
    update.set_defaults(command=run)


def run(options: argparse.Namespace) -> int:
    """Update; 0 nothing new stands outside, 1 new problems were not taken in."""
    from govsite_checks import baseline, gate
    from govsite_checks.findings import read_lines

    days = options.days or baseline.DAYS
    if not 1 <= days <= 365:
        raise SettingsError(f"--days {days} 超出范围：请写 1 到 365")
    fail_on = parse_fail_on([options.fail_on])
    known = baseline.load(options.file) if options.file.exists() else baseline.Baseline()
    folder = options.findings
    path = folder / "findings.jsonl" if folder.is_dir() else folder
    try:
        judged = [
            judgement
            for judgement in read_lines(path)
            if gate.fails(judgement, fail_on) or (judgement.site, judgement.rule) in known.entries
        ]
    except OSError as error:
        raise SettingsError(f"{path} 无法读取（{os_words(error)}）；请给出检查的报告目录") from None
    except ValueError as error:
        line = re.match(r"第 \d+ 行", str(error))
        where = f"{line[0]}不是检查结论" if line else "不是检查结论"
        raise SettingsError(f"{path} 无法读取（{where}）；请给出检查的报告目录") from None
    fresh, changes = baseline.updated(known, judged, days=days, accept=options.accept_new)
    baseline.save(options.file, fresh)
    for change in changes[:MAX_SHOWN]:
        sys.stdout.write(f"{change}\n")
    if len(changes) > MAX_SHOWN:
        sys.stdout.write(f"另有 {len(changes) - MAX_SHOWN} 处变化，见 {options.file}\n")
    sys.stdout.write(f"基线 {options.file}：{len(fresh.entries)} 条\n")
    left = any(change.kind in {baseline.Kind.LEFT_OUT, baseline.Kind.EXPIRED} for change in changes)
    return FOUND if left else DONE
