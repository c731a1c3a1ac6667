"""The site's name has an IPv6 address."""

from __future__ import annotations

from collections.abc import Iterable

from govsite_checks import sample
from govsite_checks.model import Example, Finding, Observation, Snapshot, Verdict, rule
from govsite_checks.reading.page.document import host_of

_PAGE = sample.site_page()
_HOST = "www.example.gov.cn"


@rule(
    id="ipv6-resolved",
    title="网站域名有IPv6地址",
    clause="index-2019/function-design",
    remediation="为网站域名配置AAAA解析记录，并确认该地址上的网站可以打开。",
    examples=[
        Example.ok(_PAGE, observations=(Observation("aaaa", _HOST, "yes"),), says="有IPv6地址"),
        Example.violation(_PAGE, observations=(Observation("aaaa", _HOST, "no"),), says="没有IPv6地址"),
        Example.no_evidence(_PAGE, observations=(Observation("aaaa", _HOST, "unknown"),), says="未能查询"),
        Example.no_evidence(_PAGE, observations=(Observation("aaaa", "other.gov.cn", "no"),), says="未查询"),
        Example.no_evidence(_PAGE, says="未查询"),
    ],
    catalogue=("ipv6-aaaa",),
    scope="online",
)
def ipv6_resolved(snapshot: Snapshot) -> Iterable[Finding]:
    """The name of the home page's host has an AAAA record.

    检查内容：
        网站域名是否有IPv6地址（AAAA记录）。
    检查依据：
        2019年检查指标的功能设计部分包括IPv6改造（条文凭记忆整理，未核实）；其他文件提出县级以上政府门户网站的IPv6支持率目标。
    整改方法：
        配置AAAA记录。
    人工判断：
        另设专门的IPv6域名（如ipv6开头的域名）的，是否视为支持由人工确认。
    已知局限：
        按采集时的解析结果判断；解析失败、没有查询的，不作结论；有地址不等于能访问，由另一条规则判断。
    """
    host = host_of(snapshot.home.final_url or snapshot.site.url)
    seen = snapshot.observed("aaaa", host)
    outcome = seen[-1].outcome if seen and host else ""
    if outcome == "yes":
        yield Finding.at(Verdict.OK, f"域名{host}有IPv6地址。", snapshot.home)
    elif outcome == "no":
        yield Finding.at(Verdict.VIOLATION, f"域名{host}没有IPv6地址。", snapshot.home)
    elif outcome:
        yield Finding.at(Verdict.NO_EVIDENCE, f"未能查询域名{host}的IPv6地址。", snapshot.home)
    else:
        yield Finding.at(Verdict.NO_EVIDENCE, f"采集时未查询域名{host}的IPv6地址。", snapshot.home)
