"""The labels in the heads of a site's pages (网页标签), as its facts say."""

from __future__ import annotations

from datetime import timedelta

from .content import Article, Column
from .site import DemoSite

Labels = list[tuple[str, str]]


def labels_of(site: DemoSite, *, column: Column | None, article: Article | None, home: bool) -> Labels:
    """Name and content of each label of a page: those of the site, and of a column or of an article."""
    facts = site.facts.labels
    fill = {"name": site.name, "host": site.host}
    made: Labels = [
        ("SiteName", facts.site_name.format(**fill)),
        ("SiteDomain", facts.site_domain.format(**fill)),
    ]
    code = site.facts.footer.meta_code.format(code=site.code)
    made += [("SiteIDCode", code)] if code else []
    if home:
        made += _column("首页", "首页", site)
    elif column is not None:
        made += _column(column.title, column.plan.label, site)
    if article is not None:
        day = article.published + timedelta(days=facts.pub_days)
        made += [
            ("ArticleTitle", facts.article_title.format(title=article.title)),
            ("PubDate", day.strftime(facts.pub_date)),
            ("ContentSource", article.source),
        ]
    return [
        (name, "" if name in facts.empty else content) for name, content in made if name not in facts.without
    ]


def _column(title: str, kind: str, site: DemoSite) -> Labels:
    return [
        ("ColumnName", title),
        ("ColumnDescription", f"{site.name}{title}栏目"),
        ("ColumnKeywords", f"{title},虚构市"),
        ("ColumnType", kind),
    ]
