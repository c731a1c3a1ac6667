"""What is about the page as it was sent is read there, and a rendered page gives no less than its text did."""

from __future__ import annotations

import pytest

from govsite_checks import sample
from govsite_checks.evaluate import evaluate, gravest
from govsite_checks.model import Page, Role, Snapshot, Verdict
from govsite_checks.reading.articles.article import read_article
from govsite_checks.reading.articles.labels import read_labels
from govsite_checks.reading.footers.footer import read_page
from govsite_checks.reading.footers.templates import read_templates
from govsite_checks.reading.links.empty_links import read_empty_links
from govsite_checks.reading.links.hidden_links import read_hidden_links
from govsite_checks.reading.links.prompts import read_prompts
from govsite_checks.reading.lists.listing import read_list
from govsite_checks.reading.lists.pagination import next_page
from govsite_checks.reading.page.document import Document
from govsite_checks.reading.rendering.reasons import footer_reason, reason_to_render
from govsite_checks.reading.rendering.settled import settled
from govsite_checks.reading.search.page import read_search_forms
from govsite_checks.rules.domain.https_content_unmixed import https_content_unmixed
from govsite_checks.rules.footer.footer_on_every_page import footer_on_every_page
from govsite_checks.rules.layout.layout_consistent import layout_consistent
from govsite_checks.rules.links.link_targets_present import link_targets_present
from govsite_checks.rules.search.search_present import search_present
from govsite_checks.rules.updates.columns_filled import columns_filled
from govsite_checks.rules.updates.home_updated import home_updated

OUT = '<a href="https://www.example.com/">示例公司</a>'
FOOT_JS = sample.page(
    Role.FOOTER_SCRIPT,
    "/js/foot.js",
    "document.write('<p>主办：示例市人民政府 网站标识码：1100000088 "
    '<a href="https://beian.miit.gov.cn/">京ICP备05000001号</a></p>\')',
)
FOOT = (
    '主办：示例市人民政府 网站标识码：1100000088 <a href="https://beian.miit.gov.cn/">京ICP备05000001号</a>'
)


def shown(raw: str, html: str, role: str = Role.HOME, path: str = "/", *, complete: bool = True) -> Document:
    return Document(sample.rendered(sample.page(role, path, raw), html, complete=complete), sample.AS_OF)


def home(html: str) -> Page:
    return sample.page(Role.HOME, "/", html)


def test_the_source_of_a_page_that_was_not_shown_is_itself() -> None:
    document = Document(home("<p>甲</p>"), sample.AS_OF)
    assert document.source is document
    assert not document.settled


def test_the_source_of_a_shown_page_is_the_page_as_sent() -> None:
    document = shown("<title>甲</title>", "<title>乙</title>")
    assert (document.title, document.source.title) == ("乙", "甲")
    assert document.source.source is document.source
    assert document.tree is not document.source.tree


@pytest.mark.parametrize(
    ("html", "complete", "settled"),
    [
        ("<p>甲</p>", True, True),
        ("<p>甲</p>", False, False),
        ('<p>甲</p><script src="/failed.js"></script>', True, False),
        ('<p>甲</p><script data-ran="" type="application/json">{}</script>', True, True),
    ],
)
def test_a_page_is_settled_once_all_its_scripts_had_their_turn(
    html: str, complete: bool, settled: bool
) -> None:
    assert shown("<p>", html, complete=complete).settled is settled


def test_addresses_are_relative_to_where_the_browser_ended() -> None:
    page = sample.rendered(home("<p>"), '<a href="a.html">甲</a>')
    assert page.rendered is not None
    object.__setattr__(page.rendered, "url", "https://www.example.gov.cn/new/index.html#/top")
    assert Document(page, sample.AS_OF).links[0].url == "https://www.example.gov.cn/new/a.html"


def test_records_and_next_pages_come_from_the_source() -> None:
    rows = "".join(
        f'<record><![CDATA[<li><a href="/art/{n}.html">关于示例事项的信息第{n}期</a><span>{sample.day(n)}</span></li>]]></record>'
        for n in range(5)
    )
    raw = (
        f'<script type="text/xml"><datastore><recordset>{rows}</recordset></datastore></script>'
        '<script>createPageHTML(5, 0, "index", "html")</script>'
    )
    document = shown(raw, "<ul></ul>", Role.COLUMN, "/news/")
    assert len(read_list(document).items) == 5
    assert next_page(document) == "https://www.example.gov.cn/news/index_1.html"


def test_records_that_the_page_shows_too_are_no_further_rows() -> None:
    raw = f'<script type="text/xml"><datastore><record>{sample.rows(1)}</record></datastore></script>'
    listing = read_list(shown(raw, sample.rows(1, 2, 3), Role.COLUMN, "/news/"))
    assert [item.link.url for item in listing.items].count("https://www.example.gov.cn/a/1.html") == 1
    assert len(listing.items) == 3


def test_a_search_address_that_a_script_builds_is_read_in_the_source() -> None:
    field = "<input id='q' placeholder='请输入关键词'><a onclick='go()'>搜索</a>"
    raw = f"{field}<script>function go(){{location.href='/search?q='+encodeURIComponent(q.value)}}</script>"
    forms = read_search_forms(shown(raw, field))
    assert forms[0].action == "https://www.example.gov.cn/search"


def test_a_form_that_scripts_took_away_still_counts() -> None:
    form = '<form action="/search"><input name="q" placeholder="请输入关键词"><button>搜索</button></form>'
    forms = read_search_forms(shown(form, '<div><input placeholder="请输入关键词"><b>搜索</b></div>'))
    assert forms[0].action == "https://www.example.gov.cn/search"
    assert not forms[0].scripted


def test_a_form_that_a_script_wrote_counts() -> None:
    form = '<form action="/search"><input name="q" placeholder="请输入关键词"><button>搜索</button></form>'
    assert read_search_forms(shown("<p>", form))[0].action == "https://www.example.gov.cn/search"


def test_what_scripts_hide_while_it_is_not_its_turn_is_no_hidden_link() -> None:
    document = shown(f"<div>{OUT}</div><script>tabs()</script>", f'<div style="display:none">{OUT}</div>')
    assert read_hidden_links(document) == ()
    assert read_hidden_links(shown(f'<div style="display:none">{OUT}</div>', "<p>甲</p>"))


def test_a_prompt_in_the_scripts_of_the_source_is_seen() -> None:
    raw = f"{OUT}<script>alert('您将离开本网站，是否继续？')</script>"
    assert read_prompts(shown(raw, OUT)).scripted
    assert not read_prompts(shown(OUT, OUT)).scripted


def test_a_click_is_for_the_scripts_of_the_source_to_say() -> None:
    link = '<a href="#">办事大厅</a>'
    assert read_empty_links(shown(f"{link}<script>bind()</script>", link)).scripted
    page = sample.rendered(home(f"{link}<script>bind()</script>"), link)
    findings = evaluate(link_targets_present, Snapshot(sample.SITE, sample.AS_OF, (page,)))
    assert gravest(findings) is Verdict.NEEDS_REVIEW


def test_mixed_content_is_that_of_the_source() -> None:
    raw = '<script src="http://js.example.com/a.js"></script>'
    page = sample.rendered(home(raw), "<p>甲</p>")
    findings = evaluate(https_content_unmixed, Snapshot(sample.SITE, sample.AS_OF, (page,)))
    assert gravest(findings) is Verdict.VIOLATION


def test_labels_are_those_of_the_page_as_sent_unless_an_application_writes_it_all() -> None:
    text = "<p>" + "本页是网站的内容。" * 20
    late = f'<meta name="SiteName" content="示例市人民政府">{text}'
    assert read_labels(shown(text, late)).site_name is None
    assert (
        read_labels(shown("<div id=app></div><script src=/a.js></script>", late)).site_name
        == "示例市人民政府"
    )


def test_an_entry_that_a_function_of_the_source_opens_counts() -> None:
    raw = (
        "<script>function report(){window.open('https://zfwzgl.www.gov.cn/exposure/jiucuo.html?site_code=1100000088')}</script>"
        "<footer>主办：某局 <a href='javascript:;' onclick='report()'><img src='/i/jc.png' alt='找错'></a></footer>"
    )
    html = raw[raw.index("<footer") :]
    page = sample.rendered(home(raw), html)
    assert [mark.value for mark in read_page(page, {}).shown("jiucuo")] == ["1100000088"]
    assert not read_page(home(html), {}).shown("jiucuo")


def test_the_embeds_stay_in_a_settled_page() -> None:
    embed = '<script id="_jiucuo_" sitecode="1100000088" src="https://zfwzgl.www.gov.cn/exposure/jiucuo.js"></script>'
    html = settled(f"<footer>主办：某局{embed}</footer>", sample.SITE.url, frozenset(), True)
    assert read_page(sample.rendered(home("<p>"), html), {}).shown("jiucuo")


def inner(number: int, html: str) -> Page:
    return sample.page(Role.ARTICLE, f"/a/{number}.html", html)


SCRIPTED = sample.site_page('<script src="/js/foot.js"></script>')
FULL = sample.site_page(f"<p>{FOOT}</p>")


def test_pages_whose_footer_the_text_tier_reads_are_like_a_home_page_that_was_shown() -> None:
    front = sample.rendered(home(SCRIPTED), FULL)
    pages = tuple(inner(n, SCRIPTED.replace("</nav>", f"</nav>第{n}篇")) for n in range(3))
    found = read_templates(Snapshot(sample.SITE, sample.AS_OF, (front, FOOT_JS, *pages)))
    assert set(found.watched) >= {"code", "icp"}
    assert len(found.alike) == 3
    assert not any(footer_reason(page, (front, FOOT_JS)) for page in pages)


def test_pages_whose_footer_is_left_to_an_unread_script_are_to_be_shown() -> None:
    front = sample.rendered(home(SCRIPTED), FULL)
    page = inner(1, SCRIPTED)
    assert footer_reason(page, (front,)) == "footer"
    doubtful = evaluate(footer_on_every_page, Snapshot(sample.SITE, sample.AS_OF, (front, page)))
    assert gravest(doubtful) is Verdict.NEEDS_REVIEW
    for html, verdict in (
        (FULL, Verdict.OK),
        (sample.site_page("主办：某局 版权所有 电话：010-12345678"), Verdict.VIOLATION),
    ):
        findings = evaluate(
            footer_on_every_page, Snapshot(sample.SITE, sample.AS_OF, (front, sample.rendered(page, html)))
        )
        assert gravest(findings) is verdict


def test_only_what_the_home_page_shows_is_asked_of_other_pages() -> None:
    bare = home(sample.site_page("主办：某局 版权所有"))
    assert footer_reason(inner(1, SCRIPTED), (bare,)) == ""


def test_the_ends_of_pages_are_compared_as_they_were_sent() -> None:
    links = "".join(f'<a href="/n{n}/">栏目第{n}</a>' for n in range(20))
    other = "".join(f'<a href="/x{n}/">专题第{n}</a>' for n in range(20))
    page = inner(1, links)
    for pages in ((sample.rendered(home(links), other), page), (home(links), sample.rendered(page, other))):
        assert gravest(evaluate(layout_consistent, Snapshot(sample.SITE, sample.AS_OF, pages))) is Verdict.OK


CLOCKS = (
    "今天是2018年9月10日 星期一",
    "2018年9月10日 星期一",
    "2018-09-10 10:20:33",
    "09月10日 星期一",
    "您是第20180910位访客",
)


@pytest.mark.parametrize("clock", CLOCKS)
@pytest.mark.parametrize(
    "place",
    [
        '<div class="top">{}<a href="/wap/">手机客户端下载中心</a></div>',
        '<div><div>{}</div><div><a href="/wap/">手机客户端下载中心</a></div></div>',
        '<table><tr><td>{}</td><td><a href="/wap/">手机客户端下载中心</a></td></tr></table>',
        "<p>{}</p>",
    ],
)
def test_a_clock_that_a_script_writes_is_no_date_of_the_page(clock: str, place: str) -> None:
    rows = sample.rows(15, 20, 30, 40, 50)
    page = sample.rendered(home(place.format("<script>clock()</script>") + rows), place.format(clock) + rows)
    findings = evaluate(home_updated, Snapshot(sample.SITE, sample.AS_OF, (page,)))
    assert gravest(findings) is Verdict.VIOLATION
    article = shown(
        "<p>",
        f"{place.format(clock)}<h1>关于示例事项的通知书</h1><div class='TRS_Editor'><p>正文</p></div>",
        Role.ARTICLE,
    )
    assert read_article(article).shown is None


def test_a_row_that_a_script_writes_today_counts() -> None:
    old = sample.rows(15, 20, 30, 40, 50)
    page = sample.rendered(
        home(f"{old}<ul id=a></ul>"),
        f'{old}<ul><li><a href="/b/1.html">示例市召开防汛工作会议</a><span>2018-09-10</span></li></ul>',
    )
    assert gravest(evaluate(home_updated, Snapshot(sample.SITE, sample.AS_OF, (page,)))) is Verdict.OK


def test_dates_that_a_script_adds_to_a_list_count() -> None:
    html = sample.rows(0, 20, 30, 40, 50)
    raw = html.replace("<span>2018", "<span hidden>2018").replace("2018-09-10", "")
    page = sample.rendered(home(raw), html)
    assert gravest(evaluate(home_updated, Snapshot(sample.SITE, sample.AS_OF, (page,)))) is Verdict.OK


def test_the_copies_that_a_carousel_makes_are_no_further_rows() -> None:
    rows = sample.rows(1, 2, 3, 4)
    copied = rows.replace("</ul>", rows[rows.index("<li") :])
    listing = read_list(shown(rows, copied, Role.COLUMN, "/news/"))
    assert len(listing.items) == 4


@pytest.mark.parametrize("role", [Role.FRAME, Role.FOOTER_SCRIPT, Role.ROBOTS, Role.LINK])
def test_parts_and_brief_pages_give_no_reason(role: str) -> None:
    assert (
        reason_to_render(Document(sample.page(role, "/x", "<script>$.ajax()</script>"), sample.AS_OF), role)
        == ""
    )


@pytest.mark.parametrize(
    ("role", "html"),
    [
        (Role.COLUMN, sample.site_page(FOOT, more=sample.rows(1, 2, 3))),
        (
            Role.ARTICLE,
            sample.site_page(
                FOOT,
                more="<h1>关于示例事项的通知</h1><p>发布时间：2018-09-01 来源：本站</p>"
                + "<p>正文的内容。</p>" * 40,
            ),
        ),
    ],
)
def test_a_page_whose_text_shows_everything_gives_none(role: str, html: str) -> None:
    plain = '<script src="/js/jquery.min.js"></script><script>$(function(){ $(".tab").tab() })</script>'
    search = '<form action="/search"><input name="q" placeholder="请输入关键词"><button>搜索</button></form>'
    page = sample.page(role, "/x/1.html", html.replace("<nav>", f"{plain}{search}{'网站内容。' * 60}<nav>"))
    assert reason_to_render(Document(page, sample.AS_OF), role) == ""
    assert footer_reason(page, (home(FULL),)) == ""


def test_a_firewalls_page_is_to_be_shown() -> None:
    page = sample.page(Role.HOME, "/", "<script>document.cookie='a=1'</script>", error="challenge")
    assert reason_to_render(Document(page, sample.AS_OF), Role.HOME) == "challenge"
    other = sample.page(Role.HOME, "/", "", error="timeout")
    assert reason_to_render(Document(other, sample.AS_OF), Role.HOME) == ""


def test_a_script_that_stays_as_evidence_is_no_reason_to_doubt_a_footer() -> None:
    script = '<script src="/js/conac-mark.js"></script>'
    html = settled(f"<footer>主办：某局 {script}</footer>", sample.SITE.url, frozenset(), True)
    assert "conac-mark" in html
    assert read_page(sample.rendered(home("<p>"), html), {}).doubt("code") == ""


def test_the_scripts_of_a_frame_do_not_fill_a_page_that_was_shown() -> None:
    text = "<p>" + "本页是示例市人民政府网站的内容。" * 8 + "</p>"
    html = f'<iframe src="/top.html"></iframe>{text}<footer>版权所有<div id="beian"></div></footer>'
    frame = sample.page(Role.FRAME, "/top.html", "<p>欢迎访问</p><script>go()</script>")
    parts = {frame.url: frame}
    assert read_page(home(f"{html}<script>go()</script>"), parts).doubt("icp")
    assert read_page(sample.rendered(home("<p>"), html), parts).doubt("icp") == ""
    assert read_page(
        sample.rendered(home("<p>"), html + "<script>go()</script>", complete=False), parts
    ).doubt("icp")


def test_a_sign_of_a_search_that_has_to_be_pressed_is_doubted_in_a_shown_page_too() -> None:
    page = home(sample.home())
    for mark, verdict in (('<div class="search-icon"></div>', Verdict.NEEDS_REVIEW), ("", Verdict.VIOLATION)):
        front = sample.rendered(page, sample.home() + mark)
        assert gravest(evaluate(search_present, Snapshot(sample.SITE, sample.AS_OF, (front,)))) is verdict


def test_what_scripts_write_into_every_page_is_nothing_of_a_columns_own() -> None:
    frame = '<div><a href="/">首页</a><a href="/news/">动态要闻</a><b>{}</b></div>{}<div>主办：示例市人民政府办公室</div>'
    weather = '今日天气晴朗<img src="/i/sunny.png">'
    full = frame.format("", sample.rows(1, 2, 3))
    blank = sample.rendered(
        sample.column(
            "interpretation", frame.format("", "<ul id=list></ul><script>$.getJSON('/l')</script>")
        ),
        frame.format(weather, "<h2>政策解读</h2>"),
    )
    front = sample.rendered(home(full), frame.format(weather, sample.rows(1, 2, 3)))
    for first, verdict in ((front, Verdict.VIOLATION), (home(full), Verdict.OK)):
        pages = (first, sample.column("news", full), sample.column("notice", full), blank)
        assert gravest(evaluate(columns_filled, Snapshot(sample.SITE, sample.AS_OF, pages))) is verdict
