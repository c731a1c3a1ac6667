"""Content pages as content systems write them."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govsite_checks import sample
from govsite_checks.model import Role
from govsite_checks.reading.articles.article import Article, read_article
from govsite_checks.reading.dates.reading import DateSource
from govsite_checks.reading.page.document import Document

TITLE = "示例市召开秋季防汛工作部署会议"
TEXT = "9月1日，示例市召开会议，部署秋季防汛工作。会议指出，各区要落实责任，备足物资，加强值守，及时报告。"
MENU = '<div class="nav"><a href="/">首页</a><a href="/xw/">动态要闻</a></div>'
FOOT = "<div class='footer'>主办单位：示例市人民政府办公室　更新日期：2018-09-10</div>"


def read(html: str, path: str = "/a/1.html", head: str = "") -> Article:
    title = f"<title>{TITLE}-示例市人民政府</title>"
    return read_article(
        Document(
            sample.page(Role.ARTICLE, path, f"<head>{title}{head}</head><body>{MENU}{html}{FOOT}</body>"),
            sample.AS_OF,
        )
    )


SHAPES = {
    "heading": f"<h1>{TITLE}</h1><div>发布时间：2018-09-03 08:30　来源：示例日报　浏览：12</div><p>{TEXT}</p>",
    "class": f'<div class="xl-title">{TITLE}</div><p>来源：示例日报 日期：2018年9月3日 【字体：大 中 小】</p><div>{TEXT}</div>',
    "table": f"<table><tr><td class='title'>{TITLE}</td></tr><tr><td>2018-09-03 08:30 来源：示例日报</td></tr>"
    f"<tr><td><p>{TEXT}</p></td></tr></table>",
    "parts": f"<h2>{TITLE}</h2><ul><li>发布日期：</li><li>2018-09-03</li><li>来源：示例日报</li></ul><div class='TRS_Editor'>{TEXT}</div>",
    "facts first": f"<table><tr><td>成文日期：</td><td>2018-08-01</td><td>发布日期：</td><td>2018-09-03</td></tr></table>"
    f"<h1>{TITLE}</h1><div>发布日期：2018-09-03 来源：示例日报</div><p>{TEXT}</p>",
    "own word": f"<h1>{TITLE}</h1><span>信息来源：示例日报</span><span>2018-09-03</span><div id='zoom'>{TEXT}</div>",
}


@pytest.mark.parametrize("shape", SHAPES)
def test_shapes(shape: str) -> None:
    article = read(SHAPES[shape])
    assert article.title == TITLE
    assert article.published is not None
    assert article.published.day.isoformat() == "2018-09-03"
    assert article.published.source is DateSource.TEXT
    assert article.published.sure
    assert article.origin == "示例日报"
    assert any("部署秋季防汛" in line for line in article.lines)


def test_a_title_of_two_lines() -> None:
    assert read(f"<h1>{TITLE[:6]}<br>{TITLE[6:]}</h1><p>{TEXT}</p>").title.replace(" ", "") == TITLE


def test_the_order_of_trust() -> None:
    shown = f"<h1>{TITLE}</h1><div>发布时间：2018-09-03</div><p>{TEXT}</p>"
    label = '<meta name="PubDate" content="2018-09-02 08:30">'
    cases = [
        (read(shown, "/t20180901_1.html", label), "2018-09-02", DateSource.LABEL),
        (read(shown, "/t20180901_1.html"), "2018-09-01", DateSource.ADDRESS),
        (read(shown), "2018-09-03", DateSource.TEXT),
    ]
    for article, day, source in cases:
        assert article.published is not None
        assert (article.published.day.isoformat(), article.published.source) == (day, source)
        assert article.published.sure


def test_sources_that_contradict_are_not_sure() -> None:
    shown = f"<h1>{TITLE}</h1><div>发布时间：2018-09-03</div><p>{TEXT}</p>"
    article = read(shown, head='<meta name="PubDate" content="2018-08-01 08:30">')
    assert article.published is not None
    assert not article.published.sure
    assert "页面中为2018-09-03" in article.published.text
    assert article.shown is not None
    assert article.shown.day.isoformat() == "2018-09-03"


@pytest.mark.parametrize(
    "words",
    ["成文日期：2018-08-01", "施行日期：2018年8月1日", "有效期至：2018-08-01", "截止时间：2018-08-01 17:00"],
)
def test_other_days_are_not_that_of_publication(words: str) -> None:
    article = read(f"<h1>{TITLE}</h1><div>{words}</div><p>{TEXT}</p>")
    assert article.published is None or article.published.day.isoformat() != "2018-08-01"


def test_a_date_in_the_text_is_loose_at_most() -> None:
    article = read(f"<h1>{TITLE}</h1><p>2015年1月2日，示例市召开会议，部署全年防汛工作，各区参加。</p>")
    assert article.published is None or not article.published.sure


def test_the_footer_s_day_is_not_the_article_s() -> None:
    filler = "".join(f"<p>第{n}项工作有序展开，取得进展。</p>" for n in range(30))
    assert read(f"<h1>{TITLE}</h1>{filler}").published is None


def test_no_title() -> None:
    article = read("<p>暂无内容</p>")
    assert article.title == ""
    assert article.published is None


def test_a_template_s_heading_is_not_the_title() -> None:
    article = read(
        f"<h1>示例市人民政府</h1><div class='con_title'>{TITLE}</div><div>时间：2018-09-03</div><p>{TEXT}</p>"
    )
    assert article.title == TITLE


def test_attachments_and_related() -> None:
    article = read(
        f"<h1>{TITLE}</h1><div class='TRS_Editor'><p>{TEXT}</p><p><a href='P0201.docx'>附件1：申请表</a>"
        "<a href='/down.jsp?id=3'>附件2.pdf</a><a href='/zc/1.html'>管理办法</a></p></div>"
        "<div class='relation'><a href='/jd/1.html'>办法解读</a></div><a href='/a.jpg'>图</a>"
    )
    assert [link.text for link in article.attachments] == ["附件1：申请表", "附件2.pdf"]
    assert {"管理办法", "办法解读"} <= {link.text for link in article.related}
    assert "首页" not in {link.text for link in article.related}


def test_a_body_without_a_name_ends_where_the_page_goes_on() -> None:
    article = read(
        f"<h3>{TITLE}</h3><div>时间：2018-09-03</div>{TEXT}<div>上一篇：旧闻</div><div>相关链接</div>"
    )
    assert any("部署秋季" in line for line in article.lines)
    assert not any("旧闻" in line for line in article.lines)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "<h1>",
                "</h1>",
                "<p>",
                "</p>",
                "<div class=title>",
                "</div>",
                TITLE,
                TEXT,
                "发布时间：",
                "2018-09-10",
                "来源：",
                "<a href=x.doc>",
                "</a>",
                "<meta name=PubDate content=2018>",
                "<title>",
                "\x00",
                "<table><td>",
            ]
        ),
        max_size=50,
    )
)
def test_any_page_is_read(parts: list[str]) -> None:
    assert len(read("".join(parts)).title) <= 400


def test_a_page_of_many_headings_takes_no_time() -> None:
    started = time.process_time()
    read("<h3 class='title'>标题</h3>" * 20_000 + f"<p>{TEXT}</p>" * 5_000)
    assert time.process_time() - started < 10
