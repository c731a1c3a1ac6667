"""Settings: what a user may write, and the line that is said where it is wrong."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from govsite_checks.model import Politeness
from govsite_checks.settings import (
    CHINA,
    Settings,
    SettingsError,
    apply_politeness,
    parse_as_of,
    parse_base_urls,
    parse_browser,
    parse_fail_on,
    parse_flag,
    parse_politeness,
    parse_resolve,
    parse_span,
)


def test_a_date_means_its_last_second_in_beijing() -> None:
    assert parse_as_of("2018-09-10") == datetime(2018, 9, 10, 23, 59, 59, tzinfo=CHINA)


def test_a_moment_without_a_zone_is_beijing_time_and_one_with_a_zone_stays() -> None:
    assert parse_as_of("2018-09-10T08:00:00") == datetime(2018, 9, 10, 8, tzinfo=CHINA)
    moment = parse_as_of("2018-09-10T08:00:00+00:00")
    assert moment is not None
    assert moment.utcoffset() == datetime(2018, 1, 1, tzinfo=CHINA).utcoffset() * 0  # type: ignore[operator]


@pytest.mark.parametrize("text", ["2018-13-01", "昨天", "10/09/2018"])
def test_another_date_is_refused(text: str) -> None:
    with pytest.raises(SettingsError, match="2018-09-10"):
        parse_as_of(text)


@pytest.mark.parametrize("text", ["0001-01-01", "1989-12-31", "2101-01-01", "9999-12-31T00:00:00"])
def test_a_year_from_which_no_window_can_be_reckoned_is_refused(text: str) -> None:
    with pytest.raises(SettingsError, match="1990 至 2100"):
        parse_as_of(text)


@pytest.mark.parametrize("text", ["1990-01-01", "2100-12-31"])
def test_the_first_and_the_last_year_are_taken(text: str) -> None:
    assert parse_as_of(text)


def test_fail_on_is_a_list_in_canonical_order() -> None:
    assert parse_fail_on(["no-evidence,veto"]) == ("veto", "no-evidence")
    assert parse_fail_on([]) == ("veto", "deduct")
    assert parse_fail_on(["none"]) == ()


def test_an_unknown_word_in_fail_on_is_named() -> None:
    with pytest.raises(SettingsError, match="vetoo"):
        parse_fail_on(["vetoo"])


def test_resolve_pairs_are_read() -> None:
    pairs = parse_resolve(["WWW.a.gov.cn.=127.0.0.1:8080", "b.gov.cn=[::1]:80"])
    assert pairs == {"www.a.gov.cn": "127.0.0.1:8080", "b.gov.cn": "[::1]:80"}


@pytest.mark.parametrize(
    "word", ["a.gov.cn", "a=127.0.0.1", "=127.0.0.1:80", "a=127.0.0.1:0", "a=127.0.0.1:99999"]
)
def test_another_resolve_is_refused_with_an_example(word: str) -> None:
    with pytest.raises(SettingsError, match="主机=地址:端口"):
        parse_resolve([word])


def test_politeness_is_changed_field_by_field_with_its_own_types() -> None:
    changes = parse_politeness(["per_host=4", "delay_s=1.5", "robots=ignore", "contact=mailto:a@b.cn"])
    changed = apply_politeness(Politeness(), changes)
    assert changed == Politeness(contact="mailto:a@b.cn", per_host=4, delay_s=1.5, robots="ignore")


@pytest.mark.parametrize(
    "word", ["per_host=0", "per_host=17", "robots=no", "speed=9", "contact=me", "delay_s=-1"]
)
def test_politeness_out_of_bounds_is_refused(word: str) -> None:
    with pytest.raises(SettingsError):
        parse_politeness([word])


def test_settings_that_contradict_are_refused() -> None:
    with pytest.raises(SettingsError, match="不能同时使用"):
        Settings(replay=Path("a"), resume=Path("b"))
    with pytest.raises(SettingsError, match="不能"):
        Settings(replay=Path("a"), evidence=Path("b"))


@pytest.mark.parametrize(("text", "seconds"), [("90s", 90), ("30m", 1800), (" 1h ", 3600), ("7d", 604800)])
def test_spans(text: str, seconds: int) -> None:
    assert parse_span("--every", text, timedelta(seconds=90), timedelta(days=7)).total_seconds() == seconds


@pytest.mark.parametrize(
    "text", ["", "1", "h", "0h", "01h", "1.5h", "-1h", "1w", "8d", "89s", "9" * 30 + "d", "１h"]
)
def test_what_is_no_span_is_refused(text: str) -> None:
    with pytest.raises(SettingsError, match=r"--every.*90 秒.*7 天"):
        parse_span("--every", text, timedelta(seconds=90), timedelta(days=7))


def test_when_the_browser_is_used() -> None:
    assert [parse_browser(word) for word in ("", " always ", "auto", "never")] == [
        "auto",
        "always",
        "auto",
        "never",
    ]
    with pytest.raises(SettingsError, match="always、auto、never"):
        parse_browser("sometimes")
    with pytest.raises(SettingsError, match="互相矛盾"):
        Settings(browser="never", require_browser=True)


def test_flags_as_an_ini_file_writes_them() -> None:
    assert [parse_flag("x", word) for word in ("", "true", "Yes", "1", "off", "0")] == [
        *(False, True, True, True, False, False)
    ]
    with pytest.raises(SettingsError, match="true 或 false"):
        parse_flag("govsite_require_browser", "maybe")


def test_a_password_in_an_address_is_refused_and_not_repeated() -> None:
    with pytest.raises(SettingsError, match=r"'a=http://www\.a\.gov\.cn/' 无法识别") as said:
        parse_base_urls(["a=http://user:secret@word@www.a.gov.cn/"])
    assert "secret" not in str(said.value)
