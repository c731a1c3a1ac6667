"""Maps state their approval number or come from a service of standard maps."""

from __future__ import annotations

from collections.abc import Iterable

from govsite_checks import sample
from govsite_checks.model import Example, Finding, Role, Snapshot, Verdict, rule
from govsite_checks.reading.links.verdicts import listed
from govsite_checks.reading.page.document import document
from govsite_checks.reading.safety.maps import read_maps
from govsite_checks.wording import ROLE

_PAGES = (Role.HOME, Role.COLUMN, Role.ARTICLE)
_MAP = '<p><img src="/i/1.jpg" alt="示例市行政区划图"></p>'


@rule(
    id="map-approval-shown",
    title="页面使用的地图标明审图号",
    clause="guideline-2017/map-approval-number",
    remediation="改用标准地图，或在地图旁标明审图号。",
    needs=_PAGES,
    examples=[
        Example.ok(f"{_MAP}<p>审图号：GS(2016)1549号</p>", says="审图号"),
        Example.ok(f"{_MAP}<p>京S（2018）012号</p>", says="京S(2018)012号"),
        Example.needs_review(_MAP, says="“示例市行政区划图”"),
        Example.ok('<iframe src="https://api.map.baidu.com/x"></iframe>', says="地图服务"),
        Example.not_applicable(
            '<a href="/map/">网站地图</a><img src="/i/map.png" alt="网站地图">', says="未见地图"
        ),
        Example.needs_review("", says="内容页", pages=(sample.page("article", "/a/1.html", _MAP),)),
    ],
    catalogue=("map-approval-number",),
    auto="P",
)
def map_approval_shown(snapshot: Snapshot) -> Iterable[Finding]:
    """Where a picture's words say that it is a map of territory, an approval number or a standard source stands by it.

    检查内容：
        抽查页面上替代文字、标题或文件名表明是行政区划图、区位图等地图的图片，页面是否标明审图号或标准地图来源。
    检查依据：
        《政府网站发展指引》：使用的地图应为标准地图，或注明审图号。
    整改方法：
        改用自然资源主管部门公布的标准地图，或送审后标明审图号。
    人工判断：
        审图号可能写在图片里，未见文字的一律列为线索，由人工查看图片。
    已知局限：
        没有替代文字、文件名也看不出是地图的图片不能发现；嵌入的地图服务自带审图号，不再核对；不核对审图号真伪。
    """
    seen, said = 0, set[str]()
    approved = ""
    for page in snapshot.pages:
        if page.role not in _PAGES or not page.seen:
            continue
        maps = document(snapshot, page).derive(read_maps)
        seen += len(maps.names)
        approved = approved or maps.approval
        names = [name for name in maps.names if name not in said]
        if names and not maps.approval:
            said.update(names)
            text = f"{ROLE.get(page.role, '页面')}有 {len(names)} 幅疑似地图（{listed(names, 3)}），页面文字未见审图号，需人工查看。"
            yield Finding.at(Verdict.NEEDS_REVIEW, text, page, snippet=" ".join(names[:5]))
    if not seen:
        yield Finding.at(Verdict.NOT_APPLICABLE, "抽查的页面未见地图。", snapshot.home)
    elif not said:
        yield Finding.at(Verdict.OK, f"抽查页面上的地图标明了审图号或来源（{approved}）。", snapshot.home)
