"""A site with outward services offers services."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from govsite_checks import sample
from govsite_checks.model import ColumnType, Example, Finding, Page, Role, Snapshot, Verdict, rule
from govsite_checks.reading.columns.channel_verdicts import absent
from govsite_checks.reading.columns.channels import channel
from govsite_checks.reading.guides.services import read_guides, read_offer
from govsite_checks.reading.guides.words import guide_words
from govsite_checks.reading.links.verdicts import quoted
from govsite_checks.reading.page.document import document, host_of
from govsite_checks.reading.talk.words import message_words

_LINKS = "".join(f'<a href="/{n}/">栏目{n}</a>' for n in range(12))
_WHOLE = sample.home(without="办事服务")
_SERVICES = {"services": True}


@rule(
    id="services-offered",
    title="提供办事服务",
    clause="index-2019/service-none",
    remediation="在网站上开设办事服务栏目，公开办事指南；服务在政务服务平台提供的，在首页设置清楚的入口。",
    needs=(Role.HOME,),
    auto="P",
    examples=[
        Example.ok(
            _LINKS,
            says="1个",
            pages=(sample.page("guide", "/g/1.html", "<p>申请条件：成年</p><p>申请材料：身份证</p>"),),
            site=_SERVICES,
        ),
        Example.ok(
            _LINKS + '<a href="https://zwfw.other.gov.cn/">政务服务网</a>',
            says="zwfw.other.gov.cn",
            site=_SERVICES,
        ),
        Example.violation(
            _WHOLE, says="未见办事服务栏目", pages=(sample.sitemap(without="办事服务"),), site=_SERVICES
        ),
        Example.needs_review(
            _WHOLE,
            says="对外服务职能",
            pages=(sample.sitemap(without="办事服务"),),
            note="台账未登记有无对外服务职能",
        ),
        Example.needs_review(_WHOLE, says="未见网站地图", site=_SERVICES),
        Example.needs_review(_LINKS + '<a href="/bs/">网上办事</a>', says="网上办事", site=_SERVICES),
        Example.needs_review(
            _LINKS,
            says="未见办事指南",
            pages=(sample.column("services", "<p>建设中</p>", title="办事服务"),),
            site=_SERVICES,
        ),
        Example.not_applicable(_LINKS, says="没有对外服务职能", site={"services": False}),
    ],
    catalogue=("service-impractical",),
)
def services_offered(snapshot: Snapshot) -> Iterable[Finding]:
    """The site shows guides, a services column that leads to some, or the way to a platform of services.

    检查内容：
        有对外服务职能的网站是否有办事服务栏目和办事指南，或链接到政务服务平台。
    检查依据：
        国办秘函〔2019〕19号“服务不实用”：有对外服务职能而未提供办事服务的，单项否决；没有对外服务职能的不适用。
    整改方法：
        开设办事服务栏目，公开办事指南，或设置政务服务平台的入口。
    人工判断：
        台账登记有对外服务职能，首页和互动类栏目都完整可读、也看过网站地图或多个栏目而未见任何办事服务的，才判为不符合；
        台账未登记有无此职能、栏目中未见指南、只见相近的链接、页面由脚本生成时，需人工查看。
    已知局限：
        链接到政务服务平台的视为已提供，不进入平台查看本单位的事项。
    """
    if snapshot.site.services is False:
        yield Finding.at(Verdict.NOT_APPLICABLE, "台账登记为没有对外服务职能，本项不适用。", snapshot.home)
        return
    guides = [one for one in snapshot.derive(read_guides) if one.guide.is_guide]
    offer = snapshot.derive(read_offer)
    if guides:
        yield Finding.at(Verdict.OK, f"网站提供办事服务，已查看办事指南{len(guides)}个。", guides[0].page)
    elif offer.here or offer.elsewhere:
        text = f"办事服务栏目列出办事指南{len(offer.here) + len(offer.elsewhere)}个。"
        yield Finding.at(Verdict.OK, text, snapshot.home)
    elif offer.systems:
        yield Finding.at(Verdict.OK, f"办事服务栏目列出在线办理入口{len(offer.systems)}个。", snapshot.home)
    elif platform := _platform(snapshot):
        yield Finding.at(Verdict.OK, f"首页链接到政务服务平台{platform}。", snapshot.home)
    else:
        yield _none(snapshot)


def _none(snapshot: Snapshot) -> Finding:
    found = channel(snapshot, (ColumnType.SERVICES,), message_words().channel["services"])
    if found.seen:
        page: Page = found.seen[0]
        title = quoted(page.column.title if page.column is not None else page.url)
        text = f"栏目“{title}”中未见办事指南的链接，需人工查看。"
        return Finding.at(Verdict.NEEDS_REVIEW, text, page)
    finding = absent(snapshot, found, "办事服务栏目")
    if finding.verdict is Verdict.VIOLATION and snapshot.site.services is None:
        text = f"{finding.message[:-1]}；台账未登记有无对外服务职能，需人工确认。"
        return replace(finding, verdict=Verdict.NEEDS_REVIEW, message=text)
    return finding


def _platform(snapshot: Snapshot) -> str:
    """The host of a platform of services elsewhere that the home page links to."""
    words = guide_words().links["offsite"]
    own = host_of(snapshot.home.final_url or snapshot.home.url)
    for link in document(snapshot, snapshot.home).links:
        host = host_of(link.url)
        if host and host != own and words.search(host):
            return host
    return ""
