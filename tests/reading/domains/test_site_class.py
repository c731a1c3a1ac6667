"""What a site's name and code tell of its unit."""

from __future__ import annotations

from dataclasses import replace

import pytest

from govsite_checks import sample
from govsite_checks.reading.domains.site_class import is_county_department, is_township, names_portal


@pytest.mark.parametrize(
    ("name", "township"),
    [
        ("示例县柳河镇人民政府", True), ("柳河乡政府", True), ("东门街道办事处", True), ("东门街道", True), ("示例旗某某苏木", True),
        ("城镇住房保障中心", False), ("新乡市人民政府", False), ("景德镇市人民政府", False), ("乡村振兴局", False),
    ],
)  # fmt: skip
def test_townships(name: str, township: bool) -> None:
    assert is_township(replace(sample.SITE, name=name)) is township


@pytest.mark.parametrize(
    ("name", "portal"),
    [
        ("示例区人民政府", True),
        ("示例开发区管委会", True),
        ("示例区人民政府办公室", False),
        ("示例区水务局", False),
    ],
)
def test_portals(name: str, portal: bool) -> None:
    assert names_portal(replace(sample.SITE, name=name)) is portal


@pytest.mark.parametrize(
    ("code", "county"),
    [("1101020009", True), ("1101000009", False), ("bm29000001", False), ("", False), ("１101020009", True)],
)
def test_the_division_of_a_code(code: str, county: bool) -> None:
    assert is_county_department(replace(sample.SITE, name="示例区水务局", site_code=code)) is county


def test_a_portal_is_no_department() -> None:
    assert not is_county_department(
        replace(sample.SITE, name="示例区水务局", site_code="1101020009", kind="portal")
    )
