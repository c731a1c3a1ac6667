"""The pictures of the home page are there."""

from __future__ import annotations

import re
from collections.abc import Iterable

from govsite_checks import sample
from govsite_checks.model import Example, Finding, Page, Role, Snapshot, rule
from govsite_checks.reading.links.reach import Reach, State, answers, key_of
from govsite_checks.reading.links.verdicts import Followed, report
from govsite_checks.reading.page.document import Document, document, join

_HOME = '<img src="/i/banner.jpg" alt="政务大厅"><img src="/i/b.png"><script src="/j/a.js"></script>'
_PICTURE_TYPE = re.compile("image/|octet-stream|^$", re.IGNORECASE)


@rule(
    id="home-images-sound",
    title="首页的图片均能显示",
    clause="census-2015/link-availability",
    remediation="补齐或更换首页上不能显示的图片。",
    examples=[
        Example.ok(
            _HOME, says="1 个", pages=(sample.page("resource", "/i/b.png", content_type="image/png"),)
        ),
        Example.violation(
            _HOME,
            says="“政务大厅”打不开：返回 404",
            pages=(
                sample.page("resource", "/i/banner.jpg", status=404, error="http-status"),
                sample.page("resource", "/i/b.png", content_type="image/png"),
            ),
        ),
        Example.needs_review(
            _HOME,
            says="返回的不是图片",
            pages=(sample.page("resource", "/i/banner.jpg", content_type="text/html"),),
            note="状态码是 200，返回的却是网页",
        ),
        Example.no_evidence(
            _HOME,
            says="未能确认",
            pages=(sample.page("resource", "/i/banner.jpg", status=403, error="http-status"),),
            note="防盗链的 403 不能说明图片缺失",
        ),
        Example.no_evidence(
            _HOME,
            says="未抽查",
            pages=(sample.page("resource", "/j/a.js", status=404, error="http-status"),),
            note="脚本不是图片",
        ),
    ],
    catalogue=("link-availability", "dead-link"),
)
def home_images_sound(snapshot: Snapshot) -> Iterable[Finding]:
    """No picture that the home page shows is answered by 404 or 410.

    检查内容：
        首页图片的地址能否访问；缺失的逐一列出替代文字或地址。
    检查依据：
        全国政府网站普查评分表“链接可用性”：考察首页和其他页面不能打开或指向错误的链接数量。
    整改方法：
        补齐缺失的图片文件，或修正图片地址。
    人工判断：
        图片地址返回的是网页而不是图片、抽查的图片全部打不开时，需人工查看。
    已知局限：
        只访问抽查到的图片；样式表里的背景图片和由脚本载入的图片不在其内；防盗链等拒绝访问计为“未能确认”。
    """
    known = snapshot.derive(answers)
    pictures = document(snapshot, snapshot.home).derive(_pictures)
    followed = []
    for page in snapshot.pages_of(Role.RESOURCE):
        label = pictures.get(key_of(page.url))
        if label is not None and known.of(page.url) is page:
            followed.append(Followed(label or page.url, page, _seen(known.reach(page), page), "首页图片"))
    yield from report(followed, "首页图片", home=snapshot.home)


def _pictures(page: Document) -> dict[str, str]:
    """The pictures of a page: their words by address."""
    found: dict[str, str] = {}
    for node in page.css("img[src], input[type=image][src]"):
        attrs = node.attributes
        url = join(page.base, attrs.get("src") or "")
        if url:
            found.setdefault(key_of(url), attrs.get("alt") or attrs.get("title") or "")
    return found


def _seen(reached: Reach, page: Page) -> Reach:
    if reached.state is State.OK and not _PICTURE_TYPE.search(page.content_type):
        return Reach(State.DOUBTFUL, "返回的不是图片")
    return reached
