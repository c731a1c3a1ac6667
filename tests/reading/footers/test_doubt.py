"""When a missing mark may be there unseen: nothing that only a browser can show is ever held against a site."""

from __future__ import annotations

import pytest

from govsite_checks.model import Page, PageError, Role
from govsite_checks.reading.footers.footer import KINDS, Footer, read_page

BASE = "https://www.example.gov.cn/"
NEWS = (
    "<ul>" + "".join(f"<li><a href=/n/{n}.html>某市召开第{n}次工作会议</a></li>" for n in range(30)) + "</ul>"
)
RICH = '<div class="footer"><p>主办单位：某局　版权所有</p><p>联系电话：010-12345678</p>{}</div>'
WEAK = '<div class="footer"><p>版权所有：某局</p>{}</div>'
COMPUTED = "(function(){var c=[1,2],s='',i;for(i=0;i<c.length;i++)s+=String.fromCharCode(c[i]^73);document.write(s);})();"


def read(body: str, *parts: Page) -> Footer:
    page = Page(role=Role.HOME, url=BASE, text=f"<html><body>{body}</body></html>")
    return read_page(page, {part.url: part for part in parts})


def script(path: str, text: str) -> Page:
    return Page(role=Role.FOOTER_SCRIPT, url=BASE + path, text=text, status=200)


def doubted(footer: Footer) -> set[str]:
    return {kind for kind in KINDS if footer.doubt(kind)}


ALL = set(KINDS)

# Bodies that a script fills: every kind is in doubt.
FILLED = {
    "shell": '<div id="app"></div><script src="/js/vue.min.js"></script>',
    "shell with a word": '<div id="root">加载中，请稍候</div><script>boot()</script>',
    "shell with a header": '<h1>某市人民政府</h1><div id="main-app"></div><script src="/js/jquery.min.js"></script>',
    "empty footer": f'{NEWS}<footer></footer><script src="/js/jquery.min.js"></script>',
    "empty named div": f'{NEWS}<div id="footer">\n</div><script>init()</script>',
    "empty class": f'{NEWS}<div class="copyright"></div><script>init()</script>',
    "component": f'{NEWS}<gov-footer></gov-footer><script type="module" src="/js/c.js"></script>',
    "component in footer": NEWS + RICH.format("<site-marks></site-marks><script>go()</script>"),
    "variable in page": f"{NEWS}<div>{{{{ site.beian }}}}</div><script>go()</script>",
    "v-html": f'{NEWS}<div v-html="foot">　</div><script>go()</script>',
    "v-text in footer": NEWS + RICH.format('<p v-text="icp"></p>'),
    "ng-include": NEWS + RICH.format("<div ng-include=\"'/inc/f.html'\"></div>"),
    "write of a variable": f"{NEWS}<script>document.write(s)</script>",
    "write of a call": f"{NEWS}<script>document.write(decode(s))</script>",
    "computed": f"{NEWS}<script>{COMPUTED}</script>",
    "computed in a footer": NEWS + RICH.format("<script>document.write(foot())</script>"),
    "packed": f"{NEWS}<script>eval(function(p,a,c,k,e,d){{return p}}('0',1,1,'x'.split('|'),0,{{}}))</script>",
    "atob": f'{NEWS}<script>document.body.innerHTML += atob("PGRpdj4=")</script>',
    "obfuscated": f"{NEWS}<script>var _0x3f2a=['x'];(function(_0x1,_0x2){{}})(_0x3f2a,1)</script>",
    "built": f"{NEWS}<script>var e=document.createElement('div');e.innerText=c.icp;document.body.appendChild(e)</script>",
    "into a named element": NEWS
    + RICH.format("")
    + "<script>fetch(u).then(d=>{document.querySelector('.footer p').textContent = d.x})</script>",
    "by a variable": NEWS
    + RICH.format("")
    + "<script>var f = document.getElementById('footer');\nvar more = 1;\nvar n = make();\nf.innerHTML = n;</script>",
    "into the footer by id": NEWS
    + RICH.format('<p id="b1">备案</p>')
    + "<script>$('#b1').html(d.beian)</script>",
    "mounted": NEWS + RICH.format("") + "<script>new Vue({el: '#footer', data: d})</script>",
    "rendered": NEWS
    + RICH.format("")
    + "<script>ReactDOM.render(x, document.getElementById('footer'))</script>",
    "fetched": f"{NEWS}<script>fetch('/api/site').then(show)</script>",
    "loaded": NEWS + RICH.format("") + '<script>$("#footer").load("/inc/f.html")</script>',
    "asked for": f"{NEWS}<script>var x = new XMLHttpRequest(); x.open('GET', u)</script>",
    "partly written": f"{NEWS}<script>document.write('<div class=\"footer\">' + body + '</div>')</script>",
    "part waiting": NEWS + RICH.format('<p id="beian"></p>') + '<script src="/js/common.js"></script>',
    "part of a weak footer": NEWS
    + WEAK.format('<p id="beian"></p>')
    + '<script src="/js/jquery.js"></script>',
    "script in the footer": NEWS + RICH.format('<script src="/js/x1.js"></script>'),
}


@pytest.mark.parametrize("name", FILLED)
def test_what_a_script_may_fill_is_in_doubt(name: str) -> None:
    footer = read(FILLED[name])
    assert doubted(footer) == ALL


# Scripts and blanks of usual pages: none of them can hold a mark.
USUAL = {
    "libraries": '<script src="/js/jquery.min.js"></script><script src="/js/swiper.min.js"></script>',
    "counter": '<script>var _hmt=_hmt||[];(function(){var hm=document.createElement("script");hm.src="https://hm.baidu.com/hm.js?1";'
    'var s=document.getElementsByTagName("script")[0];s.parentNode.insertBefore(hm,s)})();</script>',
    "old counter": '<script>var p=(("https:"==document.location.protocol)?"https://":"http://");document.write(unescape("%3Cspan '
    "id='cnzz_stat'%3E%3C/span%3E%3Cscript src='\"+p+\"s4.cnzz.com/z.js'%3E%3C/script%3E\"));</script>",
    "year": "<script>document.write(new Date().getFullYear())</script>",
    "today": "<script>var d=new Date();var week=['日','一'];document.write(d.getFullYear()+'年'+(d.getMonth()+1)+'月')</script>",
    "visits": "<span id='visits'></span><script>$('#visits').text(data.total)</script>",
    "news by ajax": "<script>$.ajax({url:'/api/list',success:function(d){$('#hot').html(d.rows)}})</script>",
    "menu": "<script>$('.nav li').hover(function(){$(this).addClass('on')})</script>",
    "float": '<div id="gotop"></div><div class="clear"></div><script>$("#gotop").click(up)</script>',
    "address in a tag": "<script>document.write('<a href=\"' + webroot + '/x.html\">返回</a>')</script>",
}


@pytest.mark.parametrize("name", USUAL)
@pytest.mark.parametrize("where", ["inside", "after"])
def test_usual_scripts_leave_no_doubt_about_a_footer(name: str, where: str) -> None:
    inside, after = (USUAL[name], "") if where == "inside" else ("", USUAL[name])
    hot = '<div id="hot"><a href="/h">热点</a></div>'
    assert doubted(read(NEWS + hot + RICH.format(inside) + after)) == set()


def test_a_named_script_that_computes_is_in_doubt_though_it_was_read() -> None:
    tag = '<script src="/js/foot.js"></script>'
    for text in (
        COMPUTED,
        "document.write(window.foot)",
        "render(footer)",
        "document.write('<p>' + html + '</p>')",
    ):
        known = read(NEWS + RICH.format("") + tag, script("js/foot.js", text))
        assert doubted(known) == (set() if text.startswith("render") else ALL)
    whole = "document.write('<p>京ICP备05000001号 ' + new Date().getFullYear() + '</p>')"
    written = read(NEWS + RICH.format("") + tag, script("js/foot.js", whole))
    assert written.shown("icp")
    assert doubted(written) == {"icp"}  # its words are in the script, as its mark is on the page


@pytest.mark.parametrize("bundle", [COMPUTED, "!function(e){var t=e.h;t('div',null,e.n)}(window)", ""])
def test_a_shell_is_in_doubt_whatever_its_bundle_says(bundle: str) -> None:
    shell = '<div id="app"></div><script src="/js/app.3f9c1a.js"></script>'
    assert doubted(read(shell, script("js/app.3f9c1a.js", bundle))) == ALL


def test_a_bundle_on_a_page_without_a_footer() -> None:
    bundle = script("js/chunk.js", "var e=document.createElement('p');e.textContent=t.n;r.appendChild(e)")
    assert doubted(read(NEWS + '<script src="/js/chunk.js"></script>', bundle)) == ALL
    assert doubted(read(NEWS + RICH.format("") + '<script src="/js/chunk.js"></script>', bundle)) == set()


def test_an_empty_footer_that_nothing_can_fill_is_empty() -> None:
    assert doubted(read(f"{NEWS}<footer></footer>")) == set()


def test_a_script_that_is_not_there_writes_no_text() -> None:
    gone = Page(role=Role.FOOTER_SCRIPT, url=BASE + "js/x1.js", error=PageError.HTTP_STATUS, status=404)
    page = NEWS + RICH.format('<script src="/js/x1.js"></script>')
    assert doubted(read(page, gone)) == {"conac", "jiucuo"}
    late = Page(role=Role.FOOTER_SCRIPT, url=BASE + "js/x1.js", error=PageError.TIMEOUT)
    assert doubted(read(page, late)) == ALL
