"""The site says which services it offers."""

from __future__ import annotations

from collections.abc import Iterable

from govsite_checks import sample
from govsite_checks.model import ColumnType, Example, Finding, Role, Snapshot, Verdict, rule
from govsite_checks.reading.columns.channels import channel, link_named
from govsite_checks.reading.guides.services import read_offer
from govsite_checks.reading.guides.words import guide_words
from govsite_checks.reading.links.verdicts import quoted

_GUIDES = "".join(f'<li><a href="/g/{n}.html">第{n}项许可办事指南</a></li>' for n in range(1, 6))


@rule(
    id="service-catalogue-published",
    title="公开办事服务事项目录",
    clause="index-2019/services-items",
    remediation="公开本单位的办事服务事项目录或清单。",
    needs=(Role.HOME,),
    auto="P",
    examples=[
        Example.ok('<a href="/qd/">权责清单</a>', says="权责清单"),
        Example.ok("<p>首页</p>", says="5个", pages=(sample.column("services", f"<ul>{_GUIDES}</ul>"),)),
        Example.needs_review("<p>首页</p>", says="未见"),
        Example.not_applicable("<p>首页</p>", says="没有对外服务职能", site={"services": False}),
    ],
    catalogue=("service-catalogue",),
)
def service_catalogue_published(snapshot: Snapshot, *, few: int = 5) -> Iterable[Finding]:
    """A catalogue of services is linked to, or a services column lists several guides.

    检查内容：
        首页、网站地图和互动类栏目中有没有事项目录、清单的链接，或办事服务栏目是否列出5个以上的事项。
    检查依据：
        国办秘函〔2019〕19号办事服务“事项公开”；扣分办法未核实。
    整改方法：
        公开办事服务事项目录或清单，并与实际提供的事项一致。
    人工判断：
        目录可能在政务服务平台或下级页面，未见时一律由人工确认。
    已知局限：
        只看链接的名称，不判断目录是否完整、是否与实际一致。
    """
    if snapshot.site.services is False:
        yield Finding.at(Verdict.NOT_APPLICABLE, "台账登记为没有对外服务职能，本项不适用。", snapshot.home)
        return
    words = guide_words().links["catalogue"]
    link = link_named(snapshot, words, channel(snapshot, (ColumnType.SERVICES,), words).seen)
    offer = snapshot.derive(read_offer)
    count = len(offer.here) + len(offer.elsewhere)
    if link is not None:
        text = f"网站有事项目录的链接“{quoted(link.label)}”。"
        yield Finding.at(Verdict.OK, text, snapshot.home, snippet=link.url)
    elif count >= few:
        yield Finding.at(Verdict.OK, f"办事服务栏目列出事项{count}个。", snapshot.home)
    else:
        yield Finding.at(
            Verdict.NEEDS_REVIEW, "已查看的页面中未见办事服务事项目录，需人工确认。", snapshot.home
        )
