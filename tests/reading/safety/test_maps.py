"""Maps of territory, their approval, and pictures that are none."""

from __future__ import annotations

import pytest

from govsite_checks import sample
from govsite_checks.reading.page.document import Document
from govsite_checks.reading.safety.maps import Maps, read_maps


def read(html: str) -> Maps:
    return read_maps(Document(sample.page("article", "/a/1.html", html), sample.AS_OF))


@pytest.mark.parametrize(
    "image",
    [
        '<img src="a.jpg" alt="示例市行政区划图">',
        '<img src="a.jpg" title="全国地图">',
        '<img src="/i/xzqh_2018.jpg">',
        '<img src="a.jpg" alt="示例县交通区位图" width="800">',
        '<img src="a.png" alt="示例省地图">',
    ],
)
def test_maps(image: str) -> None:
    assert len(read(image).names) == 1


@pytest.mark.parametrize(
    "image",
    [
        '<img src="/i/map.png" alt="网站地图">',
        '<img src="/i/sitemap.png">',
        '<img src="/i/map.png" width="20" height="20">',
        '<img src="a.jpg" alt="组织机构图">',
        '<img src="a.jpg" alt="图书馆">',
        '<img src="a.jpg" alt="规划图解">',
        '<img src="/i/roadmap-banner/x.jpg" alt="会议现场">',
        '<a href="/wzdt/">站点地图</a>',
        '<img src="a.jpg" alt="办事流程图">',
    ],
)
def test_no_maps(image: str) -> None:
    assert read(image).names == ()


@pytest.mark.parametrize(
    "words",
    [
        "审图号：GS(2016)1549号",
        "GS（2020）4619号",
        "京S(2018)012号",
        "审图号：GS京(2022)0001号",
        "粤S〔2021〕036号",
        "来源：标准地图服务系统",
    ],
)
def test_approval(words: str) -> None:
    assert read(f'<img src="a.jpg" alt="示例市行政区划图"><p>{words}</p>').approval


@pytest.mark.parametrize("words", ["京政办〔2018〕1号", "GS 级", "图号：12", ""])
def test_no_approval(words: str) -> None:
    assert read(f'<img src="a.jpg" alt="示例市行政区划图"><p>{words}</p>').approval == ""


def test_a_frame_of_a_service_shows_its_own_number() -> None:
    assert read('<iframe src="https://map.tianditu.gov.cn/x"></iframe>').approval
    assert read('<iframe src="/map/x.html"></iframe>') == Maps()
