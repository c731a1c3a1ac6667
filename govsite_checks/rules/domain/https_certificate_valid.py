"""The site's certificate is valid."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from govsite_checks import sample
from govsite_checks.model import Example, Finding, Observation, Role, Snapshot, Verdict, rule
from govsite_checks.reading.page.document import host_of

_PAGE = sample.site_page()
_HOST = "www.example.gov.cn"
_HTTP = sample.page(Role.HOME, "http://www.example.gov.cn/", _PAGE)
_FAULTS = {
    "expired": "已过期",
    "not-yet-valid": "尚未生效",
    "host-mismatch": "与域名不符",
    "self-signed": "为自签名证书",
}


def _seen(outcome: str, until: str = "2019-09-01") -> tuple[Observation, ...]:
    return (Observation("certificate", _HOST, outcome, value=until),)


@rule(
    id="https-certificate-valid",
    title="HTTPS证书有效",
    clause="website-security/https",
    remediation="更换由受信任机构签发、包含本站域名、在有效期内的证书，并配置完整的证书链。",
    examples=[
        Example.ok(_PAGE, observations=_seen("valid"), says="2019-09-01"),
        Example.ok(_PAGE, observations=_seen("valid", "2018-09-20"), says="还有10日到期"),
        Example.violation(_PAGE, observations=_seen("expired", "2018-09-01"), says="已过期（2018-09-01）"),
        Example.violation(_PAGE, observations=_seen("host-mismatch"), says="与域名不符"),
        Example.violation(_PAGE, observations=_seen("self-signed"), says="自签名"),
        Example.needs_review(_PAGE, observations=_seen("untrusted"), says="签发机构"),
        Example.needs_review(
            "",
            site={"url": "http://www.example.gov.cn/"},
            observations=_seen("host-mismatch"),
            pages=(_HTTP,),
            says="以HTTP提供访问",
        ),
        Example.no_evidence(_PAGE, observations=_seen("unknown", ""), says="未能取得"),
        Example.no_evidence(_PAGE, says="未采集"),
        Example.not_applicable("", site={"url": "http://www.example.gov.cn/"}, pages=(_HTTP,), says="HTTP"),
    ],
    catalogue=("https-valid", "cert-expiry"),
    scope="online",
)
def https_certificate_valid(snapshot: Snapshot, *, soon_days: int = 30) -> Iterable[Finding]:
    """The certificate is in force, names the host and is not its own issuer.

    检查内容：
        HTTPS证书是否在有效期内、是否包含网站域名、是否为自签名；将在规定天数内到期的在结论中注明。
    检查依据：
        网络安全的通行做法，属建议性要求；《政府网站发展指引》中未见编号条款。
    整改方法：
        更换有效的证书，配置完整的证书链。
    人工判断：
        签发机构未能验证的，可能是缺少中间证书、使用国密证书或采集环境缺少根证书，需人工确认；网站以HTTP提供访问的，443端口上的证书可能属于其他网站，需人工确认。
    已知局限：
        国密证书无法测试；采集时未取得证书的，不作结论。
    """
    home = snapshot.home
    secure = (home.final_url or home.url).lower().startswith("https:")
    host = host_of(home.final_url or snapshot.site.url)
    seen = snapshot.observed("certificate", host) if host else ()
    if seen:
        yield _judged(snapshot, seen[-1], secure, soon_days)
    elif secure:
        yield Finding.at(Verdict.NO_EVIDENCE, "未采集到HTTPS证书的信息。", home)
    else:
        yield Finding.at(Verdict.NOT_APPLICABLE, "网站以HTTP提供访问，未采集到证书的信息。", home)


def _judged(snapshot: Snapshot, seen: Observation, secure: bool, soon_days: int) -> Finding:
    until = f"（{seen.value}）" if seen.value else ""
    offered = secure or any(page.seen for page in snapshot.pages_of(Role.HTTPS))
    if seen.outcome == "valid":
        return Finding.at(
            Verdict.OK, f"HTTPS证书有效{_remaining(snapshot, seen.value, soon_days)}。", snapshot.home
        )
    if seen.outcome in _FAULTS:
        text = f"{seen.subject}的HTTPS证书{_FAULTS[seen.outcome]}{until}"
        if offered:
            return Finding.at(Verdict.VIOLATION, f"{text}。", snapshot.home)
        text = f"{text}，网站以HTTP提供访问，是否为本站证书需人工确认。"
        return Finding.at(Verdict.NEEDS_REVIEW, text, snapshot.home)
    if seen.outcome == "untrusted":
        text = f"{seen.subject}的HTTPS证书签发机构未能验证，需人工确认。"
        return Finding.at(Verdict.NEEDS_REVIEW, text, snapshot.home)
    return Finding.at(Verdict.NO_EVIDENCE, f"未能取得{seen.subject}的HTTPS证书。", snapshot.home)


def _remaining(snapshot: Snapshot, value: str, soon_days: int) -> str:
    """Until when it is valid, and how soon that is."""
    try:
        until = date.fromisoformat(value[:10])
    except ValueError:
        return ""
    left = (until - snapshot.as_of.date()).days
    soon = f"，还有{left}日到期" if 0 <= left <= soon_days else ""
    return f"，有效期至{until.isoformat()}{soon}"
