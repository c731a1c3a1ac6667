"""The marks of a footer in the writings that real footers use, and in those that must not count."""

from __future__ import annotations

import pytest

from govsite_checks.model import Page, Role
from govsite_checks.reading.footers.footer import Footer, read_page

NEWS = "".join(f"<li><a href=/n/{n}.html>某市召开第{n}次工作会议</a></li>" for n in range(12))
LOADER = (
    "<script>document.write(unescape(\"%3Cspan id='_ideConac' %3E%3C/span%3E%3Cscript src='http://dcs.conac.cn/js/20/"
    "296/0914/60400000/CA202960914604000000001.js'%3E%3C/script%3E\"));</script>"
)


def read(inner: str) -> Footer:
    text = f'<html><body><ul>{NEWS}</ul><div class="footer">{inner}</div></body></html>'
    return read_page(Page(role=Role.HOME, url="https://www.example.gov.cn/", text=text), {})


# kind, footer, state of the best mark ("" for none), its value (None for any)
CASES: list[tuple[str, str, str, str | None]] = [
    ("icp", "苏ICP备05009012号 主办：某局", "shown", "苏ICP备05009012号"),
    ("icp", "备案序号：<a>粤ICP备18094387号</a> 主办：某局", "shown", "粤ICP备18094387号"),
    ("icp", "ICP备案号：粤ICP备2023100790号-2 版权所有", "shown", "粤ICP备2023100790号"),
    ("icp", "ICP备案编号:京ICP备 05004093 号-3 版权所有", "shown", "京ICP备05004093号"),
    ("icp", "京ICP备：05004093 版权", "shown", "京ICP备05004093号"),
    ("icp", "ICP备05012568-1号 版权所有", "malformed", None),
    ("icp", "湘ICP备05012568-1号", "shown", "湘ICP备05012568号"),
    ("icp", "ICP证：豫ICP备05017763号-1", "shown", "豫ICP备05017763号"),
    ("icp", "京ICP证010042号 版权所有 主办：局", "", None),
    ("icp", "京ICP证010042号 京ICP备05004093号", "shown", "京ICP备05004093号"),
    ("icp", "鲁icp备05002467号", "shown", "鲁ICP备05002467号"),
    ("icp", "（京）ICP备05004093号 版权", "shown", "京ICP备05004093号"),
    ("icp", "京ICP备案05004093号 版权", "shown", "京ICP备05004093号"),
    ("icp", "京ICP备字第05004093号 版权", "shown", "京ICP备05004093号"),
    ("icp", "浙ICP备14042003号－1 版权", "shown", "浙ICP备14042003号"),
    ("icp", "京ICP备0500409号 版权", "malformed", None),
    ("icp", "京ICP备050040931号 版权", "malformed", None),
    ("icp", "ICP备案 : 版权所有 主办单位：某局", "label", None),
    ("icp", "ICP备京05004093号 版权", "shown", "京ICP备05004093号"),
    ("icp", "新ICP备2021000123号 主办", "shown", "新ICP备2021000123号"),
    ("icp", "<span>京ICP备05004093号</span><span>2018</span>主办：某局", "shown", "京ICP备05004093号"),
    ("icp", "<a>京ICP备05004093</a><a>11010102000001</a> 版权", "shown", "京ICP备05004093号"),
    ("icp", "工信部备案：京ICP备05004093号", "shown", "京ICP备05004093号"),
    ("icp", "Ⅰ京 I C P 备 05004093 号 版权", "shown", "京ICP备05004093号"),
    ("police", "京公网安备11010102000001号", "shown", "京公网安备11010102000001号"),
    ("police", "京公网安备 11010102000001 号", "shown", "京公网安备11010102000001号"),
    ("police", "沪公安备：31010102045442号 版权", "shown", "沪公网安备31010102045442号"),
    ("police", "苏公网安备:32010602010331号", "shown", "苏公网安备32010602010331号"),
    ("police", "粤公网安备号<a>44030402003007</a> 版权", "shown", "粤公网安备44030402003007号"),
    ("police", "公安机关备案号：36010802000157 版权", "shown", "36010802000157"),
    ("police", "郑公备：41010029000130 版权", "shown", None),
    ("police", "公安备案号：浙公网安备 33010602013062号 版权", "shown", None),
    ("police", "京公网安备110402430008号 版权", "malformed", None),
    ("police", "京公网安备1101010200001号 版权", "malformed", None),
    ("police", "公安部备案号11010102000001 版权", "shown", "11010102000001"),
    ("police", "京公安网备11010102000001 版权", "shown", None),
    ("police", "京公网安备案11010102000001号 版权", "shown", None),
    (
        "police",
        '<a href="http://www.beian.gov.cn/portal/registerSystemInfo?recordcode=11010102000001"><img src=ga.png></a> 版权 主办：x局',
        "shown",
        "11010102000001",
    ),
    ("police", "公安联网备案号 11010102000001 版权", "shown", None),
    ("police", "网安备案号：11010102000001 版权", "shown", None),
    ("police", "川公网安备<span>51010702</span><span>000001</span>号", "shown", None),
    ("code", "网站标识码：1100000088", "shown", "1100000088"),
    ("code", "政府网站标识码 bm 01000001 主办", "shown", "bm01000001"),
    ("code", "网站标识码：BM01000001 主办", "shown", "bm01000001"),
    ("code", "网站标识码（1100000088） 主办", "shown", "1100000088"),
    ("code", "标识码:1100000088 主办", "shown", "1100000088"),
    ("code", "网站标识：1100000088 主办", "shown", "1100000088"),
    ("code", "政府网站标识码</td><td>1100000088", "shown", "1100000088"),
    ("code", "网站标识码：<br>1100000088", "shown", "1100000088"),
    ("code", "网站标识码：310000000044 版权", "malformed", None),
    ("code", "网站标识码：110000008 版权", "malformed", None),
    ("code", "网站标识码： 主办单位：某局", "label", None),
    ("code", "网站标识码为1100000088 主办", "shown", "1100000088"),
    ("code", "党政机关网站标识 京ICP备05004093号 主办：局", "", None),
    ("code", "<span>网站标识码：1100000088</span><span>12345</span> 主办", "shown", "1100000088"),
    ("code", "网站标识码：1100000088京ICP备05004093号", "shown", "1100000088"),
    ("code", "网站标识码1100000088\u3000京公网安备11010102000001号", "shown", "1100000088"),
    ("code", "标识码编号：1100000088 版权", "shown", "1100000088"),
    ("code", "网站标识编码：1100000088 版权", "shown", "1100000088"),
    ("code", "网站标识码: bm01000001 | 京ICP备05004093号", "shown", "bm01000001"),
    (
        "sponsor",
        "主办单位：北京市人民政府办公厅 承办单位：北京市政务服务管理局",
        "shown",
        "北京市人民政府办公厅",
    ),
    ("sponsor", "主办：某县人民政府 承办：某县政府办", "shown", "某县人民政府"),
    ("sponsor", "主 办：<a href=/>某县人民政府</a>", "shown", "某县人民政府"),
    ("sponsor", "主办单位：某市网站建设管理中心 版权所有", "shown", None),
    ("sponsor", "某市人民政府主办 某市数据局承办", "shown", "某市人民政府"),
    ("sponsor", "某市人民政府办公室 主办 | 某中心 承办", "shown", "某市人民政府办公室"),
    ("sponsor", "中共某区委 某区人民政府主办", "shown", None),
    ("sponsor", "Copyright 2018 某省教育厅主办 版权所有", "shown", None),
    ("sponsor", "本网站由某市财政局主办", "shown", "某市财政局"),
    ("sponsor", "版权所有/主办单位：某县教育局", "shown", "某县教育局"),
    ("sponsor", "版权所有：某市人民政府 京ICP备05004093号", "", None),
    ("sponsor", "承办：某中心 技术支持：某公司 版权所有", "", None),
    ("sponsor", "主办单位： 京ICP备05004093号", "label", None),
    ("sponsor", "某区人民政府 地址：某路68号 版权", "shown", "某区人民政府"),
    ("sponsor", "主办/承办：某市科技局", "shown", "某市科技局"),
    ("sponsor", "主办（承办）单位：某市科技局", "shown", "某市科技局"),
    ("sponsor", "主办单位:<span>国家某总局办公厅</span><span>版权所有</span>", "shown", None),
    ("sponsor", "网站主办：某市水利局 网站维护：某信息中心", "shown", "某市水利局"),
    ("sponsor", "主办单位|某市水利局 ICP", "shown", "某市水利局"),
    ("sponsor", "Sponsored by: General Office of Example Municipal Government", "shown", None),
    ("sponsor", '<img src=f.png alt="主办单位：某市水利局"> 京ICP备05004093号 版权', "picture", None),
    ("contact", "联系电话：010-12345678", "shown", None),
    (
        "code",
        "<span>网站标识码：</span><span>b</span><span>m</span><span>01000001</span> 主办",
        "shown",
        "bm01000001",
    ),
    ("code", "網站標識碼：1100000088 主辦：某局", "shown", "1100000088"),
    ("code", "网\u200b站\u200b标\u200b识\u200b码：11000\u200b00088 主办：某局", "shown", "1100000088"),
    ("code", "网&#8203;站标&shy;识码：1100000088 主办：某局", "shown", "1100000088"),
    ("police", "公安機關備案號：36010802000157 版權所有", "shown", "36010802000157"),
    (
        "sponsor",
        "<font>主</font>\n<font>办单位</font>：<font>某</font>\n<font>市人民政府</font> 版权",
        "shown",
        None,
    ),
    ("sponsor", "某市人民政府办公厅主　办 某市数据局承　办", "shown", "某市人民政府办公厅"),
    ("sponsor", "主办单位：某市高新技术产业开发区 版权", "shown", "某市高新技术产业开发区"),
    ("sitemap", '<a href="/map/">網站地圖</a> 版權所有', "shown", None),
    ("jiucuo", '<a href="/jc/">我要糾錯</a> 版權所有 主辦：某局', "bare", None),
    (
        "contact",
        "技术支持：<b>0</b><b>1</b><b>0</b><b>-</b><b>6</b><b>6</b><b>0</b><b>1</b><b>2</b><b>3</b><b>4</b><b>5</b> 主办",
        "shown",
        None,
    ),
    ("contact", "<i>a</i><i>b</i><i>@</i><i>example</i>.gov.cn 主办：某局", "shown", None),
    ("contact", "主办：某局 等级保护备案证明13100012345-17001", "", None),
    ("contact", "主办：某局 备案证明13100012345", "", None),
    ("contact", "京ICP备案 010-12345678 主办：某局", "shown", None),
    ("contact", "电话:(0571)87654321 主办", "shown", None),
    ("contact", "电\u3000话：0571 8765 4321 主办：某", "shown", None),
    ("contact", "Tel：86-10-66012345 主办", "shown", None),
    ("contact", "服务热线 12345 主办", "shown", None),
    ("contact", "网站咨询：59622324 主办", "shown", None),
    ("contact", "政务服务热线：0898-12345 主办", "shown", None),
    ("contact", "E-mail：abc@example.gov.cn 主办", "shown", None),
    ("contact", "邮箱：webmaster#example.gov.cn 主办", "shown", None),
    ("contact", '<a href="/lxwm">联系我们</a> 邮编：100000 主办：局', "", None),
    ("contact", "违法和不良信息举报电话：12377 主办：局", "label", None),
    ("contact", "地址：某市某路1号 邮编：100000 主办：局", "bare", None),
    ("contact", "京ICP备05004093号 京公网安备11010102000001号 网站标识码：1100000088", "", None),
    ("contact", "联系电话： 主办：某局", "label", None),
    ("contact", "0571-87654321 主办：某局", "shown", None),
    ("contact", "电话：0571-87654321（工作日 9:00-17:00） 主办：某局", "shown", None),
    ("contact", "联系方式：0571-87654321 主办：某局", "shown", None),
    ("contact", "联系我们：0571-87654321 主办：某局", "shown", None),
    ("contact", "网站维护电话（工作日）：87654321 主办：某局", "shown", None),
    ("contact", "总访问量：0571123456 今日访问：12345678 主办：某局", "", None),
    ("contact", "您是第 12345 位访问者 主办：某局", "", None),
    ("sitemap", '<a href="/map">网站地图</a>主办：局', "shown", None),
    ("sitemap", '<a href="/map">【网站地图】</a>主办：局', "shown", None),
    ("sitemap", '<a href="/map" title="站点地图"><img src=x></a>主办：局', "shown", None),
    ("sitemap", '<a href="#" onclick="go()">网站地图</a>主办：局', "shown", None),
    ("sitemap", '<a href="javascript:;">网站地图</a>主办：局', "dead", None),
    ("sitemap", '<a href="/sitemap.xml">sitemap</a>主办：局', "dead", None),
    ("sitemap", '<a href="/n.html">关于网站地图上线的通知</a>主办：局', "", None),
    ("sitemap", '<a href="/wzdt/"><img src=m.png></a>主办：局', "shown", None),
    ("sitemap", '<a href="/m">网 站 地 图</a>主办：局', "shown", None),
    ("sitemap", '<a href="/m">SiteMap</a>主办：局', "shown", None),
    ("sitemap", "网站地图 主办：局", "", None),
    ("sitemap", '<a href="/m">地图</a> 主办：局', "bare", None),
    ("conac", LOADER, "shown", None),
    (
        "conac",
        '<span id="_ideConac"></span><script src="//dcs.conac.cn/js/33/CA1.js"></script> 版权',
        "shown",
        None,
    ),
    (
        "conac",
        "<a onclick=\"window.open('http://bszs.conac.cn/sitename?method=show&id=0123456789ABCDEF0123456789ABCDEF')\"><img src=a.png></a> 版权",
        "shown",
        None,
    ),
    ("conac", '<img src="//dcs.conac.cn/image/red_error.png"> 版权', "shown", None),
    (
        "jiucuo",
        "<script id=\"_jiucuo_\" sitecode='1100000088' src='http://pucha.kaipuyun.cn/exposure/jiucuo.js'></script> 版权",
        "shown",
        "1100000088",
    ),
    (
        "jiucuo",
        "<script id=_jiucuo_ sitecode=1100000088 src=https://zfwzgl.www.gov.cn/exposure/jiucuo.js></script> 版权",
        "shown",
        "1100000088",
    ),
    (
        "jiucuo",
        '<a href="http://121.43.68.40/exposure/jiucuo.html?site_code=1100000088&url=http%3A%2F%2Fx"><img src=j.png></a> 版权',
        "shown",
        "1100000088",
    ),
    (
        "jiucuo",
        '<a href="https://zfwzzc.www.gov.cn/check_web/errorInfo/jcInfo/abc"><img src=j.png></a> 版权',
        "shown",
        "",
    ),
    (
        "jiucuo",
        "<img src=jc.png onclick=\"window.open('https://zfwzgl.www.gov.cn/exposure/jiucuo.html?site_code=1100000088')\"> 版权",
        "shown",
        "1100000088",
    ),
    (
        "jiucuo",
        '<a href="javascript:jc()"><img src=jc.png></a><script>function jc(){window.open("https://zfwzgl.www.gov.cn/exposure/jiucuo.html?site_code=1100000088&url="+location.href)}</script> 版权',  # noqa: E501
        "shown",
        "1100000088",
    ),
    (
        "jiucuo",
        '<script>document.write(unescape("%3Cscript id=%27_jiucuo_%27 sitecode=%271100000088%27 src=%27https://zfwzgl.www.gov.cn/exposure/jiucuo.js%27%3E%3C/script%3E"))</script>版权',
        "shown",
        "1100000088",
    ),
    (
        "jiucuo",
        '<span id="_span_jiucuo"><img src="http://pucha.kaipuyun.cn/exposure/images/jiucuo.png" onclick="Link(\'1100000088\')"></span> 版权',
        "shown",
        "1100000088",
    ),
    (
        "jiucuo",
        '<a href="javascript:;"><img src="/i/jiucuo.png" onclick="Link(\'1100000088\')"></a> 版权',
        "shown",
        "1100000088",
    ),
    (
        "jiucuo",
        '<a href="javascript:;"><img src="/i/jiucuo.png" onclick="openIt(7)"></a> 版权',
        "dead",
        "",
    ),
    ("police", '<a href="http://www.miibeian.gov.cn/">京ICP备05004093号</a> 版权', "", None),
    ("police", '<a href="http://www.miibeian.gov.cn/"><img src=b.png></a> 版权 主办：局', "", None),
    ("icp", '<a href="http://www.beian.gov.cn/"><img src=b.png></a> 版权 主办：局', "", None),
]


def test_a_drawn_entry_whose_script_is_unread_is_no_mere_picture() -> None:
    mark = read('主办：局 <a href="javascript:;"><img src="/i/zhaocuo.png" onclick="openIt(7)"></a>').best(
        "jiucuo"
    )
    assert mark is not None
    assert mark.detail == "scripted"


@pytest.mark.parametrize(("kind", "inner", "state", "value"), CASES)
def test_a_writing(kind: str, inner: str, state: str, value: str | None) -> None:
    mark = read(inner).best(kind)
    assert (mark.state if mark else "") == state, mark
    if value is not None:
        assert mark is not None
        assert mark.value == value


def test_both_numbers_of_a_footer_are_found() -> None:
    footer = read("网站标识码：1100000099 主办：某局 政府网站标识码：1100000088")
    assert [mark.value for mark in footer.shown("code")] == ["1100000099", "1100000088"]


def test_a_code_in_the_metadata_is_not_shown() -> None:
    text = '<meta name="SiteIDCode" content="1100000088"><div class="footer">主办：某局 版权所有</div>'
    mark = read_page(Page(role=Role.HOME, url="https://www.example.gov.cn/", text=text), {}).best("code")
    assert mark is not None
    assert (mark.state, mark.value) == ("meta", "1100000088")


def test_a_footer_may_be_named_in_chinese() -> None:
    above = '<div id="页脚"><div class="content"><div>政务服务热线：12345</div></div></div>'
    text = f'<body><div class="news">{NEWS}</div>{above}<div>主办：某局 网站标识码：1100000088</div></body>'
    assert read_page(Page(role=Role.HOME, url="https://www.example.gov.cn/", text=text), {}).shown("contact")


def test_an_embed_below_the_footers_beginning_is_not_lost_in_a_part_called_article() -> None:
    entry = '<script id="_jiucuo_" sitecode="1100000088" src="https://zfwzgl.www.gov.cn/exposure/jiucuo.js"></script>'
    foot = f"<p>主办：某局 网站标识码：1100000088</p><table class='article'><tr><td>{entry}</td></tr></table>"
    mark = read(foot).best("jiucuo")
    assert mark is not None
    assert (mark.state, mark.value) in (("elsewhere", "1100000088"), ("shown", "1100000088"))


@pytest.mark.parametrize(
    ("image", "detail"),
    [
        ("red.png", "link"),
        ("blue.png", "blue"),
        ("red_error.png", "error"),
        ("blue_error.png", "error"),
        ("a7.png", "link"),
    ],
)
def test_the_colour_of_a_mark(image: str, detail: str) -> None:
    href = "//bszs.conac.cn/sitename?method=show&amp;id=0123456789ABCDEF0123456789ABCDEF"
    mark = read(f'主办：某局 <a href="{href}"><img src="/i/{image}" title="全国党政机关事业单位"></a>').best(
        "conac"
    )
    assert mark is not None
    assert mark.detail == detail
