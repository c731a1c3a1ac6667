"""Labels in the heads of pages."""

from __future__ import annotations

import pytest

from govsite_checks import sample
from govsite_checks.model import Role
from govsite_checks.reading.articles.labels import NAMES, Labels, read_labels
from govsite_checks.reading.page.document import Document


def read(html: str) -> Labels:
    return read_labels(Document(sample.page(Role.ARTICLE, "/a/1.html", html), sample.AS_OF))


@pytest.mark.parametrize("name", ["SiteName", "sitename", "SITENAME", " SiteName "])
@pytest.mark.parametrize("attribute", ["name", "property", "NAME"])
def test_a_name_in_any_case(name: str, attribute: str) -> None:
    assert read(f'<meta {attribute}="{name}" content=" 示例市人民政府 ">').site_name == "示例市人民政府"


def test_every_label() -> None:
    html = "".join(f'<meta content="v-{field}" name="{label}">' for field, label in NAMES.items())
    labels = read(html)
    assert {field: getattr(labels, field) for field in NAMES} == {field: f"v-{field}" for field in NAMES}


def test_absent_and_empty_are_two_things() -> None:
    labels = read('<meta name="PubDate" content="  "><meta name="ColumnType">')
    assert labels.pub_date == ""
    assert labels.column_type is None
    assert labels.article_title is None


def test_a_label_in_a_comment_is_none() -> None:
    assert read('<!-- <meta name="SiteName" content="a"> -->').site_name is None


def test_of_two_the_first_with_content_counts() -> None:
    labels = read(
        '<meta name="SiteName" content=""><meta name="sitename" content="甲"><meta name="SiteName" content="乙">'
    )
    assert labels.site_name == "甲"
    assert labels.differing == ("SiteName",)
    assert not read('<meta name="SiteName" content="甲"><meta name="SiteName" content="甲">').differing


def test_entities_escaped_twice() -> None:
    assert (
        read('<meta name="ArticleTitle" content="&amp;ldquo;示例&amp;rdquo;&nbsp;">').article_title
        == "“示例”"
    )
