"""The public is told where a closed site has gone."""

from __future__ import annotations

from collections.abc import Iterable

from govsite_checks import sample
from govsite_checks.model import Example, Finding, Role, Snapshot, Verdict, rule
from govsite_checks.reading.domains.closing import Met, Standing, quoted, read_standing, why
from govsite_checks.reading.domains.parked import read_parked
from govsite_checks.reading.page.document import document

_OFFLINE = {"status": "offline"}
_NOTICE = "<title>关停公告</title><p>本网站已于2018年6月30日关停，请访问市政府门户网站。</p>"


@rule(
    id="closed-site-announced",
    title="网站关停、迁移前后向公众公告",
    clause="guideline-2017/migrate-notice-and-deregister",
    remediation="在原网站和承接内容的网站发布关停或迁移公告，写明时间和新网址；原网址可设置跳转。",
    examples=[
        Example.ok(_NOTICE, site=_OFFLINE, says="公告"),
        Example.ok(
            "",
            site=_OFFLINE,
            says="跳转到www.parent.gov.cn",
            pages=(sample.page(Role.HOME, "/", sample.site_page(), final="https://www.parent.gov.cn/"),),
        ),
        Example.ok(
            "",
            site=_OFFLINE,
            says="承接",
            pages=(
                sample.page(Role.HOME, "/", error="dns", status=None),
                sample.page(
                    Role.MIGRATED,
                    "https://www.parent.gov.cn/slj/",
                    sample.site_page(more="<p>水利局网站已整合至本站，原域名停止使用。</p>", links=3),
                ),
            ),
        ),
        Example.needs_review(sample.site_page(), site=_OFFLINE, says="未见关停或迁移公告"),
        Example.no_evidence(
            "",
            site=_OFFLINE,
            says="无法解析",
            pages=(sample.page(Role.HOME, "/", error="dns", status=None),),
        ),
        Example.not_applicable(sample.site_page(), says="正常运行"),
    ],
    needs=(),
    applies_to=("offline", "merged"),
    catalogue=("migrate-notice-and-deregister", "old-domain-grace"),
    auto="P",
)
def closed_site_announced(snapshot: Snapshot) -> Iterable[Finding]:
    """A notice, or a redirect to the site that took over, is met at the old address or at the new one.

    检查内容：
        永久下线、已整合网站的原网址是否有关停或迁移公告，或跳转到承接其内容的网站；台账登记的迁移地址上有公告的，也视为已公告。
    检查依据：
        《政府网站发展指引》和2018年第三季度通报要求，拟迁移的网站要做好公告公示。
    整改方法：
        在原网站和承接内容的网站发布公告，原网址可设置跳转。
    人工判断：
        原网址仍有页面而未见公告的，列出供人工查看；本条不直接判为不符合。
    已知局限：
        公告可能发布在上级门户网站，或在停止服务后已经撤下，原网址不再应答时不作结论；公告的内容和期限不作判断。
    """
    standing = read_standing(snapshot)
    elsewhere = _announced_elsewhere(snapshot)
    if standing.met is Met.NOTICE or standing.parked.kind == "closed":
        words = quoted(standing.parked.words)
        yield Finding.at(Verdict.OK, f"原网址有公告（“{words}”）。", standing.page, snippet=words)
    elif standing.met is Met.MOVED:
        yield Finding.at(Verdict.OK, f"原网址跳转到{quoted(standing.words)}。", standing.page)
    elif elsewhere is not None:
        yield elsewhere
    else:
        yield _unannounced(standing)


def _announced_elsewhere(snapshot: Snapshot) -> Finding | None:
    for page in snapshot.pages_of(Role.MIGRATED):
        if page.seen:
            said = document(snapshot, page).derive(read_parked)
            if said.kind == "closed":
                words = quoted(said.words)
                return Finding.at(Verdict.OK, f"承接内容的页面上有说明（“{words}”）。", page, snippet=words)
    return None


def _unannounced(standing: Standing) -> Finding:
    if standing.met in (Met.SILENT, Met.UNSEEN):
        text = f"原网址未能打开（{why(standing.page)}），是否公告过无从查看。"
        return Finding.at(Verdict.NO_EVIDENCE, text, standing.page)
    text = "原网址打开的页面上未见关停或迁移公告，也未跳转，需人工确认。"
    return Finding.at(Verdict.NEEDS_REVIEW, text, standing.page, snippet=quoted(standing.words))
