"""The site answers at its IPv6 address."""

from __future__ import annotations

from collections.abc import Iterable

from govsite_checks import sample
from govsite_checks.model import Example, Finding, Observation, Snapshot, Verdict, rule
from govsite_checks.reading.page.document import host_of

_PAGE = sample.site_page()
_HOST = "www.example.gov.cn"
_YES = Observation("aaaa", _HOST, "yes")


@rule(
    id="ipv6-reachable",
    title="网站可以通过IPv6访问",
    clause="index-2019/function-design",
    remediation="检查IPv6地址上的网站服务、防火墙和负载均衡；暂不能提供服务的，先撤下AAAA记录。",
    examples=[
        Example.ok(_PAGE, observations=(_YES, Observation("ipv6", _HOST, "reachable")), says="可以"),
        Example.violation(
            _PAGE, observations=(_YES, Observation("ipv6", _HOST, "unreachable")), says="不能通过IPv6访问"
        ),
        Example.no_evidence(
            _PAGE, observations=(_YES, Observation("ipv6", _HOST, "no-prober")), says="没有IPv6网络"
        ),
        Example.no_evidence(_PAGE, observations=(_YES,), says="未测试"),
        Example.not_applicable(_PAGE, observations=(Observation("aaaa", _HOST, "no"),), says="没有IPv6地址"),
    ],
    catalogue=("ipv6-reach",),
    scope="online",
)
def ipv6_reachable(snapshot: Snapshot) -> Iterable[Finding]:
    """Where the host has an IPv6 address, a connection to it is answered.

    检查内容：
        域名有IPv6地址的网站，能否通过该地址访问。
    检查依据：
        2019年检查指标的功能设计部分包括IPv6改造（条文凭记忆整理，未核实）。
    整改方法：
        检查IPv6地址上的服务；不能提供服务的，先撤下AAAA记录。
    人工判断：
        判为不能访问的，可换一处IPv6网络复测。
    已知局限：
        采集地点没有IPv6网络的，不作结论；只看网站首页，不统计二级、三级链接的支持率。
    """
    host = host_of(snapshot.home.final_url or snapshot.site.url)
    seen = snapshot.observed("ipv6", host)
    outcome = seen[-1].outcome if seen and host else ""
    named = [observation.outcome for observation in snapshot.observed("aaaa", host) if host]
    if outcome == "reachable":
        yield Finding.at(Verdict.OK, f"可以通过IPv6访问{host}。", snapshot.home)
    elif outcome == "unreachable":
        yield Finding.at(Verdict.VIOLATION, f"域名{host}有IPv6地址，采集时不能通过IPv6访问。", snapshot.home)
    elif outcome == "no-prober":
        yield Finding.at(Verdict.NO_EVIDENCE, "采集地点没有IPv6网络，未能测试。", snapshot.home)
    elif "no" in named:
        yield Finding.at(Verdict.NOT_APPLICABLE, f"域名{host}没有IPv6地址，无从访问。", snapshot.home)
    else:
        yield Finding.at(Verdict.NO_EVIDENCE, f"采集时未测试{host}能否通过IPv6访问。", snapshot.home)
