"""The site has an online channel for surveys and consultations of the public."""

from __future__ import annotations

from collections.abc import Iterable

from govsite_checks import sample
from govsite_checks.model import ColumnType, Example, Finding, Role, Snapshot, Verdict, rule
from govsite_checks.reading.columns.channel_verdicts import absent
from govsite_checks.reading.columns.channels import channel
from govsite_checks.reading.links.verdicts import quoted
from govsite_checks.reading.talk.words import message_words

_LINKS = "".join(f'<a href="/{n}/">栏目{n}</a>' for n in range(12))
_WHOLE = sample.home(without="征集调查")


@rule(
    id="survey-channel-present",
    title="提供网上调查征集渠道",
    clause="census-2015/survey-column",
    remediation="开设调查征集栏目，提供网上填写和提交意见的渠道；只留电子邮箱的不算。",
    needs=(Role.HOME,),
    auto="P",
    examples=[
        Example.ok(
            _LINKS, says="调查征集", pages=(sample.column("survey", sample.rows(10, 20), title="调查征集"),)
        ),
        Example.violation(_WHOLE, says="未见调查征集", pages=(sample.sitemap(without="征集调查"),)),
        Example.needs_review(_WHOLE, says="未见网站地图"),
        Example.needs_review(_LINKS + '<a href="/wj.html">问卷</a>', says="问卷"),
        Example.needs_review(_LINKS + '<a href="/hdjl/">互动交流</a>', says="互动交流"),
        Example.violation(
            _WHOLE + '<a href="/hdjl/">互动交流</a>',
            says="未见调查征集",
            pages=(
                sample.sitemap(without="征集调查"),
                sample.column("other", "<p>来信选登</p>", "/hdjl/", title="互动交流"),
            ),
        ),
        Example.no_evidence(
            _LINKS, says="未能查看", pages=(sample.column("survey", error="timeout", status=None),)
        ),
    ],
    catalogue=("survey-column", "survey"),
)
def survey_channel_present(snapshot: Snapshot) -> Iterable[Finding]:
    """A column of surveys is there.

    检查内容：
        网站是否有调查征集类栏目（征集调查、意见征集、网上调查等）。
    检查依据：
        国办发〔2015〕15号普查评分表“调查征集”和国办秘函〔2019〕19号“征集调查”（仅有电子邮箱不算网上渠道）。
    整改方法：
        开设调查征集栏目，提供网上填写、提交的渠道。
    人工判断：
        首页和互动类栏目都完整可读、也看过网站地图或多个栏目而未见此类栏目的，才判为不符合；栏目在站外、只见相近的链接、页面由脚本生成时，需人工查看。
    已知局限：
        只按栏目和链接的名称识别；不提交测试意见，不判断表单能否使用。
    """
    found = channel(snapshot, (ColumnType.SURVEY,), message_words().channel["survey"])
    if found.seen:
        page = found.seen[0]
        title = quoted(page.column.title if page.column is not None else page.url)
        yield Finding.at(Verdict.OK, f"网站有调查征集栏目“{title}”。", page)
    else:
        yield absent(snapshot, found, "调查征集栏目")
