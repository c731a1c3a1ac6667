"""The site's labels say what the inventory says."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from govsite_checks import sample
from govsite_checks.model import Example, Expected, Finding, Page, Role, Site, Snapshot, Verdict, rule
from govsite_checks.reading.articles.article import letters
from govsite_checks.reading.articles.label_gaps import labels_of, own_pages
from govsite_checks.reading.lists.upkeep import clean
from govsite_checks.reading.page.document import host_of

_ROLES = (Role.HOME, Role.SITEMAP, Role.COLUMN, Role.ARTICLE, Role.GUIDE)
_HEAD = (
    '<meta name="SiteName" content="示例市人民政府"><meta name="SiteDomain" content="www.example.gov.cn">'
    '<meta name="SiteIDCode" content="1100000088">'
)
_PARENT = Site(id="p", name="示例省人民政府", url="https://www.province.gov.cn/", site_code="1100000001")
_SCHEME = re.compile(r"^[a-z]{2,8}:/{0,2}|^//")
_CODE = re.compile(r"bm\d{8}|\d{10}")
_END = re.compile(r"(?:门户网站|官方网站|政府网站|网站|网)$")


@rule(
    id="label-site-accurate",
    title="网站标签与网站信息一致",
    clause="guideline-2017/meta-site",
    remediation="按全国政府网站信息报送系统中登记的名称、域名和标识码填写网站标签。",
    examples=[
        Example.ok(_HEAD, says="一致"),
        Example.ok(_HEAD.replace("www.example.gov.cn", "http://EXAMPLE.gov.cn:80/"), says="一致"),
        Example.ok(_HEAD.replace("示例市人民政府", "示例市人民政府门户网站"), says="一致"),
        Example.violation(_HEAD.replace("1100000088", "1100000099"), says="SiteIDCode为“1100000099”"),
        Example.needs_review(
            _HEAD.replace("示例市人民政府", "某某市人民政府"), says="SiteName为“某某市人民政府”"
        ),
        Example.needs_review(
            _HEAD.replace("www.example", "old.example"), says="SiteDomain为“old.example.gov.cn”"
        ),
        Example(
            _HEAD,
            (Expected(Verdict.VIOLATION, "有1个页面"),),
            pages=(sample.page(Role.ARTICLE, "/a/1.html", _HEAD.replace("1100000088", "12")),),
        ),
        Example(
            _HEAD,
            (Expected(Verdict.NEEDS_REVIEW, "有1个页面"),),
            pages=(sample.page(Role.ARTICLE, "/slj/1.html", _HEAD.replace("1100000088", "1100000099")),),
            note="首页的编码正确，个别页面可能属于同一主机上的其他网站",
        ),
        Example.not_applicable("<title>首页</title>", says="未见"),
        Example.ok(
            _HEAD.replace("1100000088", "1100000001"), parent=_PARENT, note="已整合，用所属网站的标识码"
        ),
        Example.ok(_HEAD, site={"site_code": ""}, says="一致", note="台账中没有标识码的不比较"),
    ],
    catalogue=("meta-site", "site-code-consistent"),
)
def label_site_accurate(snapshot: Snapshot) -> Iterable[Finding]:
    """The contents of the site's labels equal the inventory.

    检查内容：
        页面 SiteName、SiteDomain、SiteIDCode 标签的内容与台账登记的名称、网址的域名和标识码是否一致。
        域名不计协议、端口、“www.”和大小写；名称不计“网站”“门户网站”等后缀；已整合的网站用所属网站的信息也可以。
    检查依据：
        《政府网站发展指引》附件《网页设计规范》“网页标签”对网站标签的要求。
    整改方法：
        按报送系统中登记的信息填写。
    人工判断：
        标识码不同为不符合；首页的标识码正确、其他页面另用一个格式正确的标识码的，可能属于同一主机上的其他网站，需人工判断。
        名称、域名不同可能是简称或多个域名，需人工判断。
    已知局限：
        以台账为准，台账有误时结论随之有误。没有标签或内容为空的，由另一项检查判断。
    """
    pages = own_pages(snapshot, _ROLES)
    sites = [snapshot.site, *([snapshot.parent] if snapshot.parent is not None else [])]
    told, compared = False, 0
    hosts = {_host(host) for host in _hosts(sites, snapshot.home)}
    comparisons: tuple[tuple[str, Verdict, Callable[[str], bool]], ...] = (
        ("SiteIDCode", Verdict.VIOLATION, lambda value: _same_code(value, sites)),
        ("SiteName", Verdict.NEEDS_REVIEW, lambda value: _same_name(value, sites)),
        ("SiteDomain", Verdict.NEEDS_REVIEW, lambda value: _same_domain(value, hosts)),
    )
    for label, verdict, equal in comparisons:
        for value, group in _values(snapshot, pages, label).items():
            compared += 1
            if not equal(value):
                told = True
                said = f"有{len(group)}个页面的{label}为“{clean(value)}”，与台账登记的“{_listed(snapshot.site, label)}”不同"
                if verdict is Verdict.VIOLATION and _may_be_anothers(snapshot, value, group, sites):
                    said += "，首页的与台账一致，可能属于同一主机上的其他网站，需人工确认"
                    yield Finding.at(Verdict.NEEDS_REVIEW, f"{said}。", group[0])
                    continue
                yield Finding.at(verdict, f"{said}。", group[0])
    if not compared:
        yield Finding.at(
            Verdict.NOT_APPLICABLE, "已查看的页面未见有内容的网站标签，无从比较。", snapshot.home
        )
    elif not told:
        yield Finding.at(Verdict.OK, f"已查看的{len(pages)}个页面的网站标签与台账一致。", snapshot.home)


def _may_be_anothers(snapshot: Snapshot, value: str, group: list[Page], sites: list[Site]) -> bool:
    """Whether pages with another code may be another site's: the code is one, and the home page has the right one."""
    home = snapshot.home
    if home in group or not home.seen or _CODE.fullmatch(letters(value)) is None:
        return False
    own = labels_of(snapshot, home).site_id_code
    return bool(own) and _same_code(own or "", sites)


_FIELDS = {"SiteIDCode": "site_id_code", "SiteName": "site_name", "SiteDomain": "site_domain"}


def _values(snapshot: Snapshot, pages: Iterable[Page], label: str) -> dict[str, list[Page]]:
    """The contents of a label, each with its pages; what is empty or absent left out."""
    found: dict[str, list[Page]] = {}
    for page in pages:
        value = getattr(labels_of(snapshot, page), _FIELDS[label])
        if value:
            found.setdefault(value, []).append(page)
    return found


def _listed(site: Site, label: str) -> str:
    return clean(
        {"SiteIDCode": site.site_code, "SiteName": site.name, "SiteDomain": host_of(site.url)}[label]
    )


def _same_code(value: str, sites: list[Site]) -> bool:
    codes = {letters(site.site_code) for site in sites if site.site_code}
    return not sites[0].site_code or letters(value) in codes


def _same_name(value: str, sites: list[Site]) -> bool:
    return any(_core(value) == _core(site.name) for site in sites)


def _core(name: str) -> str:
    return _END.sub("", letters(name))


def _same_domain(value: str, hosts: set[str]) -> bool:
    return any(_host(part) in hosts for part in re.split(r"[,，;；、\s]+", value) if part)


def _hosts(sites: list[Site], home: Page) -> Iterator[str]:
    yield from (host_of(site.url) for site in sites)
    yield host_of(home.final_url or home.url)


def _host(written: str) -> str:
    bare = _SCHEME.sub("", written.strip().lower()).split("/")[0].split(":")[0].rstrip(".")
    return bare.removeprefix("www.")
