"""The site publishes how many cases it has handled."""

from __future__ import annotations

from collections.abc import Iterable

from govsite_checks import sample
from govsite_checks.model import ColumnType, Example, Finding, Role, Snapshot, Verdict, rule
from govsite_checks.reading.columns.channels import channel, link_named
from govsite_checks.reading.guides.words import guide_words
from govsite_checks.reading.links.verdicts import quoted
from govsite_checks.reading.page.document import document


@rule(
    id="service-statistics-published",
    title="公开办事统计数据",
    clause="index-2019/services-items",
    remediation="公开办事服务的受理、办结数量等统计数据，并保持更新。",
    needs=(Role.HOME,),
    auto="P",
    examples=[
        Example.ok('<a href="/tj/">办件统计</a>', says="办件统计"),
        Example.ok(
            "<p>首页</p>",
            says="本月办结",
            pages=(sample.column("services", "<h2>办事服务</h2><p>本月办结：120件</p>"),),
        ),
        Example.needs_review("<p>首页</p>", says="未见"),
        Example.not_applicable("<p>首页</p>", says="没有对外服务职能", site={"services": False}),
    ],
    catalogue=("service-statistics",),
)
def service_statistics_published(snapshot: Snapshot) -> Iterable[Finding]:
    """Figures of cases handled, or a link to them, are shown.

    检查内容：
        首页、网站地图、互动和办事类栏目中有没有办事统计、办件统计的链接，或受理、办结数量。
    检查依据：
        国办秘函〔2019〕19号办事服务“办事统计”；扣分办法未核实。
    整改方法：
        公开受理量、办结量等数据，注明统计时间。
    人工判断：
        统计数据可能在政务服务平台或由脚本显示，未见时一律由人工确认。
    已知局限：
        只看名称和数量的表述，不判断数据是否准确、是否按期更新。
    """
    if snapshot.site.services is False:
        yield Finding.at(Verdict.NOT_APPLICABLE, "台账登记为没有对外服务职能，本项不适用。", snapshot.home)
        return
    words = guide_words().links
    columns = channel(snapshot, (ColumnType.SERVICES,), words["statistics"]).seen
    link = link_named(snapshot, words["statistics"], columns)
    if link is not None:
        text = f"网站有办事统计的链接“{quoted(link.label)}”。"
        yield Finding.at(Verdict.OK, text, snapshot.home, snippet=link.url)
        return
    for page in (snapshot.home, *columns):
        shown = words["figures"].search(document(snapshot, page).text) if page.seen else None
        if shown:
            yield Finding.at(Verdict.OK, f"页面公布办事数量“{quoted(shown[0])}”。", page, snippet=shown[0])
            return
    yield Finding.at(Verdict.NEEDS_REVIEW, "已查看的页面中未见办事统计数据，需人工确认。", snapshot.home)
