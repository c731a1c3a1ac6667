"""The measure of accuracy, measured: what counts as an accusation, what is left out, and a whole run over two pages."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml

HERE = Path(__file__).parent
SITE = {"slug": "one", "file": "pages/one.html", "host": "www.one.gov.cn (per meta)", "is_government": True}


@pytest.fixture(scope="module")
def accuracy() -> ModuleType:
    spec = importlib.util.spec_from_file_location("govsite_accuracy", HERE / "accuracy.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def page(**labels: Any) -> dict[str, Any]:
    return {**SITE, "labels": labels}


@pytest.mark.parametrize(
    ("label", "allowed"),
    [
        ({"value": "京ICP备12345678号", "via": "html"}, {"ok"}),
        ({"value": "absent"}, {"violation"}),
        ({"value": "absent", "uncertain": True}, None),
        ({"value": "absent", "via": "iframe"}, None),
        ({"value": "京ICP备12345678号", "via": "js-external"}, None),
        ({}, None),
    ],
)
def test_what_a_label_lets_the_rule_say(
    accuracy: ModuleType, label: dict[str, Any], allowed: set[str] | None
) -> None:
    found = accuracy.expectations(page(icp=label))["footer-icp"]
    assert found == (None if allowed is None else frozenset(allowed))


def test_a_malformed_entry_and_a_blue_mark_are_not_ok(accuracy: ModuleType) -> None:
    found = accuracy.expectations(page(jiucuo={"value": "malformed"}, conac_mark={"value": "institution"}))
    for rule in ("footer-jiucuo", "footer-party-gov-mark"):
        assert "violation" in found[rule]
        assert "ok" not in found[rule]


@pytest.mark.parametrize(
    ("kind", "label", "allowed"),
    [
        ("home", {"value": "present", "action": "js"}, {"ok"}),
        ("home", {"value": "absent"}, {"violation"}),
        ("article", {"value": "absent"}, {"violation", "needs-review"}),
        ("article", {"value": "absent", "uncertain": True}, None),
        ("article", {"value": "unlabelled"}, None),
    ],
)
def test_an_article_that_stands_in_for_a_home_page_may_be_left_to_a_person(
    accuracy: ModuleType, kind: str, label: dict[str, Any], allowed: set[str] | None
) -> None:
    found = accuracy.expectations({**page(site_search=label), "kind": kind})["search-present"]
    assert found == (None if allowed is None else frozenset(allowed))


TAGS = ("SiteName", "sitedomain", "SiteIDCode")


@pytest.mark.parametrize(
    ("metas", "allowed"),
    [
        ([{"name": name, "content": "x"} for name in TAGS], {"ok"}),
        ([{"name": name, "content": "x"} for name in TAGS[1:]], {"violation"}),
        ([{"name": name, "content": " " if name == "SiteIDCode" else "x"} for name in TAGS], {"violation"}),
        ([], {"violation"}),
        (None, None),
    ],
)
def test_the_tags_of_a_page_are_complete_or_not(
    accuracy: ModuleType, metas: Any, allowed: set[str] | None
) -> None:
    found = accuracy.expectations(page(metas=metas))["label-site-complete"]
    assert found == (None if allowed is None else frozenset(allowed))


def test_an_absence_is_left_out_where_the_footer_comes_from_a_script(accuracy: ModuleType) -> None:
    html = '<body><p>版权</p><script src="/js/foot.js"></script></body>'
    assert accuracy.expectations(page(icp={"value": "absent"}), html)["footer-icp"] is None


def test_precision_and_recall_are_those_of_accusations(accuracy: ModuleType) -> None:
    accused, ok = frozenset({"violation"}), frozenset({"ok"})
    pages = [
        ("a", {"footer-icp": accused}, {"footer-icp": ("violation", "m")}),
        ("b", {"footer-icp": accused}, {"footer-icp": ("needs-review", "m")}),
        ("c", {"footer-icp": ok}, {"footer-icp": ("violation", "m")}),
        ("d", {"footer-icp": ok}, {"footer-icp": ("ok", "m")}),
    ]
    total = accuracy.compare(pages).total
    assert (total.rightly, total.accused, total.absences, total.false_accusations) == (1, 2, 2, 1)
    assert len(accuracy.compare(pages).disagreements) == 2


def test_a_folder_is_served_judged_and_compared(tmp_path: Path) -> None:
    foot = "<div class='footer'>主办单位：虚构市人民政府 京ICP备12345678号 网站标识码：1100000001</div>"
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "one.html").write_text(
        f"<meta charset=utf-8><body><p>要闻</p>{foot}", encoding="utf-8"
    )
    labels = {
        "icp": {"value": "京ICP备12345678号", "via": "html"},
        "site_id_code": {"value": "1100000001", "via": "html"},
        "police_filing": {"value": "absent"},
        "site_search": {"value": "absent"},
        "metas": [],
    }
    (tmp_path / "labels.yaml").write_text(yaml.safe_dump([{**SITE, "labels": labels}]), encoding="utf-8")
    command = [sys.executable, str(HERE / "corpus.py"), str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=90, check=False)
    assert done.returncode == 0, done.stderr
    total = next(line for line in done.stdout.splitlines() if line.startswith("total"))
    assert "agreed 6/6" in total
    assert "precision 3/3  recall 3/3" in total
