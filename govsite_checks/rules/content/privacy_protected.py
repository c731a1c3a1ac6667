"""The pages show no personal numbers in full."""

from __future__ import annotations

from collections.abc import Iterable

from govsite_checks import sample
from govsite_checks.model import Example, Finding, Page, Role, Snapshot, Verdict, rule
from govsite_checks.reading.page.document import document
from govsite_checks.reading.safety.privacy import Kind, Leak, read_privacy
from govsite_checks.wording import ROLE

_PAGES = (Role.HOME, Role.COLUMN, Role.ARTICLE, Role.GUIDE, Role.MESSAGE)
# Numbers that belong to nobody: the days of birth are of the year 1900, the check digits are right.
_ID = "110101190001010014"

_ROWS = "".join(
    f"<tr><td>{name}</td><td>1390000000{len(name)}</td></tr>" for name in ("王某", "李某乙", "张某丙丁")
)


def _article(html: str) -> tuple[Page, ...]:
    return (sample.page("article", "/a/1.html", html),)


@rule(
    id="privacy-protected",
    title="页面未完整公开身份证号等个人信息",
    clause="guideline-2017/no-secret-privacy",
    remediation="对身份证号、银行卡号、个人手机号码作遮盖处理后重新发布，并联系搜索引擎清除快照。",
    needs=_PAGES,
    examples=[
        Example.ok("", says="未见", pages=_article("<p>身份证号：110101********0011</p>")),
        Example.needs_review("", says="110*************14", pages=_article(f"<p>身份证号：{_ID}</p>")),
        Example.ok(
            "",
            says="未见",
            pages=_article(f"<p>统一社会信用代码：{_ID}</p><p>项目代码 110101190001010012</p>"),
        ),
        Example.needs_review(
            "",
            says="银行卡号",
            pages=_article("<table><tr><td>卡号</td><td>6222020000000000000</td></tr></table>"),
        ),
        Example.needs_review(
            "",
            says="3 个个人手机号码",
            pages=_article(f"<table>{_ROWS}</table>"),
        ),
        Example.ok(
            "",
            says="未见",
            pages=_article("".join(f"<p>联系人：王某 1390000000{i}</p>" for i in range(5))),
            note="公开的联系人电话不是泄露",
        ),
    ],
    catalogue=("no-secret-privacy",),
    auto="P",
)
def privacy_protected(snapshot: Snapshot) -> Iterable[Finding]:
    """No sampled page shows an identity number, a bank card or a list of persons' mobile numbers in full.

    检查内容：
        抽查页面的文字中是否有未遮盖的居民身份证号码（校验位正确）、银行卡号（校验位正确且注明卡号），以及名单中的个人手机号码。
    检查依据：
        《政府网站发展指引》：发布的信息不得泄露个人隐私。
    整改方法：
        遮盖号码的中间各位后重新发布；附件中的名单一并处理。
    人工判断：
        只提出线索，一律由人工确认；法院公告、行政处罚等依法公开的情形由人工判断。报告中的号码只保留前三位和后两位。
    已知局限：
        附件和图片中的号码不在其内；注明联系人、咨询、值班、负责人等的公务电话不列出。
    """
    pages = [page for page in snapshot.pages if page.role in _PAGES and page.seen]
    found = False
    for page in pages:
        leaks = document(snapshot, page).derive(read_privacy)
        for kind in Kind:
            chosen = [leak for leak in leaks if leak.kind is kind]
            if chosen:
                found = True
                yield _finding(kind, chosen, page)
    if not found:
        yield Finding.at(Verdict.OK, f"抽查的 {len(pages)} 个页面未见完整的个人号码。", snapshot.home)


def _finding(kind: Kind, leaks: list[Leak], page: Page) -> Finding:
    shown = "、".join(leak.masked for leak in leaks[:3])
    text = f"{ROLE.get(page.role, '页面')}疑有 {len(leaks)} 个{kind.value}未遮盖（{shown}），需人工确认。"
    return Finding.at(Verdict.NEEDS_REVIEW, text, page)
