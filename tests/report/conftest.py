"""A run of fictional sites to report on, and a real headless browser to look at the report with."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from govsite_checks.model import (
    TOOL_ERROR,
    Effect,
    EffectKind,
    Finding,
    Judgement,
    PageError,
    Role,
    Rule,
    Site,
    Verdict,
)
from govsite_checks.profiles import Profile
from govsite_checks.report import ClauseText, write_report
from govsite_checks.summary import PageFact, SiteFacts, Summary, summarise

AS_OF = datetime(2018, 9, 10, 15, 59, 59, tzinfo=UTC)

# Demands in words of our own; the report does not care which they are.
DEMANDS = (
    ("footer-party-gov-mark", "首页底部规范添加党政机关网站标识", EffectKind.DEDUCT),
    ("footer-site-code", "首页底部标明政府网站标识码", EffectKind.DEDUCT),
    ("footer-site-code-matches-inventory", "网站标识码与台账一致", EffectKind.NOTICE),
    ("footer-icp", "首页底部标明ICP备案编号", EffectKind.DEDUCT),
    ("footer-police-filing", "首页底部标明公安机关备案标识", EffectKind.DEDUCT),
    ("footer-jiucuo", "首页底部有“我为政府网站找错”入口", EffectKind.VETO),
    ("footer-jiucuo-code", "规范嵌入“我为政府网站找错”代码", EffectKind.NOTICE),
    ("footer-sponsor", "首页底部列明主办单位", EffectKind.DEDUCT),
    ("footer-contact", "首页底部列明联系方式", EffectKind.DEDUCT),
    ("footer-sitemap", "首页底部有网站地图入口", EffectKind.NOTICE),
)

CLAUSE = ClauseText(
    title="底部功能区",
    document="政府网站发展指引",
    number="国办发〔2017〕47号",
    url="https://www.gov.cn/zhengce/content/2017-06/08/content_5200760.htm",
    text="底部功能区至少列明党政机关网站标识、网站标识码、网站主办单位及联系方式、备案编号和站点地图等内容。",
    verified=True,
)


def sample_rules(count: int = len(DEMANDS)) -> list[Rule]:
    return [
        Rule(id, title, "guideline-2017/footer", f"在首页底部补充并核对：{title}。", lambda snapshot: (), ())
        for id, title, _ in DEMANDS[:count]
    ]


def sample_sites(count: int) -> list[Site]:
    units = ("云梦区政府", "青湖区政府", "市科学技术局", "市交通运输局", "市卫生健康委员会")
    names = ("人民政府", "农业农村局", "水务局", "民政局", "体育局", "统计局", "文化馆")
    return [
        Site(
            id=f"99{n:08d}",
            name=f"{units[n % 5].removesuffix('政府')}{names[n % 7]}（示例 {n:03d}）",
            url=f"http://www.site{n}.example/",
            site_code=f"99{n:08d}",
            sponsor=units[n % 5] + "办公室",
            unit=units[n % 5],
            status="merged" if n % 17 == 16 else "offline" if n % 23 == 22 else "online",
        )
        for n in range(count)
    ]


@dataclass(slots=True)
class SampleRun:
    """Everything that a report is made of."""

    sites: list[Site]
    rules: list[Rule]
    judgements: dict[str, list[Judgement]]
    facts: dict[str, SiteFacts]
    clauses: Callable[[str], Any] = field(default=lambda clause_id: CLAUSE)
    title: str = "示例市政府网站 2018 年第三季度检查"
    verified: bool = True

    def summary(self) -> Summary:
        return summarise(
            inventory_slug="example-2018q3",
            inventory_title=self.title,
            region="示例市",
            sites=self.sites,
            facts=self.facts,
            judgements=(judgement for rows in self.judgements.values() for judgement in rows),
            rules=self.rules,
            profile=Profile(
                "guideline-2017", "《政府网站发展指引》（国办发〔2017〕47号）", verified=self.verified
            ),
            as_of=AS_OF,
            fail_on=("veto", "deduct"),
            tool_version="0.1.0",
        )

    def write(self, folder: Path, evidence: Path | None = None) -> Path:
        return write_report(
            folder,
            self.summary(),
            self.sites,
            self.facts,
            self.judgements.__getitem__,
            self.rules,
            self.clauses,
            evidence,
        )


def judge(
    site: Site, rule: Rule, verdict: str, *findings: Finding, effect: Effect | None = None, message: str = ""
) -> Judgement:
    said = message or "".join(finding.message for finding in findings)
    return Judgement(
        site.id, rule.id, 1, "guideline-2017", verdict, effect or Effect(), said, findings, rule.clause, AS_OF
    )


def facts_of(site: Site, error: str = "", reason: str = "") -> SiteFacts:
    if site.status != "online":
        return SiteFacts(site.id)
    status = None if error else 200
    pages = [PageFact(Role.HOME, site.url, site.url + "index.html", status, error, "urn:uuid:1", "gb18030")]
    if not error:
        pages.append(PageFact(Role.FOOTER_SCRIPT, site.url + "footer.js", "", 200, "", "urn:uuid:2", "utf-8"))
        pages.append(PageFact(Role.SITEMAP, site.url + "map.html", "", 404, PageError.HTTP_STATUS))
    return SiteFacts(site.id, not error, site.url, status, error, reason, 0 if error else 3, "", tuple(pages))


def _verdict(site: int, rule: int) -> str:
    """A spread of verdicts: most are fine, some sites have several faults, a few cannot be judged."""
    roll = (site * 7 + rule * 11 + site * rule) % 29
    if site % 7 == 0 and roll in {1, 2, 3, 4, 5}:
        return Verdict.VIOLATION
    if roll == 6 or (site % 9 == 4 and roll in {7, 8}):
        return Verdict.NEEDS_REVIEW
    if roll == 9 and rule == 9:
        return Verdict.NO_EVIDENCE
    if roll == 20:
        return Verdict.VIOLATION
    return Verdict.NOT_APPLICABLE if roll == 13 and rule in {2, 6} else Verdict.OK


_SAID = {
    Verdict.OK: ("首页底部可见规范内容。", "网站标识码：9900000001"),
    Verdict.VIOLATION: ("首页底部及其脚本、框架中均未见该项内容。", "版权所有 © 示例单位 地址：示例路 1 号"),
    Verdict.NEEDS_REVIEW: (
        "底部由脚本生成，静态内容中看不到，请人工打开首页确认。",
        "<script src=/footer.js>",
    ),
    Verdict.NO_EVIDENCE: ("未能查看网站地图页：返回错误状态码 404。", ""),
    Verdict.NOT_APPLICABLE: ("台账未登记网站标识码，本项不适用。", ""),
}


def sample_run(count: int, *, tool_error: bool = False) -> SampleRun:
    sites, rules = sample_sites(count), sample_rules()
    facts, judgements = {}, {}
    for n, site in enumerate(sites):
        unseen = site.status == "online" and n % 11 == 10
        facts[site.id] = (
            facts_of(site, "timeout", "访问超时（30 秒内没有应答）") if unseen else facts_of(site)
        )
        judgements[site.id] = [
            _sample_judgement(n, site, r, rule, unseen, tool_error) for r, rule in enumerate(rules)
        ]
    return SampleRun(sites, rules, judgements, facts)


def _sample_judgement(n: int, site: Site, r: int, rule: Rule, unseen: bool, tool_error: bool) -> Judgement:
    kind = DEMANDS[r][2]
    effect = Effect(kind, 2.0 if kind is EffectKind.DEDUCT else None)
    if site.status != "online":
        found = Finding(Verdict.NOT_APPLICABLE, "网站状态为“已整合迁移”，本项不适用。")
        return judge(site, rule, found.verdict, found, effect=effect)
    if unseen:
        found = Finding(Verdict.NO_EVIDENCE, "未能查看首页：访问超时。", site.url)
        return judge(site, rule, found.verdict, found, effect=effect)
    if tool_error and n == 1 and r == 3:
        return judge(
            site, rule, TOOL_ERROR, effect=effect, message="规则 footer-icp 执行出错：ZeroDivisionError"
        )
    verdict = _verdict(n, r)
    message, snippet = _SAID[Verdict(verdict)]
    found = Finding(Verdict(verdict), message, site.url, "body > div.footer", snippet, "urn:uuid:1")
    return judge(site, rule, verdict, found, effect=effect)


@pytest.fixture(scope="session")
def make_run() -> Callable[..., SampleRun]:
    """``make_run(count, tool_error=False)``: a run of that many fictional sites."""
    return sample_run


@pytest.fixture(scope="session")
def make_judgement() -> Callable[..., Judgement]:
    """``make_judgement(site, rule, verdict, *findings)``."""
    return judge


@pytest.fixture(scope="session")
def evidence_of() -> Callable[[Path, Sequence[Site]], Path]:
    """Make the files that a report links to."""

    def make(folder: Path, sites: Sequence[Site]) -> Path:
        for site in sites:
            place = folder / "sites" / site.id
            place.mkdir(parents=True)
            (place / "evidence.warc.gz").write_bytes(b"")
            (place / "manifest.json").write_text("{}", encoding="utf-8")
        return folder

    return make


def browser_executable() -> str:
    """The Chromium to test with; a failure that says what to install where there is none."""
    named = os.environ.get("PLAYWRIGHT_CHROMIUM_EXECUTABLE_PATH", "")
    found = named or shutil.which("chromium-headless-shell") or shutil.which("chromium")
    if not found:
        pytest.fail(
            "no Chromium to test the report with: install the package chromium-headless-shell or chromium, "
            "or set PLAYWRIGHT_CHROMIUM_EXECUTABLE_PATH",
            pytrace=False,
        )
    return found


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A headless browser for the tests of a file: as long as it lives, nothing else in the process can use asyncio."""
    with sync_playwright() as playwright:
        # --no-sandbox: tests may run as root in a container; what is opened is our own output.
        browser = playwright.chromium.launch(executable_path=browser_executable(), args=["--no-sandbox"])
        yield browser
        browser.close()
