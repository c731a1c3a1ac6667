from __future__ import annotations

from pathlib import Path

import pytest

from govsite_checks.inventory import Inventory, load, select

TEXT = """\
inventory: x
title: 示例
politeness: {per_host: 2}
resolve: {a.cn: "127.0.0.1:80"}
sites:
  - {id: Alpha, name: 示例市教委, unit: 市教委, url: "https://a.cn/"}
  - {id: beta, name: 示例市科委, unit: 市科委, url: "https://b.cn/"}
"""


def made(folder: Path, text: str = TEXT) -> Inventory:
    path = folder / "i.yaml"
    path.write_text(text, encoding="utf-8")
    return load(path)


@pytest.mark.parametrize(
    ("patterns", "ids"),
    [
        ([], ["Alpha", "beta"]),
        (["alpha"], ["Alpha"]),
        (["BETA", "alpha"], ["Alpha", "beta"]),
        (["*教委"], ["Alpha"]),
        (["市科委"], ["beta"]),
        (["示例市?委"], ["Alpha", "beta"]),
        (["nothing"], []),
        (["[", ""], []),
    ],
)
def test_select(tmp_path: Path, patterns: list[str], ids: list[str]) -> None:
    assert [site.id for site in select(made(tmp_path), patterns)] == ids


@pytest.mark.parametrize(
    ("old", "new", "differs"),
    [
        ("https://b.cn/", "https://b2.cn/", True),
        ("id: beta", "id: gamma", True),
        ("name: 示例市科委", "name: 示例市科委, status: offline", True),
        ("name: 示例市科委", "name: 示例市科委, guides: [/a]", True),
        ("127.0.0.1:80", "127.0.0.1:81", True),
        ("title: 示例", "title: 示例\nfleet: demo", True),
        ("title: 示例", "title: 示例二", False),
        ("title: 示例", "title: 示例\nprofile: census-2015", False),
        ("per_host: 2", "per_host: 3", False),
        ("unit: 市科委", "unit: 市科学技术委员会", False),
        ("unit: 市科委", "waivers: [{rule: footer-icp, until: 2030-01-01, reason: x}]", False),
    ],
)
def test_the_digest_is_over_what_decides_collecting(
    tmp_path: Path, old: str, new: str, differs: bool
) -> None:
    assert old in TEXT
    assert (made(tmp_path).digest != made(tmp_path, TEXT.replace(old, new)).digest) is differs


def test_the_order_of_the_sites_does_not_change_the_digest(tmp_path: Path) -> None:
    lines = TEXT.splitlines()
    lines[-1], lines[-2] = lines[-2], lines[-1]
    assert made(tmp_path).digest == made(tmp_path, "\n".join(lines)).digest


def test_the_resolved_hosts_cannot_be_changed(tmp_path: Path) -> None:
    with pytest.raises(TypeError):
        made(tmp_path).resolve["b.cn"] = "x"  # type: ignore[index]
