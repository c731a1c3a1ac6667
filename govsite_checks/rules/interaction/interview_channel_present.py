"""The site has an channel of interviews online."""

from __future__ import annotations

from collections.abc import Iterable

from govsite_checks import sample
from govsite_checks.model import ColumnType, Example, Finding, Role, Snapshot, Verdict, rule
from govsite_checks.reading.columns.channel_verdicts import absent
from govsite_checks.reading.columns.channels import channel
from govsite_checks.reading.links.verdicts import quoted
from govsite_checks.reading.talk.words import message_words

_LINKS = "".join(f'<a href="/{n}/">栏目{n}</a>' for n in range(12))


@rule(
    id="interview-channel-present",
    title="提供在线访谈渠道",
    clause="census-2015/interview-column",
    remediation="开设在线访谈栏目，结合重点工作组织访谈并公开实录。",
    needs=(Role.HOME,),
    auto="P",
    examples=[
        Example.ok(
            _LINKS,
            says="在线访谈",
            pages=(sample.column("interview", sample.rows(10, 20), title="在线访谈"),),
        ),
        Example.violation(sample.home(), says="未见在线访谈", pages=(sample.sitemap(),)),
        Example.needs_review(sample.home(), says="未见网站地图"),
        Example.needs_review(_LINKS + '<a href="/zb.html">直播间</a>', says="直播间"),
        Example.needs_review(_LINKS + '<a href="/hdjl/">互动交流</a>', says="互动交流"),
        Example.violation(
            sample.home() + '<a href="/hdjl/">互动交流</a>',
            says="未见在线访谈",
            pages=(
                sample.sitemap(),
                sample.column("other", "<p>来信选登</p>", "/hdjl/", title="互动交流"),
            ),
        ),
        Example.no_evidence(
            _LINKS, says="未能查看", pages=(sample.column("interview", error="timeout", status=None),)
        ),
    ],
    catalogue=("interview-column",),
)
def interview_channel_present(snapshot: Snapshot) -> Iterable[Finding]:
    """A column of interviews is there.

    检查内容：
        网站是否有在线访谈类栏目（在线访谈、网上直播、在线对话等）。
    检查依据：
        国办发〔2015〕15号普查评分表“互动访谈类栏目”。
    整改方法：
        开设在线访谈栏目，组织访谈并公开实录。
    人工判断：
        首页和互动类栏目都完整可读、也看过网站地图或多个栏目而未见此类栏目的，才判为不符合；栏目在站外、只见相近的链接、页面由脚本生成时，需人工查看。
    已知局限：
        只按栏目和链接的名称识别；不判断访谈的质量。
    """
    found = channel(snapshot, (ColumnType.INTERVIEW,), message_words().channel["interview"])
    if found.seen:
        page = found.seen[0]
        title = quoted(page.column.title if page.column is not None else page.url)
        yield Finding.at(Verdict.OK, f"网站有在线访谈栏目“{title}”。", page)
    else:
        yield absent(snapshot, found, "在线访谈栏目")
