"""Pages whose text leaves something to scripts, before and after a browser showed them: family by family."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

import pytest

from govsite_checks import sample
from govsite_checks.evaluate import evaluate, gravest
from govsite_checks.model import Finding, Page, RenderError, Role, Rule, Snapshot, Verdict
from govsite_checks.reading.page.document import Document
from govsite_checks.reading.rendering.reasons import footer_reason, reason_to_render
from govsite_checks.reading.rendering.settled import settled
from govsite_checks.wording import RENDER_ERROR

OK, VIOLATION, REVIEW, NONE = Verdict.OK, Verdict.VIOLATION, Verdict.NEEDS_REVIEW, Verdict.NO_EVIDENCE
TITLE = "关于示例市道路养护有关工作的通知"
FETCH = "<script>$.ajax({url: '/api', success: function (d) { $('#box').html(d) }})</script>"
FRAME = '<div><a href="/">首页</a><a href="/news/">动态要闻</a></div>{}<div>主办：示例市人民政府办公室</div>'


def rule_of(name: str) -> Rule:
    family, _, id = name.partition("/")
    return getattr(import_module(f"govsite_checks.rules.{family}.{id}"), id)  # type: ignore[no-any-return]


@dataclass(frozen=True)
class Case:
    """A rule, the page that its reading doubts, and what a browser may show of it.

    ``filled`` and ``bare`` are what stands in the place of the first ``{}`` of ``sent``: as sent a script's empty place.
    """

    rule: str
    page: Callable[[str], Page]
    sent: str
    filled: str
    bare: str
    raw: Verdict
    without: Verdict = VIOLATION
    with_it: Verdict = OK
    others: tuple[Page, ...] = ()
    footer: bool = False
    says_why: bool = True

    @property
    def name(self) -> str:
        return self.rule.rpartition("/")[2]

    def shown(self, part: str) -> str:
        """The document after the scripts have run, as the browser hands it over."""
        return settled(self.sent.replace("<i id=box></i>", part), sample.SITE.url, frozenset(), True)


def home(html: str) -> Page:
    return sample.page(Role.HOME, "/", html)


def of_column(type: str, title: str = "") -> Callable[[str], Page]:
    return lambda html: sample.column(type, html, title=title)


def article(html: str) -> Page:
    return sample.page(Role.ARTICLE, "/a/1.html", html)


def answer(html: str) -> Page:
    return sample.page(Role.SEARCH, "/s?q=1", html, query=TITLE, note="known")


NEEDED = sample.page(Role.HOME, "/", "")
GUIDE = "".join(
    f"<h3>{name}</h3><p>按规定办理的内容</p>"
    for name in ("事项名称", "设定依据", "申请条件", "申请材料", "办理地点", "办公时间", "咨询电话")
)
COLUMNS = "".join(f'<a href="/c{n}/">栏目{n}</a>' for n in range(12))
NEWS = sample.column("news", FRAME.format(sample.rows(1, 2, 3)))

LETTERS = (
    "<table><tr><th>信件标题</th><th>来信时间</th><th>办理状态</th></tr>"
    f'<tr><td><a href="/m/1.html">路灯不亮</a></td><td>{sample.day(93)}</td><td></td></tr></table>'
)

CASES = [
    Case(
        "footer/footer_site_code",
        home,
        "<p>首页</p><footer>主办：示例市人民政府 京ICP备05000001号 <i id=box></i><script src='/js/foot.js'></script></footer>",
        "网站标识码：1100000088",
        "",
        REVIEW,
        footer=True,
    ),
    Case(
        "footer/footer_icp",
        home,
        "<footer><i id=box></i></footer><script src='/js/app.js'></script>",
        "主办：示例市人民政府 京ICP备05000001号 网站标识码：1100000088",
        "主办：示例市人民政府 网站标识码：1100000088",
        REVIEW,
        footer=True,
    ),
    Case(
        "updates/news_columns_updated",
        of_column("news"),
        f"<h1>动态要闻</h1><ul id=list><i id=box></i></ul>{FETCH}",
        sample.rows(3, 20, 30),
        sample.rows(15, 20, 30),
        REVIEW,
        others=(NEEDED,),
    ),
    Case(
        "updates/home_updated",
        home,
        f"<div id='app'><i id=box></i></div>{FETCH}",
        sample.rows(14, 20, 30, 40, 50),
        sample.rows(15, 20, 30, 40, 50),
        REVIEW,
    ),
    Case(
        "updates/columns_filled",
        of_column("interpretation"),
        FRAME.format(f"<ul id=list></ul><i id=box></i>{FETCH}"),
        sample.rows(3, 20, 30),
        "<p>暂无信息</p>",
        REVIEW,
        others=(home(FRAME.format(sample.rows(1, 2, 3))), NEWS),
    ),
    Case(
        "service_guide/guide_elements_complete",
        lambda html: sample.page(Role.GUIDE, "/g/1.html", html),
        f"<h1>办事指南</h1>{GUIDE}<div><i id=box></i></div>{FETCH}",
        "<h3>办理流程</h3><p>按规定办理的内容</p>",
        "",
        REVIEW,
        others=(NEEDED,),
    ),
    Case(
        "search/search_finds_known_article",
        answer,
        f'<form action="/s"><input name="q" value="{TITLE}"></form><div><i id=box></i></div><script>axios.get("/s")</script>',
        f'<ul><li><a href="/a/1.html">{TITLE}</a></li></ul>',
        "<p>没有找到相关内容</p>",
        NONE,
        others=(NEEDED, article(f"<h1>{TITLE}</h1><p>发布时间：{sample.day(6)}</p><p>正文</p>")),
    ),
    Case(
        "content/policies_published",
        home,
        "<div v-if='ready'><i id=box></i></div><script src='/app.js'></script>"
        + sample.home(("/zwgk2/", "走进示例")),
        '<a href="/x/">政策文件</a>',
        "",
        REVIEW,
        others=(sample.sitemap(),),
    ),
    Case(
        "interaction/consultation_channel_present",
        home,
        sample.home() + f"<div><i id=box></i></div>{FETCH}",
        '<a href="/xx/">局长信箱</a>',
        "",
        REVIEW,
        with_it=REVIEW,
        others=(sample.sitemap(),),
    ),
    Case(
        "interaction/messages_answered",
        lambda html: sample.page(
            Role.MESSAGE, "/m/1.html", html, column=sample.column_of("consultation", "/xx/", title="局长信箱")
        ),
        f"<h1>路灯不亮</h1><p>来信时间：{sample.day(93)}</p><p>来信内容：</p><p>巷口的路灯不亮。</p><h3>回复内容</h3>"
        f"<div id=reply><i id=box></i></div>{FETCH}",
        f"<p>您好，路灯已经修好。</p><p>回复时间：{sample.day(80)}</p>",
        "",
        REVIEW,
        others=(NEEDED, sample.column("consultation", LETTERS, "/xx/", title="局长信箱")),
    ),
    Case(
        "layout/accessibility_entry_present",
        home,
        '<a href="/zwgk/">政务公开</a><i id=box></i><script src="/j/a.js"></script>',
        '<a href="javascript:;">无障碍浏览</a>',
        "",
        REVIEW,
        says_why=False,
    ),
    Case(
        "layout/name_in_title",
        home,
        "<title>首页</title><script>document.title = name</script><p>" + "本页是网站的内容。" * 30 + "</p>",
        "",
        "",
        REVIEW,
        with_it=VIOLATION,
        says_why=False,
    ),
    Case(
        "layout/article_source_shown",
        article,
        f"<h1>{TITLE}</h1><p>发布时间：2018-09-01 来源：<i id=box></i><script>write(s)</script></p>"
        f"<div class='article-content'><p>{'会议强调，要做好有关工作。' * 30}</p></div>",
        "本站",
        "",
        REVIEW,
        others=(NEEDED,),
        says_why=False,
    ),
    Case(
        "search/search_present",
        home,
        sample.home() + "<div><i id=box></i></div><script src='/js/header.js'></script>" + COLUMNS,
        '<form action="/search"><input name="q" placeholder="请输入关键词"><button>搜索</button></form>',
        "",
        REVIEW,
    ),
]


def judged(case: Case, page: Page) -> tuple[Finding, ...]:
    others = tuple(other for other in case.others if other.role != page.role or other.url != page.url)
    return evaluate(rule_of(case.rule), Snapshot(sample.SITE, sample.AS_OF, (page, *others)))


def verdict(case: Case, page: Page) -> Verdict:
    return gravest(judged(case, page))


@pytest.fixture(params=CASES, ids=lambda case: case.name)
def case(request: pytest.FixtureRequest) -> Case:
    return request.param  # type: ignore[no-any-return]


def test_the_text_alone_leaves_a_doubt_and_gives_a_reason(case: Case) -> None:
    page = case.page(case.sent)
    assert verdict(case, page) == case.raw
    reason = reason_to_render(Document(page, sample.AS_OF), page.role)
    assert footer_reason(page, ()) if case.footer else reason


def test_a_browser_shows_what_is_there(case: Case) -> None:
    page = sample.rendered(case.page(case.sent), case.shown(case.filled))
    assert verdict(case, page) == case.with_it, judged(case, page)


def test_a_browser_shows_that_it_is_not_there(case: Case) -> None:
    page = sample.rendered(case.page(case.sent), case.shown(case.bare))
    assert verdict(case, page) == case.without, judged(case, page)
    assert next(one for one in judged(case, page) if one.verdict is case.without).rendered


def test_what_was_shown_gives_no_further_reason(case: Case) -> None:
    page = sample.rendered(case.page(case.sent), case.shown(case.bare))
    assert not reason_to_render(Document(page, sample.AS_OF), page.role)
    assert not footer_reason(page, ())


def test_a_page_that_was_not_complete_is_doubted_as_before(case: Case) -> None:
    page = sample.rendered(case.page(case.sent), case.sent, complete=False)
    assert verdict(case, page) == case.raw


@pytest.mark.parametrize("error", [RenderError.NO_BROWSER, RenderError.TIMEOUT])
def test_without_a_browser_the_doubt_stays_and_says_why(case: Case, error: RenderError) -> None:
    page = sample.rendered(case.page(case.sent), "", error=error)
    findings = judged(case, page)
    assert gravest(findings) == case.raw
    plain = judged(case, case.page(case.sent))
    if case.says_why:
        assert any(RENDER_ERROR[error] in one.message for one in findings)
    assert [one.verdict for one in findings] == [one.verdict for one in plain]
    assert not any(one.rendered for one in findings)
