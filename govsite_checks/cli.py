"""``govsite``: everything that is not a test run. Exit codes: 0 done, 1 found something, 2 usage, 3 could not finish."""

from __future__ import annotations

import argparse
import json
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime, timedelta
from pathlib import Path

from govsite_checks import (
    __version__,
    baseline_command,
    census_command,
    demo,
    doctor_command,
    history_command,
    init_command,
    inventory,
    inventory_command,
    ledgers_command,
    merge_command,
    new_rule_command,
    notice_command,
    registry,
    rulebook,
    selfcheck_command,
)
from govsite_checks.collect import CollectOptions
from govsite_checks.evidence import EvidenceError
from govsite_checks.files import write_text
from govsite_checks.folders import RunError
from govsite_checks.model import CHINA, Rule
from govsite_checks.progress import drawn
from govsite_checks.registry import RuleSetError
from govsite_checks.report.clauses import clause_text, of_the_standards
from govsite_checks.run import prepare, with_overrides
from govsite_checks.sampler import Round, Sampler, shortfall
from govsite_checks.settings import (
    Settings,
    SettingsError,
    parse_as_of,
    parse_browser,
    parse_politeness,
    parse_resolve,
    parse_span,
)
from govsite_checks.standards import StandardsError
from govsite_checks.summary.schema import schema as summary_schema
from govsite_checks.visits import VisitLog, VisitsError
from govsite_checks.yamlfile import FileError

DONE, FOUND, USAGE, UNFINISHED = 0, 1, 2, 3
_UNUSABLE = (FileError, RuleSetError, RunError, SettingsError, StandardsError, VisitsError)


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
            f"{error.filename or ''} {error.strerror or error}；请检查路径、磁盘空间和权限".strip(),
            UNFINISHED,
        )
    except KeyboardInterrupt:
        return _fail("已中断", UNFINISHED)


def _fail(message: str, code: int) -> int:
    sys.stderr.write(f"govsite: {message}\n")
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="govsite", description="政府网站检查：测试运行之外的命令。")
    parser.add_argument("--version", action="version", version=f"govsite-checks {__version__}")
    commands = parser.add_subparsers(required=True, metavar="命令")
    _add_collect(commands.add_parser("collect", help="只采集证据，不判定"))
    _add_probe(commands.add_parser("probe", help="反复访问首页并记录能否打开，供判定网站可用性"))
    _add_rules(commands.add_parser("rules", help="列出已安装的规则"))
    _add_demo(commands.add_parser("demo", help="在本机启动虚构的演示站群，按 Ctrl-C 结束"))
    schema = commands.add_parser("schema", help="输出 JSON Schema：网站台账的，或检查汇总 summary.json 的")
    schema.add_argument(
        "of", nargs="?", choices=("inventory", "summary"), default="inventory", help="默认 inventory"
    )
    schema.set_defaults(command=_schema)
    init_command.add_parser(commands)
    inventory_command.add_parser(commands)
    merge_command.add_parser(commands)
    history_command.add_parser(commands)
    census_command.add_parser(commands)
    ledgers_command.add_parser(commands)
    notice_command.add_parser(commands)
    baseline_command.add_parser(commands)
    doctor_command.add_parser(commands)
    new_rule_command.add_parser(commands)
    selfcheck_command.add_parser(commands)
    _add_rulebook(commands.add_parser("rulebook", help="由规则生成说明页（Markdown）"))
    return parser


def _add_collect(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--sites", required=True, action="append", type=Path, metavar="FILE", help="网站台账（YAML）"
    )
    parser.add_argument("--report-dir", type=Path, metavar="DIR", help="报告目录，证据写入其下的 evidence/")
    parser.add_argument("--evidence", type=Path, metavar="DIR", help="证据目录；须为空目录")
    parser.add_argument("--resume", type=Path, metavar="DIR", help="接着采集一次中断的检查")
    parser.add_argument("--as-of", default="", metavar="DATE", help="监测时间点")
    parser.add_argument("--ca-file", type=Path, metavar="FILE", help="除系统外另行信任的签发机构证书（PEM）")
    _add_access(parser)
    parser.add_argument(
        "--browser",
        default="",
        metavar="WHEN",
        help="何时用浏览器查看页面：auto（默认）、always、never",
    )
    parser.add_argument("--browser-path", type=Path, metavar="FILE", help="所用浏览器的可执行文件")
    parser.add_argument(
        "--browser-state", type=Path, metavar="FILE", help="浏览器的登录状态文件，用于预发布环境"
    )
    parser.add_argument("--require-browser", action="store_true", help="没有可用的浏览器时不开始采集")
    parser.set_defaults(command=_collect)


def _add_access(parser: argparse.ArgumentParser) -> None:
    """Which sites are visited, and how."""
    parser.add_argument(
        "--only", action="append", default=[], metavar="GLOB", help="只访问编号、名称或单位匹配的网站"
    )
    parser.add_argument(
        "--resolve", action="append", default=[], metavar="HOST=ADDR:PORT", help="主机一律连接到所给地址"
    )
    parser.add_argument("--proxy", default="", metavar="URL", help="通过代理访问")
    parser.add_argument(
        "--politeness", action="append", default=[], metavar="KEY=VALUE", help="覆盖访问礼貌设置"
    )


def _collect(options: argparse.Namespace) -> int:
    settings = Settings(
        as_of=parse_as_of(options.as_of),
        only=tuple(options.only),
        report_dir=options.report_dir,
        evidence=options.evidence,
        resume=options.resume,
        ca_file=options.ca_file,
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
        run = prepare(
            path.resolve(), settings, rules, now=datetime.now(UTC), base=Path.cwd(), several=several
        )
        with drawn(sys.stderr, run.inventory.title or run.inventory.slug) as tick:
            report = run.collect({site.id for site in run.sites}, tick)
        sys.stdout.write(f"证据：{run.evidence}\n")
        if report is not None and report.problems:
            sys.stderr.writelines(f"govsite: {problem}\n" for problem in report.problems)
            code = UNFINISHED
        if report is not None and report.interrupted:
            sys.stderr.write(f"已中断，续采：govsite collect --sites {path} --resume {run.evidence}\n")
            code = UNFINISHED
            break
    return code


def _add_probe(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--sites", required=True, type=Path, metavar="FILE", help="网站台账（YAML）")
    parser.add_argument(
        "--visits", type=Path, metavar="FILE", help="访问记录文件，默认 reports/<台账>/visits.sqlite"
    )
    parser.add_argument("--every", default="1h", metavar="SPAN", help="每隔多久访问一轮，如 30m、1h（默认）")
    parser.add_argument("--for", dest="duration", default="7d", metavar="SPAN", help="共采样多久，默认 7d")
    parser.add_argument("--once", action="store_true", help="只访问一轮，用于 cron 等定时任务")
    parser.add_argument("--vantage", default="", metavar="NAME", help="从哪里访问，如 北京电信，写入记录")
    _add_access(parser)
    parser.set_defaults(command=_probe)


def _probe(options: argparse.Namespace) -> int:
    every = parse_span("--every", options.every, timedelta(minutes=1), timedelta(days=1))
    duration = parse_span("--for", options.duration, every, timedelta(days=92))
    settings = Settings(
        only=tuple(options.only),
        resolve=parse_resolve(options.resolve),
        proxy=options.proxy,
        politeness=parse_politeness(options.politeness),
    )
    listed = with_overrides(inventory.load(options.sites.resolve()), settings)
    sites = [site for site in inventory.select(listed, settings.only) if site.status == "online"]
    if not sites:
        raise SettingsError("没有要访问的网站：只访问 status: online 的网站，请检查台账和 --only")
    path = options.visits or Path("reports") / listed.slug / "visits.sqlite"
    if not options.once and (warning := shortfall(every, duration)):
        sys.stderr.write(f"govsite: {warning}\n")
    with (
        demo.start(datetime.now(UTC)) if listed.fleet else nullcontext() as fleet,
        VisitLog(path) as log,
    ):
        resolve = {**listed.resolve, **(fleet.resolve if fleet else {})}
        access = CollectOptions(listed.politeness, resolve, settings.proxy)
        sampler = Sampler(sites, log, access, vantage=options.vantage, tell=_tell_round)
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


def _add_rules(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--format", choices=("text", "json", "md"), default="text", help="输出格式")
    parser.set_defaults(command=_rules)


def _rules(options: argparse.Namespace) -> int:
    rules = registry.gather(registry.installed())
    rows = [_rule_row(rule) for rule in rules.values()]
    write = {"json": _rules_json, "md": _rules_markdown, "text": _rules_text}[options.format]
    sys.stdout.write(write(rows))
    return DONE


def _rule_row(rule: Rule) -> dict[str, object]:
    return {
        "id": rule.id,
        "title": rule.title,
        "clause": rule.clause,
        "remediation": rule.remediation,
        "version": rule.version,
        "catalogue": list(rule.catalogue),
        "verified": clause_text(rule.clause, of_the_standards).verified,
        "auto": rule.auto,
    }


def _rules_json(rows: list[dict[str, object]]) -> str:
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"


def _rules_text(rows: list[dict[str, object]]) -> str:
    return "".join(f"{row['id']:<36} {row['title']}\n" for row in rows)


def _rules_markdown(rows: list[dict[str, object]]) -> str:
    lines = ["| 规则 | 要求 | 依据 | 已核实 | 整改 |", "|---|---|---|---|---|"]
    lines += [
        f"| `{row['id']}` | {row['title']} | {row['clause']} | {'是' if row['verified'] else '否'} | {row['remediation']} |"
        for row in rows
    ]
    return "\n".join(lines) + "\n"


def _add_demo(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--as-of", default="", metavar="DATE", help="页面日期所依据的时间点，默认现在")
    parser.add_argument(
        "--seconds", type=float, default=0.0, metavar="N", help="到时自动结束，默认直到 Ctrl-C"
    )
    parser.set_defaults(command=_demo)


def _demo(options: argparse.Namespace) -> int:
    as_of = parse_as_of(options.as_of) or datetime.now(UTC)
    with demo.start(as_of) as fleet, _stop_signal() as stopped:
        for host, address in sorted(fleet.resolve.items()):
            sys.stdout.write(f"http://{host}/  --govsite-resolve {host}={address}\n")
        sys.stdout.flush()
        stopped.wait(options.seconds or None)
    return DONE


@contextmanager
def _stop_signal() -> Iterator[threading.Event]:
    """An event that Ctrl-C or a plain kill sets."""
    event = threading.Event()
    old = {
        number: signal.signal(number, lambda *_: event.set()) for number in (signal.SIGINT, signal.SIGTERM)
    }
    try:
        yield event
    finally:
        for number, handler in old.items():
            signal.signal(number, handler)


def _add_rulebook(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, metavar="DIR", help="写入的目录；其中多余的 .md 会被删除")
    parser.set_defaults(command=_rulebook)


def _rulebook(options: argparse.Namespace) -> int:
    made = rulebook.pages(registry.gather(registry.installed()))
    options.folder.mkdir(parents=True, exist_ok=True)
    for name, text in made.items():
        write_text(options.folder / name, text, durable=False)
    for path in options.folder.glob("*.md"):
        if path.name not in made:
            path.unlink()
    sys.stdout.write(f"{len(made)} 个文件：{options.folder}\n")
    return DONE


def _schema(options: argparse.Namespace) -> int:
    made = summary_schema() if options.of == "summary" else inventory.schema()
    sys.stdout.write(json.dumps(made, ensure_ascii=False, indent=2) + "\n")
    return DONE


if __name__ == "__main__":
    sys.exit(main())
