"""A message's own page without a reply in its text: it waits only where nothing else of the page may be the reply."""

from __future__ import annotations

import pytest

from govsite_checks import sample
from govsite_checks.model import Role, Snapshot, Verdict
from govsite_checks.reading.page.document import Document
from govsite_checks.reading.talk.messages import read_messages
from govsite_checks.rules.interaction.messages_answered import messages_answered

LETTER = "<h1>路灯不亮</h1><p>来信时间：2018-03-01</p><p>来信内容：巷口的路灯不亮。</p>"
CELLS = (
    "<table><tr><td>来信时间</td><td>2018-03-01</td></tr><tr><td>来信内容</td><td>巷口的路灯不亮</td></tr>"
)
OWN = '<script src="/js/letter.js"></script>'


def verdicts(html: str) -> set[Verdict]:
    pages = (
        sample.page(Role.MESSAGE, "/m/1.html", html, column=sample.column_of("consultation")),
        sample.column("consultation", "<p>来信选登</p>"),
    )
    return {found.verdict for found in messages_answered(Snapshot(sample.SITE, sample.AS_OF, pages))}


@pytest.mark.parametrize(
    "html",
    [
        LETTER,
        LETTER + OWN,
        LETTER + "<p>回复内容：</p>",
        LETTER + "<p>办理状态：未回复</p><img src='/upload/1.jpg'>",
        CELLS + "<tr><td>回复内容</td><td></td></tr></table>" + OWN,
        CELLS + "<tr><td>回复内容</td><td><div class='c'></div></td></tr></table>",
    ],
)
def test_what_has_no_reply_anywhere_waits(html: str) -> None:
    assert verdicts(html) == {Verdict.VIOLATION}


@pytest.mark.parametrize(
    "html",
    [
        LETTER + "<p><img src='/upload/1.jpg'></p>",
        LETTER + "<p><a href='/upload/1.pdf'>附件</a></p>",
        LETTER + "<iframe src='/reply/1.html'></iframe>",
        LETTER + "<div id='letter_reply'></div>" + OWN,
        LETTER + "<p>城市管理局：巷口的路灯换过了。</p>",
        LETTER + "<p>我局派人换了灯泡。</p>",
        "<ul><li>待受理</li><li>办理中</li><li>已办结</li></ul>" + LETTER,
        CELLS + "<tr><td>回复内容</td><td><div class='c'></div></td></tr></table>" + OWN,
        CELLS + f"</table><input type='hidden' id='c' value='{'巷口的路灯换过了' * 3}'>" + OWN,
    ],
)
def test_what_may_be_a_reply_is_for_a_person(html: str) -> None:
    assert verdicts(html) == {Verdict.NEEDS_REVIEW}


@pytest.mark.parametrize(
    "html",
    [
        LETTER + "<p>回复内容：<img src='/upload/1.jpg'></p>",
        LETTER + "<p>回复内容：</p><p><img src='/upload/1.jpg'></p>",
        CELLS + "<tr><td>回复内容</td><td><img src='/upload/1.jpg'></td></tr></table>",
    ],
)
def test_a_picture_under_the_heading_of_the_reply_is_one(html: str) -> None:
    page = sample.page(Role.MESSAGE, "/m/1.html", html)
    assert read_messages(Document(page, sample.AS_OF)).messages[0].state == "replied"
    assert verdicts(html) == {Verdict.OK}
