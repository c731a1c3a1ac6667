"""The sheets that are handed in: a workbook that an office imports, a page that people read, a certificate."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from govsite_checks.files import write_text
from govsite_checks.model import CHINA, Judgement, Verdict, printable
from govsite_checks.office.workbook import Form, OutColumn, OutSheet, write_workbook
from govsite_checks.wording import EFFECT, VERDICT

from .outcome import Outcome, SiteOutcome
from .seal import digest

SHEET, PAGE, CERTIFICATE = "selfcheck.xlsx", "selfcheck.html", "certificate.html"
# What a self-check may claim of an item; the rest was not decided, and is claimed neither way.
_CLAIMS = {Verdict.OK: "符合", Verdict.VIOLATION: "不符合", Verdict.NOT_APPLICABLE: "不适用"}
_NOTE = "注：“未作结论的项目”不是自查结果，须由人工查看或补充证据后另行填报。"


def hand_in(folder: Path, outcome: Outcome) -> tuple[Path, ...]:
    """Write the sheets into the report folder of the run; the certificate only where nothing is open on any site.

    Raises:
        OSError: a file cannot be written.
    """
    evidence = digest(folder / "findings.jsonl")
    write_workbook(
        folder / SHEET, [_decided(outcome), _undecided(outcome), _origin(outcome, evidence)], outcome.as_of
    )
    pages = {PAGE: "selfcheck.html"} | ({CERTIFICATE: "certificate.html"} if outcome.settled else {})
    environment = _environment()
    for name, template in pages.items():
        text = environment.get_template(template).render(
            outcome=outcome, findings=evidence, **_words(outcome)
        )
        write_text(folder / name, text)
    if not outcome.settled:
        (folder / CERTIFICATE).unlink(missing_ok=True)
    return tuple(folder / name for name in (SHEET, *pages))


def _decided(outcome: Outcome) -> OutSheet:
    rows = [
        (
            s.site.unit,
            s.site.id,
            s.site.name,
            outcome.rules[j.rule].title,
            _CLAIMS[Verdict(j.verdict)],
            j.message,
        )
        for s, j in _every(outcome)
        if j.verdict in _CLAIMS
    ]
    return OutSheet(
        name="自查表",
        title=f"{outcome.title} 自查表",
        columns=(
            OutColumn("自查单位", width=18),
            OutColumn("网站标识码", Form.CODE, width=14),
            OutColumn("网站名称", width=24),
            OutColumn("自查项目", width=34),
            OutColumn("自查结果", width=10),
            OutColumn("说明", width=60),
        ),
        rows=rows,
        notes=(_NOTE,),
        frozen=3,
    )


def _undecided(outcome: Outcome) -> OutSheet:
    rows = [
        (s.site.id, s.site.name, outcome.rules[j.rule].title, VERDICT[j.verdict], j.message)
        for s, j in _every(outcome)
        if j.verdict not in _CLAIMS
    ]
    columns = (
        OutColumn("编号", Form.CODE, width=14),
        OutColumn("名称", width=24),
        OutColumn("要求", width=34),
        OutColumn("状态", width=12),
        OutColumn("原因", width=60),
    )
    return OutSheet(name="未作结论的项目", title="未作结论的项目", columns=columns, rows=rows, frozen=2)


def _origin(outcome: Outcome, evidence: str) -> OutSheet:
    rows = [
        ("检测工具", f"govsite-checks {outcome.tool_version}"),
        ("检查标准", outcome.profile),
        ("版本", outcome.release),
        ("检查环境", _words(outcome)["where"]),
        ("监测时间点", outcome.as_of.astimezone(CHINA).strftime("%Y-%m-%d %H:%M:%S")),
        ("findings.jsonl 的 SHA-256", evidence),
        *((f"规则 {rule.id}", f"版本 {rule.version}") for rule in outcome.rules.values()),
    ]
    columns = (OutColumn("内容", width=34), OutColumn("取值", Form.CODE, width=70))
    return OutSheet(name="核验信息", title="核验信息", columns=columns, rows=rows)


def _every(outcome: Outcome) -> Iterator[tuple[SiteOutcome, Judgement]]:
    return ((site, judgement) for site in outcome.sites for judgement in site.judgements)


def _words(outcome: Outcome) -> dict[str, str]:
    where = "本机或预发布环境（须在公网检查的项目不适用）" if outcome.scope == "local" else "公网"
    return {"where": where, "moment": outcome.as_of.astimezone(CHINA).strftime("%Y年%m月%d日 %H:%M")}


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("govsite_checks.selfcheck"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["clean"] = lambda text, limit=400: printable(str(text), limit)
    environment.globals.update(verdict=VERDICT, effect=EFFECT)
    return environment
