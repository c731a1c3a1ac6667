"""Every page carries the site's labels."""

from __future__ import annotations

from collections.abc import Iterable

from govsite_checks import sample
from govsite_checks.model import Example, Expected, Finding, Role, Snapshot, Verdict, rule
from govsite_checks.reading.articles.label_gaps import SITE, gaps

_HEAD = (
    '<meta name="SiteName" content="示例市人民政府"><meta name="SiteDomain" content="www.example.gov.cn">'
    '<meta name="SiteIDCode" content="1100000088">'
)


@rule(
    id="label-site-complete",
    title="每个页面都有网站标签",
    clause="guideline-2017/meta-site",
    remediation="在网页模板的 head 中加入 SiteName、SiteDomain 和 SiteIDCode 三个标签并填写内容。",
    examples=[
        Example.ok(_HEAD, says="均有"),
        Example.ok(
            '<meta content="示例市人民政府" name="sitename"><meta property="SITEDOMAIN" content="www.example.gov.cn">'
            "<meta name='siteidcode' content='1100000088'>",
            note="名称不分大小写，用 property 也可以",
        ),
        Example.violation("<title>首页</title>", says="有1个未见SiteName、SiteDomain、SiteIDCode标签"),
        Example.violation(_HEAD.replace("1100000088", ""), says="SiteIDCode标签没有内容"),
        Example.violation(f"<!-- {_HEAD} -->", says="未见SiteName", note="写在注释里的不算"),
        Example(
            _HEAD,
            (Expected(Verdict.VIOLATION, "3个页面中，有2个未见"),),
            pages=(
                sample.column("news", sample.rows(1, 2)),
                sample.page(Role.ARTICLE, "/a/1.html", "<h1>标题</h1>"),
                sample.page(Role.ARTICLE, "https://other.gov.cn/1.html", "<h1>标题</h1>"),
            ),
            note="站外的页面不计",
        ),
        Example.ok(
            '<frameset rows="*"><frame src="/main.html"></frameset>',
            says="1个页面",
            pages=(sample.column("news", _HEAD),),
            note="首页只是框架集，读者看到的是其中的页面",
        ),
        Example.no_evidence(
            '<div id="app"></div><script src="/app.js"></script>',
            says="没有可供检查",
            note="由脚本生成的页面",
        ),
    ],
    catalogue=("meta-site", "page-tags"),
)
def label_site_complete(snapshot: Snapshot) -> Iterable[Finding]:
    """Every sampled page has SiteName, SiteDomain and SiteIDCode with content.

    检查内容：
        首页、栏目页、内容页、网站地图和办事指南等已查看的页面，是否都有 SiteName、SiteDomain、SiteIDCode 标签且内容不为空。
        缺少相同标签的页面合为一条结论，注明页数和一个例子。
    检查依据：
        《政府网站发展指引》附件《网页设计规范》“网页标签”：每个页面都应设置网站标签，三项均为必选。
    整改方法：
        在网页模板中统一加入三个标签。
    人工判断：
        无。标签内容是否正确由另一项检查判断。
    已知局限：
        只查采集到的页面。由脚本在打开后才加入的标签不计；站外页面、只有框架集、自动转到别处或由脚本生成内容的页面不计。
    """
    yield from gaps(
        snapshot,
        (Role.HOME, Role.SITEMAP, Role.COLUMN, Role.COLUMN_NEXT, Role.ARTICLE, Role.GUIDE, Role.MESSAGE),
        SITE,
    )
