"""The links that leave the site lead to pages that exist."""

from __future__ import annotations

from collections.abc import Iterable

from govsite_checks import sample
from govsite_checks.model import Example, Finding, Role, Snapshot, rule
from govsite_checks.reading.links.reach import answers
from govsite_checks.reading.links.verdicts import follow, report

_HOME = '<a href="http://a.example.org/">某协会</a><a href="http://b.example.com/x">某医院</a>'
_ALIVE = sample.page("external", "http://a.example.org/")


@rule(
    id="external-links-sound",
    title="站外链接均能打开",
    clause="census-2015/link-availability",
    remediation="修正或删除打不开的站外链接。",
    examples=[
        Example.ok(_HOME, says="1 个", pages=(_ALIVE,)),
        Example.violation(
            _HOME,
            says="“某医院”打不开：返回 404",
            pages=(
                _ALIVE,
                sample.page("external", "http://b.example.com/x", status=404, error="http-status"),
            ),
        ),
        Example.needs_review(
            _HOME,
            says="换网络环境",
            pages=(
                _ALIVE,
                sample.page(
                    "external",
                    "http://b.example.com/x",
                    status=None,
                    error="dns",
                    detail="域名不存在或没有地址记录",
                ),
            ),
            note="一个解析器查不到域名，别处也许能查到",
        ),
        Example.no_evidence(
            _HOME,
            says="未能确认",
            pages=(
                sample.page(
                    "external",
                    "http://b.example.com/x",
                    status=None,
                    error="dns",
                    detail="域名不存在或没有地址记录",
                ),
            ),
            note="没有一个站外域名能解析时，可能是本机网络的原因",
        ),
        Example.no_evidence(_HOME, says="未抽查"),
    ],
    catalogue=("link-availability", "dead-link"),
    auto="P",
    scope="online",
)
def external_links_sound(snapshot: Snapshot) -> Iterable[Finding]:
    """No link that leaves the site is answered by 404 or 410.

    检查内容：
        抽查到的站外链接能否打开；打不开的逐一列出链接文字和地址。
    检查依据：
        全国政府网站普查评分表“链接可用性”：考察不能打开或指向错误的链接数量，站外链接包括在内。
    整改方法：
        修正或删除打不开的站外链接。
    人工判断：
        对方明确返回 404 或 410 时判为不符合；域名查不到、页面文字称不存在、抽查的全部打不开时，需人工换网络环境查看。
    已知局限：
        只从一个网络环境访问；对方拒绝访问、超时、服务器错误计为“未能确认”。
    """
    known = snapshot.derive(answers)
    pages = [page for page in snapshot.pages_of(Role.EXTERNAL) if known.of(page.url) is page]
    followed = [follow(snapshot, known, page, "站外链接") for page in pages]
    yield from report([item for item in followed if item], "站外链接", home=snapshot.home)
