"""A copy of a site on a machine of the house: another address for the run, and rules that need the public network."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from govsite_checks import registry

Run = Callable[..., pytest.RunResult]
ONE = '  - {site_code: "1100000001", name: 虚构市政府, url: "https://www.public.gov.cn/"}\n'


@pytest.fixture
def strict(pytester: pytest.Pytester) -> None:
    pytester.makeini("[pytest]\nstrict = true\n")


@pytest.mark.usefixtures("strict")
@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_another_address_for_one_run(run: Run, pytester: pytest.Pytester, web: Any, host: str) -> None:
    web.pages[f"{host}/"] = web.good("1100000001")
    path = pytester.path / "one.yaml"
    path.write_text(f"inventory: one\nsites:\n{ONE}", encoding="utf-8")
    result = run("--sites", path, "--govsite-base-url", f"http://{host}:{web.port}/")
    result.assert_outcomes(passed=5)
    assert f"{host}/" in web.asked


@pytest.mark.usefixtures("strict")
def test_what_needs_the_public_network_does_not_apply(
    run: Run, pytester: pytest.Pytester, web: Any, few: Path
) -> None:
    rules = registry.gather(registry.installed())
    online = [rule.id for rule in rules.values() if rule.scope == "online"]
    assert {"domain-governmental", "ipv6-reachable", "https-available", "home-available"} <= set(online)
    asked = ["domain-governmental", "https-available", "footer-icp"]
    result = run(
        "--sites", few, "--govsite-scope", "local", "-rs", "--govsite-only", "1100000001", rules=asked
    )
    result.assert_outcomes(passed=1, skipped=2)
    result.stdout.fnmatch_lines(["*本次检查的是本机或预发布环境，本项须在公网上检查，不适用。"])
    result = run("--sites", few, "--govsite-only", "1100000001", out="online", rules=["domain-governmental"])
    result.assert_outcomes(passed=1)


@pytest.mark.usefixtures("strict")
@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--govsite-base-url", "http://127.0.0.1/"], "*有 2 个网站，请写作 网站编号=网址*"),
        (["--govsite-base-url", "nobody=http://127.0.0.1/"], "*没有网站 nobody*"),
        (["--govsite-base-url", "1100000001=ftp://a/"], "*--govsite-base-url *无法识别*"),
        (["--govsite-base-url", "1100000001=http://u:p@a/"], "*--govsite-base-url *无法识别*"),
        (["--govsite-base-url", "1100000001=http://a:999999/"], "*端口不对*"),
        (["--govsite-scope", "here"], "*--govsite-scope 'here' 无法识别：可用 online、local*"),
    ],
)
def test_bad_words_are_one_line(run: Run, few: Path, web: Any, words: list[str], says: str) -> None:
    result = run("--sites", few, *words)
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines([says])
    assert web.asked == []
