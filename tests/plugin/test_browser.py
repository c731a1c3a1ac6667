"""The browser in a run: when it is used, what its absence means, and that a replay needs none."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., pytest.RunResult]
CODE = "1100000001"
RULES = ("footer-site-code",)
# A footer that no text of the page shows, nor any script that could be read: it comes by fetch, late.
LATE = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>虚构市人民政府</title></head><body>
<h1>虚构市人民政府</h1><ul><li><a href="/a.html">要闻一则</a></li></ul><div class="footer" id="foot"></div>
<script>setTimeout(function () {
  fetch(["", "api", "foot"].join("/")).then(function (r) { return r.text() }).then(function (t) {
    document.getElementById("foot").innerHTML = t;
  });
}, 2000)</script></body></html>"""
FOOT = f"<p>主办单位：虚构市人民政府办公室　网站标识码：{CODE}</p>"
PLAIN = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>虚构县人民政府</title></head><body>
<h1>虚构县人民政府</h1><p>要闻</p><div class="footer"><p>主办单位：虚构县人民政府</p></div></body></html>"""


@pytest.fixture
def late(web: Any, pytester: pytest.Pytester) -> Path:
    """An inventory of a site whose footer a script writes."""
    web.pages |= {"late.demo-few.gov.cn/": LATE, "late.demo-few.gov.cn/api/foot": FOOT}
    site = (
        f'  - {{site_code: "{CODE}", name: 虚构市政府, url: "http://late.demo-few.gov.cn/", unit: 市政府}}\n'
    )
    path: Path = web.inventory(pytester.path, site)
    return path


@pytest.fixture
def bare_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A machine without any browser."""
    for name in ("PLAYWRIGHT_CHROMIUM_EXECUTABLE_PATH", "CHROME_PATH", "PLAYWRIGHT_BROWSERS_PATH"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr("govsite_checks.collect.browse.find._CHANNELS", ())


def finding(out: Path) -> dict[str, Any]:
    (line,) = (out / "findings.jsonl").read_text(encoding="utf-8").splitlines()
    found: dict[str, Any] = json.loads(line)
    return found


def pages(out: Path) -> dict[str, int]:
    counts: dict[str, int] = json.loads((out / "summary.json").read_text(encoding="utf-8"))["pages"]
    return counts


@pytest.mark.parametrize("mode", ["auto", "always"])
def test_what_only_a_browser_sees_is_seen(run: Run, late: Path, pytester: pytest.Pytester, mode: str) -> None:
    result = run("--sites", late, "--govsite-browser", mode, rules=RULES)
    result.assert_outcomes(passed=1)
    out = pytester.path / "out"
    assert finding(out)["verdict"] == "ok"
    assert pages(out)["rendered"] >= 1
    result.stdout.fnmatch_lines(["浏览器：*", "浏览器渲染 * 页（共 * 页）"])
    page = next((out / "sites").glob("*.html")).read_text(encoding="utf-8")
    assert "已渲染：" in page


def test_a_page_without_scripts_is_not_shown_to_a_browser(
    run: Run, late: Path, web: Any, pytester: pytest.Pytester
) -> None:
    web.pages["late.demo-few.gov.cn/"] = PLAIN
    run("--sites", late, rules=RULES)
    assert pages(pytester.path / "out")["rendered"] == 0
    assert finding(pytester.path / "out")["verdict"] == "violation"


def test_never_means_never_and_accuses_nobody(run: Run, late: Path, pytester: pytest.Pytester) -> None:
    pytester.makeini("[pytest]\ngovsite_browser = never\n")
    result = run("--sites", late, rules=RULES)
    result.assert_outcomes(skipped=1)
    out = pytester.path / "out"
    assert finding(out)["verdict"] == "needs-review"
    assert "本次运行没有启用浏览器" in finding(out)["message"]
    assert pages(out)["rendered"] == 0
    result.stdout.fnmatch_lines(["浏览器：不使用*", "*未能渲染：本次运行没有启用浏览器 *"])
    index = (out / "index.html").read_text(encoding="utf-8")
    assert "其中 0 个由浏览器渲染" in index
    assert "本次运行没有启用浏览器" in index


def test_without_a_browser_the_run_says_so_and_accuses_nobody(
    run: Run, late: Path, pytester: pytest.Pytester, bare_machine: None
) -> None:
    result = run("--sites", late, rules=RULES)
    result.assert_outcomes(skipped=1)
    found = finding(pytester.path / "out")
    assert found["verdict"] == "needs-review"
    assert "本机没有可用的浏览器" in found["message"]
    result.stdout.fnmatch_lines(
        ["浏览器：没有找到*--govsite-browser-path*", "*未能渲染：本机没有可用的浏览器 *"]
    )


@pytest.mark.parametrize("ini", ["", "[pytest]\ngovsite_require_browser = true\n"], ids=["option", "ini"])
def test_where_one_is_required_nothing_is_fetched_without(
    run: Run, late: Path, web: Any, pytester: pytest.Pytester, bare_machine: None, ini: str
) -> None:
    if ini:
        pytester.makeini(ini)
    result = run("--sites", late, *([] if ini else ["--govsite-require-browser"]))
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["*没有找到浏览器*--govsite-require-browser*"])
    assert web.asked == []


def test_where_one_is_required_it_must_start(
    run: Run, late: Path, web: Any, pytester: pytest.Pytester
) -> None:
    fake = pytester.path / "browser"
    fake.write_text("#!/bin/sh\nexit 1\n")
    fake.chmod(0o755)
    result = run("--sites", late, "--govsite-require-browser", "--govsite-browser-path", fake)
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    said = result.stdout.str() + result.stderr.str()
    assert "浏览器无法使用" in said
    assert "无法启动" in said
    assert web.asked == []


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--govsite-browser", "sometimes"], "always、auto、never"),
        (["--govsite-browser-path", "nowhere"], "不存在或不能执行"),
        (["--govsite-browser-state", "nowhere.json"], "登录状态文件"),
        (["--govsite-browser", "never", "--govsite-require-browser"], "互相矛盾"),
    ],
    ids=["mode", "path", "state", "both"],
)
def test_what_cannot_be_used_is_said_before_anything_is_fetched(
    run: Run, late: Path, web: Any, options: list[str], says: str
) -> None:
    result = run("--sites", late, *options)
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert says in result.stderr.str()
    assert web.asked == []


def test_a_replay_needs_no_browser_and_gives_the_same_bytes(
    run: Run, late: Path, web: Any, pytester: pytest.Pytester, request: pytest.FixtureRequest
) -> None:
    run("--sites", late, rules=())
    first = (pytester.path / "out" / "findings.jsonl").read_bytes()
    assert b'"rendered":true' in first
    asked = len(web.asked)
    request.getfixturevalue("bare_machine")
    again = run(
        "--sites", late, "--govsite-replay", "out", "--govsite-require-browser", out="again", rules=()
    )
    assert (pytester.path / "again" / "findings.jsonl").read_bytes() == first
    assert pages(pytester.path / "again") == pages(pytester.path / "out")
    assert len(web.asked) == asked
    assert "没有找到" not in again.stdout.str()


def test_workers_start_none(run: Run, late: Path, pytester: pytest.Pytester) -> None:
    result = run("--sites", late, "-n", "2", "--govsite-require-browser", rules=RULES)
    result.assert_outcomes(passed=1)
    assert pages(pytester.path / "out")["rendered"] >= 1
