"""Which browser of the machine is found, in which order."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from govsite_checks.collect.browse.choice import choose
from govsite_checks.collect.browse.contracts import BrowseOptions, Mode
from govsite_checks.collect.browse.find import BrowserPathError, find


def executable(path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    return str(path)


@pytest.fixture(autouse=True)
def _no_vendor(monkeypatch: pytest.MonkeyPatch) -> None:
    """No browser of a vendor, wherever the tests run."""
    monkeypatch.setattr("govsite_checks.collect.browse.find._CHANNELS", ())


def test_the_order_is_the_documented_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chosen = executable(tmp_path / "chosen")
    first, second = executable(tmp_path / "pw"), executable(tmp_path / "chrome")
    own = executable(
        tmp_path / "home/.cache/ms-playwright/chromium_headless_shell-1200/chrome-linux/headless_shell"
    )
    channel = executable(tmp_path / "opt/chrome")
    monkeypatch.setattr(
        "govsite_checks.collect.browse.find._CHANNELS", (("chrome", "Google Chrome", (channel,)),)
    )
    named = executable(tmp_path / "bin/chromium")
    environment = {
        "PLAYWRIGHT_CHROMIUM_EXECUTABLE_PATH": first,
        "CHROME_PATH": second,
        "HOME": str(tmp_path / "home"),
        "PATH": str(tmp_path / "bin"),
    }
    monkeypatch.setattr("sys.platform", "linux")

    def found() -> str | None:
        browser = find("", environment)
        return browser.path if browser else None

    assert find(chosen, environment).path == chosen  # type: ignore[union-attr]
    for expected, gone in (
        (first, "PLAYWRIGHT_CHROMIUM_EXECUTABLE_PATH"),
        (second, "CHROME_PATH"),
        (own, "HOME"),
    ):
        assert found() == expected
        del environment[gone]
    assert found() == channel
    assert find("", environment).channel == "chrome"  # type: ignore[union-attr]
    Path(channel).unlink()
    assert found() == named
    Path(named).unlink()
    assert found() is None


def test_of_playwright_s_own_the_shell_goes_first_and_the_latest(tmp_path: Path) -> None:
    for name in ("chromium-1300", "chromium_headless_shell-999", "chromium_headless_shell-1200"):
        executable(
            tmp_path
            / name
            / "chrome-linux"
            / ("chrome" if name.startswith("chromium-") else "headless_shell")
        )
    browser = find("", {"PLAYWRIGHT_BROWSERS_PATH": str(tmp_path), "PATH": ""})
    assert browser is not None
    assert "chromium_headless_shell-1200" in browser.path


def test_a_choice_that_cannot_be_run_is_said_and_not_passed_over(tmp_path: Path) -> None:
    plain = tmp_path / "notes.txt"
    plain.write_text("x")
    for path in (str(plain), str(tmp_path / "nowhere"), str(tmp_path)):
        with pytest.raises(BrowserPathError, match="--govsite-browser-path"):
            find(path, {})
        with pytest.raises(BrowserPathError, match="CHROME_PATH"):
            find("", {"CHROME_PATH": path})


def test_nothing_is_looked_for_where_no_browser_is_used(tmp_path: Path) -> None:
    assert choose(BrowseOptions(Mode.NEVER, path=str(tmp_path / "nowhere"))) is None


@pytest.mark.parametrize(
    "content", ["", "[]", '{"cookies": 1}', '{"origins": []}', "[" * 100_000, "\x00"], ids=range(6)
)
def test_a_state_that_is_none_is_refused_before_the_run(tmp_path: Path, content: str) -> None:
    state = tmp_path / "state.json"
    state.write_text(content)
    browse = BrowseOptions(path=executable(tmp_path / "b"), storage_state=str(state))
    with pytest.raises(ValueError, match="登录状态文件"):
        choose(browse)
    state.write_text(json.dumps({"cookies": [], "origins": []}))
    assert choose(browse) is not None
