"""The pages carry no commercial advertising."""

from __future__ import annotations

from collections.abc import Iterable

from govsite_checks.model import Example, Finding, Role, Snapshot, Verdict, rule
from govsite_checks.reading.links.verdicts import quoted
from govsite_checks.reading.page.document import document
from govsite_checks.reading.safety.advertising import read_advertising
from govsite_checks.wording import ROLE

_PAGES = (Role.HOME, Role.COLUMN, Role.ARTICLE)


@rule(
    id="advertising-absent",
    title="页面未见商业广告",
    clause="guideline-2017/content-functions",
    remediation="撤下商业广告和广告联盟代码。",
    needs=_PAGES,
    examples=[
        Example.ok(
            '<a href="/zwgk/">政务公开</a><script src="https://hm.baidu.com/hm.js?1"></script>', says="未见"
        ),
        Example.needs_review('<script src="//pos.baidu.com/x.js"></script>', says="广告联盟代码"),
        Example.needs_review(
            '<div id="float_left"><a href="http://shop.example.com/"><img src="/a.gif"></a></div>',
            says="浮动图文",
        ),
        Example.ok(
            '<div id="float_left"><a href="https://www.gov.cn/zhuanti/"><img src="/a.gif" alt="专题"></a></div>',
            says="未见",
            note="指向政府网站的浮窗不是广告",
        ),
        Example.needs_review('<a href="http://x.example.com/">某某楼盘 特价</a>', says="楼盘"),
        Example.ok('<a href="http://x.example.com/">公益广告展播</a>', says="未见"),
    ],
    auto="P",
)
def advertising_absent(snapshot: Snapshot) -> Iterable[Finding]:
    """No sampled page carries code of an advertising network, a floating block or a link of commerce.

    检查内容：
        抽查页面是否有广告联盟的代码、指向商业网站的浮动图文，以及文字带有商业推销字样的站外链接。
    检查依据：
        《政府网站发展指引》列明的网站功能为信息发布、解读回应、办事服务和互动交流，不含商业推广；适老版中不得有广告弹窗。
    整改方法：
        撤下商业广告和广告联盟代码；公益宣传改用本站页面。
    人工判断：
        只提出线索，一律由人工确认是否为商业广告。
    已知局限：
        图片中的文字和由外部脚本插入的广告看不到；依据只有功能范围的规定，禁止刊登广告的条文未核实。
    """
    found = False
    said: set[str] = set()
    for page in snapshot.pages:
        if page.role not in _PAGES or not page.seen:
            continue
        signs = [sign for sign in document(snapshot, page).derive(read_advertising) if sign.url not in said]
        said.update(sign.url for sign in signs)
        if signs:
            found = True
            names = "、".join(dict.fromkeys(quoted(sign.what) for sign in signs[:3]))
            text = f"{ROLE.get(page.role, '页面')}有 {len(signs)} 处疑似商业广告（{names}），需人工确认。"
            yield Finding.at(
                Verdict.NEEDS_REVIEW, text, page, snippet=" ".join(sign.url for sign in signs[:3])
            )
    if not found:
        yield Finding.at(Verdict.OK, "抽查的页面未见商业广告的迹象。", snapshot.home)
