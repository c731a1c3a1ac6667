"""The site's search is the government's own, not a public search engine's."""

from __future__ import annotations

from collections.abc import Iterable

from govsite_checks import sample
from govsite_checks.model import Example, Finding, Page, Role, Snapshot, Verdict, rule
from govsite_checks.reading.page.document import document, host_of
from govsite_checks.reading.search.owner import is_engine
from govsite_checks.reading.search.page import SearchForm, read_search_forms


def _form(action: str) -> str:
    return f'<form action="{action}"><input name="wd" placeholder="请输入关键词"><button>搜索</button></form>'


@rule(
    id="search-own",
    title="站内搜索不依赖外部搜索引擎",
    clause="guideline-2017/site-search-works",
    remediation="使用本站或政府统一平台的搜索，不把站内搜索交给商业搜索引擎。",
    needs=(Role.HOME, Role.COLUMN),
    examples=[
        Example.ok(_form("/search"), says="本站"),
        Example.ok(
            _form("https://search.province.gov.cn/s"), says="search.province.gov.cn", note="政府统一平台"
        ),
        Example.ok(_form("/search") + _form("https://www.baidu.com/s"), says="本站", note="另有外部引擎可选"),
        Example.violation(_form("https://www.baidu.com/s"), says="www.baidu.com"),
        Example.violation(
            '<input placeholder="搜索"><script>open("https://www.so.com/s?q=site:example.gov.cn "+x);'
            'open("https://www.so.com/s?q="+encodeURIComponent(x))</script>',
            says="www.so.com",
            note="由脚本拼出地址",
        ),
        Example.needs_review(
            _form("https://search.company.com/s"), says="search.company.com", note="可能是受托的服务商"
        ),
        Example.no_evidence(
            '<input placeholder="请输入搜索内容"><button onclick="go()">搜索</button>', says="脚本"
        ),
        Example.not_applicable("<p>首页</p>", says="未见搜索表单"),
        Example.ok(
            "<p>首页</p>",
            says="本站",
            pages=(sample.column("news", _form("/search")),),
            note="栏目页上的搜索",
        ),
    ],
    catalogue=("site-search-works",),
)
def search_own(snapshot: Snapshot) -> Iterable[Finding]:
    """The search form is sent to the government's own search.

    检查内容：
        搜索表单（或页面脚本）把搜索词提交到哪个网站：本站、政府统一平台，还是商业搜索引擎。
    检查依据：
        《政府网站发展指引》对站内搜索功能的要求（条文表述未核实）。
    整改方法：
        使用本站或政府统一平台的搜索，不把站内搜索交给商业搜索引擎。
    人工判断：
        搜索提交到其他非政府网站，可能是受托的服务商，需人工确认。
    已知局限：
        提交地址由外部脚本决定的读不出；首页没有搜索表单的，看抽查到的第一个有表单的栏目页。
    """
    page, forms = _offered(snapshot)
    if not forms:
        yield Finding.at(Verdict.NOT_APPLICABLE, "首页和抽查的栏目页未见搜索表单，本项不适用。", page)
        return
    known = [form for form in forms if form.action]
    own = [form for form in known if not form.foreign]
    if own:
        host = host_of(own[0].action)
        where = "本站" if host == document(snapshot, page).host else f"“{host}”"
        yield Finding.at(Verdict.OK, f"站内搜索提交到{where}。", page)
    elif not known:
        yield Finding.at(Verdict.NO_EVIDENCE, "站内搜索由脚本提交，提交地址未能读出。", page)
    elif len(known) == len(forms) and all(is_engine(form.foreign) for form in known):
        yield Finding.at(Verdict.VIOLATION, f"站内搜索提交到外部搜索引擎“{known[0].foreign}”。", page)
    else:
        yield Finding.at(
            Verdict.NEEDS_REVIEW, f"站内搜索提交到其他网站“{known[0].foreign}”，需人工确认。", page
        )


def _offered(snapshot: Snapshot) -> tuple[Page, tuple[SearchForm, ...]]:
    """The first page that offers a search, the home page first, with its forms."""
    for page in (*snapshot.pages_of(Role.HOME), *snapshot.pages_of(Role.COLUMN)[:5]):
        if page.seen and (forms := document(snapshot, page).derive(read_search_forms)):
            return page, forms
    return snapshot.home, ()
