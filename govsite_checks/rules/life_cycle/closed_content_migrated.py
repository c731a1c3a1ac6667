"""What a closed site published is found at the site that took over."""

from __future__ import annotations

from collections.abc import Iterable

from govsite_checks import sample
from govsite_checks.model import Example, Finding, Page, PageError, Role, Snapshot, Verdict, rule
from govsite_checks.reading.domains.closing import Met, holds_content, quoted, read_standing, why
from govsite_checks.reading.domains.names import same_site
from govsite_checks.reading.page.document import document, host_of

_MOVED = "https://www.parent.gov.cn/slj/"
_CLOSED = {"status": "offline", "moved_to": _MOVED}
_GONE = sample.page(Role.HOME, "/", error="dns", status=None)


@rule(
    id="closed-content-migrated",
    title="已关停网站的内容迁移到承接网站",
    clause="beijing-notice-2018q3/closed-cleanup",
    remediation="把原网站有保存价值的信息迁移到承接网站，并在台账的moved_to中登记迁移后的地址。",
    examples=[
        Example.ok(
            "",
            site=_CLOSED,
            says="www.parent.gov.cn",
            pages=(_GONE, sample.page(Role.MIGRATED, _MOVED, sample.site_page())),
        ),
        Example.ok(
            "",
            site={"status": "offline"},
            says="跳转",
            pages=(sample.page(Role.HOME, "/", sample.site_page(), final=_MOVED),),
        ),
        Example.violation(
            "",
            site=_CLOSED,
            says="404",
            pages=(_GONE, sample.page(Role.MIGRATED, _MOVED, status=404, error="http-status")),
        ),
        Example.needs_review(
            "",
            site=_CLOSED,
            says="内容很少",
            pages=(_GONE, sample.page(Role.MIGRATED, _MOVED, "<p>建设中</p>")),
        ),
        Example.needs_review(
            "",
            site=_CLOSED,
            says="首页",
            pages=(
                _GONE,
                sample.page(Role.MIGRATED, _MOVED, sample.site_page(), final="https://www.parent.gov.cn/"),
            ),
        ),
        Example.no_evidence(
            "",
            site=_CLOSED,
            says="访问超时",
            pages=(_GONE, sample.page(Role.MIGRATED, _MOVED, status=None, error="timeout")),
        ),
        Example.no_evidence("", site={"status": "offline"}, says="未登记", pages=(_GONE,)),
        Example.not_applicable(sample.site_page(), says="正常运行"),
    ],
    needs=(),
    applies_to=("offline", "merged"),
    catalogue=("migrate-notice-and-deregister",),
    auto="P",
)
def closed_content_migrated(snapshot: Snapshot) -> Iterable[Finding]:
    """The address to which the content was moved holds content.

    检查内容：
        台账登记的迁移后地址能否打开、是否有内容；未登记地址而原网址跳转到承接网站的某个栏目的，看该栏目是否有内容。
    检查依据：
        2018年第三季度通报要求杜绝“只下线不迁移内容”。
    整改方法：
        把原网站的信息迁移到承接网站，并在台账中登记迁移后的地址。
    人工判断：
        登记的地址返回404或410的，判为不符合；页面内容很少、只跳转到首页的，需人工确认。
    已知局限：
        只看登记的地址是否有内容，不逐条比对原网站的信息是否都已迁移；台账未登记地址的不作结论。
    """
    pages = snapshot.pages_of(Role.MIGRATED)
    for page in pages:
        yield _judged(snapshot, page)
    if not pages:
        yield _followed(snapshot)


def _judged(snapshot: Snapshot, page: Page) -> Finding:
    if not page.seen:
        gone = page.error == PageError.HTTP_STATUS and page.status in (404, 410)
        if gone and snapshot.site.moved_to:
            return Finding.at(Verdict.VIOLATION, f"台账登记的迁移后地址打不开（{why(page)}）。", page)
        return Finding.at(Verdict.NO_EVIDENCE, f"未能查看迁移后的地址：{why(page)}。", page)
    read = document(snapshot, page)
    host = host_of(page.final_url or page.url)
    if _is_root(page.final_url) and not _is_root(page.url):
        text = f"迁移后的地址跳转到{quoted(host)}的首页，内容是否迁移需人工确认。"
        return Finding.at(Verdict.NEEDS_REVIEW, text, page)
    if not holds_content(read):
        text = f"迁移后的页面内容很少（标题“{quoted(read.title)}”），需人工确认。"
        return Finding.at(Verdict.NEEDS_REVIEW, text, page)
    return Finding.at(Verdict.OK, f"迁移后的地址有内容（{quoted(host)}，标题“{quoted(read.title)}”）。", page)


def _followed(snapshot: Snapshot) -> Finding:
    """Where no address is known: the column that the old address leads to."""
    standing = read_standing(snapshot)
    page = standing.page
    if standing.met is Met.MOVED and not _is_root(page.final_url) and holds_content(document(snapshot, page)):
        return Finding.at(Verdict.OK, f"原网址跳转到{quoted(standing.words)}的栏目，其中有内容。", page)
    if snapshot.site.moved_to:
        return Finding(Verdict.NO_EVIDENCE, "迁移后的地址未采集，无从查看。", snapshot.site.moved_to)
    own = host_of(snapshot.site.url)
    parent = snapshot.parent
    if parent is not None and same_site(own, host_of(parent.url)) and standing.met is Met.SITE:
        return Finding.at(Verdict.OK, "网址即为所属网站的栏目，其中有内容。", page)
    return Finding.at(Verdict.NO_EVIDENCE, "台账未登记迁移后的地址，无从查看内容是否迁移。", page)


def _is_root(url: str) -> bool:
    return url.split("://", 1)[-1].partition("/")[2].split("?")[0].split("#")[0] in (
        "",
        "index.html",
        "index.htm",
    )
