"""A site has one main domain."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from govsite_checks import sample
from govsite_checks.model import Example, Finding, Page, Role, Snapshot, Verdict, rule
from govsite_checks.reading.domains.names import Domain, domain_of

_PAGE = sample.site_page()


@rule(
    id="domain-single",
    title="网站只使用一个主域名",
    clause="guideline-2017/single-domain",
    remediation="明确一个主域名并登记在台账中，其他域名跳转到主域名，不再需要的注销。",
    examples=[
        Example.ok(_PAGE, says="example.gov.cn"),
        Example.ok(
            "",
            says="example.gov.cn",
            pages=(
                sample.page(Role.HOME, "/", _PAGE, final="https://www.example.gov.cn/index.html"),
                sample.page(Role.TWIN, "https://example.gov.cn/", _PAGE, final="https://www.example.gov.cn/"),
            ),
        ),
        Example.needs_review(
            "",
            says="other.gov.cn",
            pages=(sample.page(Role.HOME, "/", _PAGE, final="https://www.other.gov.cn/"),),
        ),
        Example.needs_review(
            "",
            says="shop.com",
            pages=(
                sample.page(Role.HOME, "/", _PAGE),
                sample.page(Role.TWIN, "https://example.gov.cn/", _PAGE, final="https://www.shop.com/"),
            ),
        ),
        Example.ok(
            "",
            says="示例市.政务",
            pages=(sample.page(Role.HOME, "/", _PAGE, final="http://示例市.政务/"),),
            note="一个英文域名和一个中文域名",
        ),
        Example.not_applicable(_PAGE, site={"url": "http://127.0.0.1:8000/"}, says="不是公开的域名"),
    ],
    catalogue=("single-domain", "one-cn-one-en-domain"),
    auto="P",
    scope="online",
)
def domain_single(snapshot: Snapshot) -> Iterable[Finding]:
    """The addresses of the site lead to one registered domain, or to one English and one Chinese one.

    检查内容：
        台账网址打开后所在的域名、有无www的另一形式打开后所在的域名，是否与台账网址属于同一个注册域名。
    检查依据：
        《政府网站发展指引》提出一个网站不宜注册多个域名；国办函〔2018〕55号提出原则上一个中文域名和一个英文域名，有多个的要明确主域名。
    整改方法：
        明确主域名并更新台账，其他域名跳转到主域名或注销。
    人工判断：
        打开后到了另一个注册域名的，列出供人工查看，本条不直接判为不符合：可能是域名变更的过渡期、统一平台或内容加速服务。
    已知局限：
        只能发现台账网址和有无www两种形式涉及的域名，不查询单位注册的其他域名。
    """
    asked = domain_of(snapshot.site.url)
    if not asked.public:
        yield Finding(Verdict.NOT_APPLICABLE, f"台账网址{asked.shown}不是公开的域名。", snapshot.site.url)
        return
    others = list(_others(snapshot, asked))
    for page, other in others:
        text = f"访问{domain_of(page.url).shown}打开的是{other.shown}，与台账的域名{asked.shown}不属同一注册域名，需人工确认。"
        yield Finding.at(Verdict.NEEDS_REVIEW, text, page)
    if not others:
        seen = dict.fromkeys(domain.shown for domain in (asked, *_met(snapshot)))
        yield Finding.at(Verdict.OK, f"网站使用的域名为{'、'.join(seen)}。", snapshot.home)


def _met(snapshot: Snapshot) -> Iterator[Domain]:
    for page in (snapshot.home, *snapshot.pages_of(Role.TWIN)):
        if page.seen:
            yield domain_of(page.final_url or page.url)


def _others(snapshot: Snapshot, asked: Domain) -> Iterator[tuple[Page, Domain]]:
    """The pages that were met under another registered domain of the same writing."""
    for page in (snapshot.home, *snapshot.pages_of(Role.TWIN)):
        if page.seen:
            met = domain_of(page.final_url or page.url)
            if met.public and met.registered != asked.registered and met.english == asked.english:
                yield page, met
