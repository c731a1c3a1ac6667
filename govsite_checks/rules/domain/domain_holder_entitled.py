"""A .gov.cn domain is held by a body that may hold one."""

from __future__ import annotations

from collections.abc import Iterable

from govsite_checks.model import Example, Finding, Snapshot, Verdict, rule
from govsite_checks.reading.domains.names import domain_of
from govsite_checks.reading.footers.footer import read_footer
from govsite_checks.reading.footers.verdicts import at

_RECORD = "https://bszs.conac.cn/sitename?method=show&amp;id=0123456789ABCDEF0123456789ABCDEF"
_MARK = f'<footer>主办：某局 版权所有 <a href="{_RECORD}"><img src="/images/{{}}" alt="{{}}"></a></footer>'


@rule(
    id="domain-holder-entitled",
    title="政府域名由有权使用的单位持有",
    clause="domain-2018/gov-cn-holder",
    remediation="不承担行政职能的事业单位，改用其他后缀的域名并注销.gov.cn域名；承担行政职能的，向主管单位说明。",
    examples=[
        Example.ok(_MARK.format("red.png", "党政机关"), says="机关"),
        Example.needs_review(
            _MARK.format("blue.png", "事业单位"), site={"nature": ""}, says="事业单位网站标识"
        ),
        Example.needs_review(_MARK.format("blue.png", "事业单位"), says="登记的单位性质为机关"),
        Example.needs_review(
            _MARK.format("red.png", ""), site={"nature": "institution"}, says="单位性质为事业单位"
        ),
        Example.no_evidence("<footer>主办：某局</footer>", site={"nature": ""}, says="未登记单位性质"),
        Example.not_applicable(
            _MARK.format("blue.png", "事业单位"),
            site={"url": "http://www.example.org.cn/"},
            says="不是.gov.cn",
        ),
    ],
    catalogue=("gov-cn-holder", "party-gov-mark-colour"),
    auto="P",
)
def domain_holder_entitled(snapshot: Snapshot) -> Iterable[Finding]:
    """Neither the inventory nor the mark on the page says that the holder is a public institution.

    检查内容：
        使用.gov.cn域名的网站，台账登记的单位性质是否为事业单位，页面加挂的是否为事业单位（蓝色）网站标识。
    检查依据：
        国办函〔2018〕55号规定，不承担行政职能的事业单位原则上不得使用.gov.cn域名。
    整改方法：
        更换域名并注销原域名，或说明所承担的行政职能。
    人工判断：
        事业单位是否承担行政职能只能由人工认定，本条只列出线索，不直接判为不符合。
    已知局限：
        不查询域名注册信息；蓝色标识按图片名和说明文字判断，图片被改名时看不出。
    """
    site = snapshot.site
    domain = domain_of(site.url)
    if domain.suffix != "gov.cn":
        yield Finding(Verdict.NOT_APPLICABLE, f"网站域名{domain.shown}不是.gov.cn域名。", site.url)
        return
    footer = snapshot.derive(read_footer)
    blue = next((mark for mark in footer.marks["conac"] if mark.detail.startswith("blue")), None)
    if site.nature == "institution":
        text = f"台账登记的单位性质为事业单位，网站域名为{domain.shown}，是否承担行政职能需人工确认。"
        yield Finding.at(Verdict.NEEDS_REVIEW, text, snapshot.home)
    elif blue is not None:
        said = "，台账登记的单位性质为机关" if site.nature == "organ" else ""
        text = f"网站域名为{domain.shown}，页面加挂的疑似事业单位网站标识{said}，需人工确认。"
        yield at(Verdict.NEEDS_REVIEW, text, footer, blue)
    elif site.nature == "organ":
        yield Finding.at(Verdict.OK, f"网站域名为{domain.shown}，台账登记的单位性质为机关。", snapshot.home)
    else:
        text = "台账未登记单位性质，页面上未见事业单位网站标识，无从判断。"
        yield Finding.at(Verdict.NO_EVIDENCE, text, snapshot.home)
