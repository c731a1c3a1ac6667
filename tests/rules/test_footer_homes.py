"""Whole home pages as content systems write them: what a citizen sees is no violation, what is gone is one."""

from __future__ import annotations

import pytest

from govsite_checks.evaluate import evaluate, gravest, snapshot_of
from govsite_checks.model import Example, Role, Rule
from govsite_checks.registry import gather, installed

RULES: dict[str, Rule] = dict(gather(installed()))
HEAD = (
    '<!doctype html><html><head><meta charset=utf-8><title>虚构县人民政府</title><script src="/r/jquery-3.6.0.min.js"></script>'
    '</head><body><div class="header"><a href="/">虚构县人民政府</a></div><div class="nav"><a href="/">首页</a><a href="/zwgk/">'
    '政务公开</a></div><div class="w1200"><div class="yw"><h3>要闻动态</h3><ul>'
    + "".join(
        f"<li><a href=/xw/{n}.html>虚构县召开第{n}次常务会议</a><span>03-0{n}</span></li>"
        for n in range(1, 9)
    )
    + '</ul></div><div class="tz"><h3>公示公告</h3><ul><li><a href=/t/1>关于做好网站ICP备案和公安机关备案工作的通知</a>03-01</li>'
    "<li><a href=/t/2>关于启用政府网站标识码的公告</a>03-02</li><li><a href=/t/3>我为政府网站找错平台留言办理情况通报</a>03-03</li>"
    "<li><a href=/t/4>2024年招聘公告（联系电话：0571-88880000）</a>03-04</li>"
    "<li><a href=/t/5>由县文旅局主办的民俗节开幕</a>03-05</li></ul></div></div>"
)
LINKS = (
    '<div class="links"><select><option>省级部门</option></select><a href="https://www.gov.cn/">中国政府网</a>'
    '<a href="http://www.conac.cn/">政务域名</a><a href="http://www.beian.gov.cn/">互联网安全管理平台</a></div>'
)
TAIL = (
    '<script src="/r/swiper-bundle.min.js"></script><script>var sw=new Swiper(".banner",{autoplay:true});</script>'
    '<script>var _hmt=_hmt||[];(function(){var hm=document.createElement("script");hm.src="https://hm.baidu.com/hm.js?ab";'
    'var s=document.getElementsByTagName("script")[0];s.parentNode.insertBefore(hm,s);})();</script></body></html>'
)
RECORD = "https://bszs.conac.cn/sitename?method=show&id=0A1B2C3D4E5F60718293A4B5C6D7E8F9"
EMBED = (
    '<script id="_jiucuo_" sitecode="1100000088" src="https://zfwzgl.www.gov.cn/exposure/jiucuo.js"></script>'
)
MARKS = {
    "footer-party-gov-mark": f'<a href="{RECORD}"><img src="/r/red.png"></a>',
    "footer-site-code": "网站标识码：1100000088",
    "footer-icp": '<a href="https://beian.miit.gov.cn/">京ICP备12345678号-1</a>',
    "footer-police-filing": '<img src="/r/ga.png">京公网安备 11010102000088号',
    "footer-jiucuo": f'<span id="_span_jiucuo"></span>{EMBED}',
    "footer-sponsor": "主办：虚构县人民政府办公室",
    "footer-contact": "联系电话：0571-12345678",
    "footer-sitemap": '<a href="/wzdt/">网站地图</a>',
}
FEET = {
    "named": '<div class="footer"><div class="w1200"><p>{}</p></div></div>',
    "table": "<table width=1000 align=center><tr><td height=80 align=center class=bt12>{}</td></tr></table>",
    "element": "<footer><div>{}</div></footer>",
    "no name": '<div class="w1200 mt20"><p>{}</p></div>',
    "in content": '<div class="main-content"><div class="con">{}</div></div>',
    "list": '<div id="foot"><ul><li>{}</li></ul><div class=clear></div></div>',
}


def verdicts(
    marks: dict[str, str], foot: str, *, more: str = "", parts: tuple[tuple[str, str, str], ...] = ()
) -> dict[str, str]:
    html = HEAD + more + LINKS + FEET[foot].format("<br>".join(marks.values())) + TAIL
    snapshot = snapshot_of(Example.ok(html, parts=parts))
    return {name: str(gravest(evaluate(rule, snapshot))) for name, rule in RULES.items()}


@pytest.mark.parametrize("foot", FEET)
@pytest.mark.parametrize("gone", ["", *MARKS])
def test_what_is_gone_is_a_violation_and_nothing_else_is(foot: str, gone: str) -> None:
    found = verdicts({rule: mark for rule, mark in MARKS.items() if rule != gone}, foot)
    for rule in MARKS:
        assert found[rule] == ("violation" if rule == gone else "ok"), rule


# Shapes that a citizen reads without a second look, or that a person has to look at: none is an accusation.
ODD = [
    ("footer-party-gov-mark", f'<a href="{RECORD}"><span class=dzjg></span></a>'),
    ("footer-party-gov-mark", f"<img src=/r/dzjg.png onclick=\"window.open('{RECORD}')\">"),
    ("footer-party-gov-mark", f"<div onclick=\"window.open('{RECORD}')\"><img src=/r/a.png></div>"),
    ("footer-site-code", "<b>网站标识码</b><em>：</em><i>1100000088</i>"),
    ("footer-site-code", "Website ID 网站标识码〔1100000088〕"),
    ("footer-site-code", "网站标识码【1100000088】"),
    ("footer-site-code", "<table><tr><td>政府网站标识码</td><td>1100000088</td></tr></table>"),
    ("footer-icp", "备案号：京ICP备12345678"),
    ("footer-icp", "京I<wbr>CP备12345678号"),
    (
        "footer-icp",
        "<a><span>京</span><span>ICP</span><span>备</span><span>12345678</span><span>号</span></a>",
    ),
    ("footer-police-filing", "京公网安备（11010102000088）号"),
    ("footer-police-filing", "京公网安备 1101 0102 0000 88号"),
    (
        "footer-jiucuo",
        "<a onclick=\"window.open('http://121.43.68.40/exposure/jiucuo.html?site_code=1100000088')\">找错</a>",
    ),
    ("footer-sponsor", "主　办：虚构县人民政府"),
    ("footer-sponsor", "主办單位：虛構縣人民政府"),
    ("footer-sponsor", "主办单位（承办）：虚构县大数据中心"),
    ("footer-contact", "E-mail:abc(at)xugou.gov.cn"),
    ("footer-contact", "值班电话:<b>0571</b>-<b>12345678</b>"),
    ("footer-contact", "政务服务便民热线 12345"),
    ("footer-sitemap", "<span onclick=\"window.open('/map.html')\">网站地图</span>"),
    ("footer-sitemap", '<a href="/m.html" title="网站地图"><i class=icon></i></a>'),
    ("footer-sitemap", '<a href="/dt.html">网 站 地 图</a>'),
]
LOOK = [
    ("footer-site-code", '<img src=x.png alt="网站标识码">'),
    ("footer-sitemap", '<a href="/dt">地图</a>'),
    (
        "footer-jiucuo",
        '<script>(function(){var s=document.createElement("script");s.id="_jiucuo_";s.setAttribute("sitecode","1100000088");'
        's.src="https://zfwzgl.www.gov.cn/exposure/jiucuo.js";document.body.appendChild(s)})()</script>',
    ),
]


@pytest.mark.parametrize("foot", ["named", "table", "no name"])
@pytest.mark.parametrize(("rule", "mark"), ODD)
def test_odd_shapes_count(rule: str, mark: str, foot: str) -> None:
    assert verdicts({**MARKS, rule: mark}, foot)[rule] == "ok"


@pytest.mark.parametrize(("rule", "mark"), LOOK)
def test_what_a_person_has_to_look_at(rule: str, mark: str) -> None:
    assert verdicts({**MARKS, rule: mark}, "named")[rule] == "needs-review"


DECOYS = [
    ("footer-icp", "<!-- 京ICP备12345678号 -->"),
    ("footer-icp", "<textarea>京ICP备12345678号</textarea>"),
    ("footer-site-code", "<noscript>网站标识码：1100000088</noscript>"),
    ("footer-site-code", '<div class="news_content">网站标识码：1100000088</div>'),
    ("footer-sponsor", "版权所有：虚构县人民政府　承办：县大数据中心"),
    ("footer-contact", "邮编：310000"),
    ("footer-contact", "您是第 12345678 位访客"),
    ("footer-contact", '<a href="/lxwm">联系我们</a>'),
    ("footer-sitemap", '<a href="/jt/">交通地图</a>'),
    ("footer-party-gov-mark", '<a href="http://www.conac.cn">政务和公益机构域名注册</a>'),
]


@pytest.mark.parametrize("foot", ["named", "table", "no name"])
@pytest.mark.parametrize(("rule", "mark"), DECOYS)
def test_decoys_do_not_count(rule: str, mark: str, foot: str) -> None:
    assert verdicts({**MARKS, rule: mark}, foot)[rule] == "violation"


def test_a_form_of_the_sites_own_is_no_national_entry() -> None:
    form = '<div id="err"><iframe src="/cms/pub/report.htm" width=460 height=410></iframe><span>我要报告错误</span></div>'
    rest = {rule: mark for rule, mark in MARKS.items() if rule != "footer-jiucuo"}
    assert verdicts(rest, "named", more=form)["footer-jiucuo"] == "violation"
    inside = {**MARKS, "footer-jiucuo": form}
    assert verdicts(inside, "named")["footer-jiucuo"] == "needs-review"
    read = (
        (Role.FRAME, "https://www.example.gov.cn/cms/pub/report.htm", "<form>错误类型<input name=t></form>"),
    )
    assert verdicts(inside, "named", parts=read)["footer-jiucuo"] == "violation"


def test_the_comparing_rules_follow_the_doubt() -> None:
    compared = {
        "footer-site-code": "footer-site-code-matches-inventory",
        "footer-jiucuo": "footer-jiucuo-code",
    }
    for rule, comparing in compared.items():
        rest = {name: mark for name, mark in MARKS.items() if name != rule}
        assert verdicts(rest, "named")[comparing] == "not-applicable"
        assert (
            verdicts({**rest, "x": '<script src="/js/foot.js"></script>'}, "named")[comparing]
            == "needs-review"
        )
