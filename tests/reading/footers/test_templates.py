"""The footers of pages against the home page's: found by its own characters, or read."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from govsite_checks import sample
from govsite_checks.model import ColumnType, Page, Rendered, Role, Snapshot
from govsite_checks.reading.footers import templates
from govsite_checks.reading.footers.templates import Templates, apart, read_templates

CONAC = (
    '<a href="//bszs.conac.cn/sitename?method=show&amp;id=0123456789ABCDEF0123456789ABCDEF">'
    '<img src="/images/m1.png" alt="党政机关"></a>'
)
JIUCUO = (
    '<script id="_jiucuo_" sitecode="1100000088" src="https://zfwzgl.www.gov.cn/exposure/jiucuo.js"></script>'
)
MARKS = {
    "conac": CONAC,
    "code": "<span>网站标识码：1100000088</span>",
    "icp": '<a href="https://beian.miit.gov.cn/">京ICP备05000001号-1</a>',
    "police": '<a href="https://beian.mps.gov.cn/#/query/webSearch?code=11010102000001">京公网安备11010102000001号</a>',
    "jiucuo": JIUCUO,
}
WHOLE = "\n".join(MARKS.values())
HOME = sample.site_page(f"主办：某局 {WHOLE}")


def article(number: int, foot: str, more: str = "") -> Page:
    text = sample.site_page(f"主办：某局 {foot}", more=f"<div class='article'>第{number}篇{more}</div>")
    return sample.page(Role.ARTICLE, f"/a/{number}.html", text)


def snapshot(*pages: Page, home: str = HOME, parts: tuple[Page, ...] = ()) -> Snapshot:
    return Snapshot(
        site=sample.SITE, as_of=sample.AS_OF, pages=(sample.page(Role.HOME, "/", home), *parts, *pages)
    )


def read(*pages: Page, home: str = HOME, parts: tuple[Page, ...] = ()) -> Templates:
    return read_templates(snapshot(*pages, home=home, parts=parts))


def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses of the pages that are read in full from now on."""
    done: list[str] = []
    real = templates.read_page

    def spy(page: Page, parts: dict[str, Page]) -> object:
        done.append(page.url)
        return real(page, parts)

    monkeypatch.setattr(templates, "read_page", spy)
    return done


def test_pages_with_the_home_pages_characters_are_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    done = reads(monkeypatch)
    found = read(*(article(n, WHOLE) for n in range(40)))
    assert found.watched == templates.WATCHED
    assert len(found.alike) == 40
    assert done == []


@pytest.mark.parametrize("kind", MARKS)
@pytest.mark.parametrize(
    "change",
    [lambda mark: "", lambda mark: f"<!-- {mark} -->", lambda mark: f"<template>{mark}</template>"],
    ids=["deleted", "commented", "template"],
)
def test_what_a_template_lacks_is_found(kind: str, change: object) -> None:
    foot = "\n".join({**MARKS, kind: change(MARKS[kind])}.values())  # type: ignore[operator]
    found = read(*(article(n, WHOLE) for n in range(3)), *(article(n, foot) for n in range(10, 15)))
    assert len(found.alike) == 3
    assert [(len(t.pages), t.lacking) for t in found.others] == [(5, (kind,))]


def test_one_page_is_read_for_a_template_whatever_varies(monkeypatch: pytest.MonkeyPatch) -> None:
    done = reads(monkeypatch)
    varied = [
        article(n, f'{MARKS["code"]}<img src="{"../" * (n % 4)}logo.png">访问量：{n * 977}')
        for n in range(1, 31)
    ]
    found = read(*varied)
    assert len(done) == 1
    assert [len(template.pages) for template in found.others] == [30]


def test_marks_in_another_writing_are_read_and_count(monkeypatch: pytest.MonkeyPatch) -> None:
    done = reads(monkeypatch)
    odd = WHOLE.replace("京ICP备05000001号-1", "<b>京ICP备</b> 05000001 号")
    found = read(article(1, odd), article(2, odd))
    assert len(done) == 1
    assert len(found.alike) == 2
    assert not found.others


def test_a_footer_that_is_hidden_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    done = reads(monkeypatch)
    found = read(article(1, f'<div style="display:none">{WHOLE}</div>'))
    assert len(done) == 1
    assert found.others[0].lacking


def test_a_footer_in_a_long_comment_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    done = reads(monkeypatch)
    found = read(article(1, f"<!-- {'字' * 2 * templates.WINDOW} {WHOLE} -->"))
    assert len(done) == 1
    assert len(found.others[0].lacking) == 5


def test_a_footer_by_a_script_that_the_home_page_has_too() -> None:
    script = sample.page(
        Role.FOOTER_SCRIPT, "/js/foot.js", f"document.write({WHOLE!r});".replace("</script>", "<\\/script>")
    )
    loader = '<script src="{}js/foot.js"></script>'
    found = read(
        article(1, loader.format("/")),
        article(2, loader.format("../../")),
        home=sample.site_page(loader.format("/")),
        parts=(script,),
    )
    assert found.watched == templates.WATCHED
    assert len(found.alike) == 2


def test_a_page_that_a_browser_showed_is_compared_as_it_was_sent_too() -> None:
    script = sample.page(
        Role.FOOTER_SCRIPT, "/js/foot.js", f"document.write({WHOLE!r});".replace("</script>", "<\\/script>")
    )
    loader = '<script src="/js/foot.js"></script>'
    shown = [
        replace(
            page,
            rendered=Rendered(
                "list", html=page.text.replace(loader, f"{WHOLE}<p>第{number}种写法</p>" * number)
            ),
        )
        for number in range(1, 8)
        for page in [article(number, loader)]
    ]
    found = read(*shown, home=sample.site_page(loader), parts=(script,))
    assert len(found.alike) == 7
    assert not found.unread


def test_another_script_that_was_not_collected_leaves_a_doubt() -> None:
    found = read(article(1, '<script src="/js/foot2.js"></script>'))
    (template,) = found.others
    assert all(template.footer.doubt(kind) for kind in template.lacking)


def test_no_more_than_a_few_templates_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    done = reads(monkeypatch)
    kinds = ["", MARKS["icp"], MARKS["code"], MARKS["police"], MARKS["conac"], MARKS["jiucuo"]]
    found = read(*(article(10 * k + n, foot) for k, foot in enumerate(kinds) for n in range(k + 1)))
    assert len(done) == templates.MAX_READ
    assert sorted(page.url for page in found.unread) == sorted(
        article(n, "").url for n in (0, 10, 11)
    )  # the least widespread


def test_long_pages_are_bounded_in_characters(monkeypatch: pytest.MonkeyPatch) -> None:
    done = reads(monkeypatch)
    long = "字" * (templates.MAX_READ_CHARS + 1)
    read(article(1, MARKS["icp"], long), article(2, MARKS["code"], long), article(3, MARKS["police"], long))
    assert len(set(done)) == 1


def test_other_hosts_and_the_home_page_itself_are_left_out() -> None:
    away = sample.page(Role.COLUMN, "https://other.gov.cn/", sample.site_page("主办：某局"))
    back = sample.page(
        Role.COLUMN, "/back/", sample.site_page("主办：某局"), final="https://www.example.gov.cn/"
    )
    unseen = sample.page(Role.COLUMN, "/c/", error="timeout", status=None)
    found = read(away, back, unseen)
    assert found.alike == found.others == found.unread == ()


def test_marks_that_the_home_page_lacks_are_not_asked_for() -> None:
    found = read(article(1, MARKS["code"]), home=sample.site_page(f"主办：某局 {MARKS['code']}"))
    assert found.watched == ("code",)
    assert len(found.alike) == 1


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("/ztzl/2018/1.html", "专题"), ("/zhuanti2018/1.html", "专题"), ("/a/print.jsp?id=1", "打印"), ("/english/1.html", "外文"),
        ("https://en.example.gov.cn/1.html", "外文"), ("/wap/1.html", "移动"), ("/sso/login", "登录"), ("/login.jsp", "登录"),
        ("/zwgk/1.html", ""), ("/xwzx/dtzz/en.html", ""), ("/men/1.html", ""), ("/login-notice/1.html", ""),
    ],
)  # fmt: skip
def test_pages_that_are_no_ordinary_ones(address: str, says: str) -> None:
    found = apart(sample.page(Role.ARTICLE, address, sample.site_page()))
    assert says in found
    assert bool(says) is bool(found)


def test_topics_frames_and_pop_ups_are_no_ordinary_pages() -> None:
    assert apart(sample.column(ColumnType.TOPIC, sample.site_page(), "/a/"))
    assert apart(sample.page(Role.ARTICLE, "/a/1.html", sample.site_page(more="<FRAMESET>")))
    assert apart(sample.page(Role.ARTICLE, "/a/1.html", sample.site_page(links=templates.FEW_LINKS - 1)))
    assert not apart(sample.page(Role.ARTICLE, "/a/1.html", sample.site_page(links=templates.FEW_LINKS)))


def test_hostile_pages_are_compared_in_bounded_time() -> None:
    walls = [
        "<" * 300_000,
        "1" * 300_000,
        "网站标识码：" * 60_000,
        "<!--" * 80_000,
        "京ICP备0500000" * 20_000,
    ]
    pages = [sample.page(Role.ARTICLE, f"/h/{n}.html", wall) for n, wall in enumerate(walls)]
    begun = time.process_time()
    read(*pages)
    assert time.process_time() - begun < 10
