"""What a user may set for a run, on pytest's command line, in its ini file or on ``govsite``'s command line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import datetime, timedelta
from pathlib import Path

from govsite_checks.model import CHINA, Politeness

FAIL_ON = ("veto", "deduct", "notice", "needs-review", "no-evidence")
DEFAULT_FAIL_ON = ("veto", "deduct")
BROWSER_MODES = ("always", "auto", "never")
DEFAULT_BROWSER = "auto"
PICTURE_MODES = ("never", "violations", "all")
DEFAULT_PICTURES = "violations"
SCOPES = ("online", "local")
DEFAULT_SCOPE = "online"
# As in an inventory: beyond them the windows of the rules leave the calendar.
FIRST_YEAR, LAST_YEAR = 1990, 2100
MOST_PROCESSES = 64
OUTPUTS = ("sarif", "csv", "github", "gitlab", "junit")


class SettingsError(Exception):
    """A setting cannot be used; the message is one line of Chinese: what, where, what to do."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a run. ``None`` and empty values mean: as the inventory says, else the default."""

    profile: str = ""
    as_of: datetime | None = None
    only: tuple[str, ...] = ()
    shard: tuple[int, int] | None = None  # which part of the inventory, from 1, of how many
    rules: tuple[str, ...] = ()
    fail_on: tuple[str, ...] = DEFAULT_FAIL_ON
    report_dir: Path | None = None
    evidence: Path | None = None
    replay: Path | None = None
    resume: Path | None = None
    visits: Path | None = None
    ca_file: Path | None = None
    resolve: Mapping[str, str] = field(default_factory=dict)
    proxy: str = ""
    politeness: Mapping[str, str] = field(default_factory=dict)
    browser: str = DEFAULT_BROWSER
    browser_path: Path | None = None
    browser_state: Path | None = None
    require_browser: bool = False
    pictures: str = DEFAULT_PICTURES
    audit: bool = False
    processes: int = 0  # that judge, pytest's own included; 0: as many as the machine has use for
    baseline: Path | None = None
    outputs: tuple[str, ...] = ()
    source_map: Path | None = None
    access: Path | None = None
    scope: str = DEFAULT_SCOPE
    base_urls: tuple[
        tuple[str, str], ...
    ] = ()  # a site's id, empty for the only one, and its address for this run

    def __post_init__(self) -> None:
        """Refuse settings that contradict one another."""
        if self.replay and self.resume:
            raise SettingsError(
                "--govsite-replay 与 --govsite-resume 不能同时使用：回放只判定已有证据，续采会继续访问网站"
            )
        if self.evidence and (self.replay or self.resume):
            raise SettingsError(
                "--govsite-evidence 不能与 --govsite-replay 或 --govsite-resume 同时使用：后者已指明证据目录"
            )
        if self.require_browser and self.browser == "never":
            raise SettingsError(
                "--govsite-require-browser 与 --govsite-browser never 互相矛盾：请去掉其中一个"
            )


def parse_scope(text: str) -> str:
    """``online`` or ``local``.

    Raises:
        SettingsError: the text is neither.
    """
    if text and text not in SCOPES:
        raise SettingsError(f"--govsite-scope {text[:40]!r} 无法识别：可用 {'、'.join(SCOPES)}")
    return text or DEFAULT_SCOPE


def parse_base_urls(words: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """``ID=URL`` pairs, or one ``URL`` alone for an inventory of one site.

    Raises:
        SettingsError: a word is not of that form.
    """
    pairs = []
    for word in words:
        found = re.fullmatch(r"(?:([0-9A-Za-z._-]{1,64})=)?(https?://[^\s@]+)", word.strip())
        if not found:
            said = re.sub(r"//[^/]*@", "//", word)[:80]  # never a password that stands in an address
            raise SettingsError(
                f"--govsite-base-url {said!r} 无法识别：请写作 网站编号=http://主机:端口/，只有一个网站时可只写网址"
            )
        pairs.append((found[1] or "", found[2]))
    return tuple(pairs)


def parse_processes(text: str) -> int:
    """How many processes judge; 0 for none given or ``auto``.

    Raises:
        SettingsError: the text is no number from 1 to ``MOST_PROCESSES``.
    """
    if text in {"", "auto"}:
        return 0
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= MOST_PROCESSES):
        raise SettingsError(f"--govsite-processes {text[:40]!r} 应为 auto 或 1 至 {MOST_PROCESSES} 的整数")
    return int(text)


def parse_as_of(text: str) -> datetime | None:
    """A moment from ``2018-09-10`` (the last second of that day, Beijing time) or an ISO date and time.

    Raises:
        SettingsError: the text is neither, or of a year outside ``FIRST_YEAR`` to ``LAST_YEAR``.
    """
    text = text.strip()
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise SettingsError(
            f"监测时间点 {text!r} 无法识别：请写作 2018-09-10 或 2018-09-10T18:00:00"
        ) from None
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise SettingsError(f"监测时间点 {text!r} 的年份应在 {FIRST_YEAR} 至 {LAST_YEAR} 之间")
    if re.fullmatch(r"\d{4}-?\d{2}-?\d{2}", text):
        moment = moment.replace(hour=23, minute=59, second=59)
    return moment if moment.tzinfo else moment.replace(tzinfo=CHINA)


def parse_fail_on(words: Iterable[str]) -> tuple[str, ...]:
    """The effects and verdicts that fail an item, in the canonical order; ``none`` alone is an empty list.

    Raises:
        SettingsError: a word is not one of FAIL_ON.
    """
    asked = [word.strip() for part in words for word in part.split(",") if word.strip()]
    if asked == ["none"]:
        return ()
    unknown = [word for word in asked if word not in FAIL_ON]
    if unknown:
        raise SettingsError(f"--govsite-fail-on 不认识 {unknown[0]!r}：可用 {'、'.join(FAIL_ON)}，或 none")
    return tuple(word for word in FAIL_ON if word in asked) or DEFAULT_FAIL_ON


def parse_browser(text: str) -> str:
    """Which pages are shown to a browser, one of BROWSER_MODES.

    Raises:
        SettingsError: the text is none of them.
    """
    word = text.strip() or DEFAULT_BROWSER
    if word not in BROWSER_MODES:
        raise SettingsError(f"--govsite-browser 不认识 {word!r}：可用 {'、'.join(BROWSER_MODES)}")
    return word


def parse_pictures(text: str) -> str:
    """Of what pictures are taken, one of PICTURE_MODES.

    Raises:
        SettingsError: the text is none of them.
    """
    word = text.strip() or DEFAULT_PICTURES
    if word not in PICTURE_MODES:
        raise SettingsError(f"--govsite-pictures 不认识 {word!r}：可用 {'、'.join(PICTURE_MODES)}")
    return word


def parse_flag(name: str, text: str) -> bool:
    """Yes or no, as an ini file writes it; an empty text is no. ``name`` is the setting.

    Raises:
        SettingsError: the text is neither.
    """
    word = text.strip().lower()
    if word not in {"", "true", "false", "yes", "no", "on", "off", "1", "0"}:
        raise SettingsError(f"{name} {text!r} 无法识别：请写作 true 或 false")
    return word in {"true", "yes", "on", "1"}


def parse_outputs(words: Iterable[str]) -> tuple[str, ...]:
    """The formats for other tools to be written, in the canonical order.

    Raises:
        SettingsError: a word is not one of OUTPUTS.
    """
    asked = {word.strip() for part in words for word in part.split(",") if word.strip()}
    if unknown := sorted(asked - set(OUTPUTS)):
        raise SettingsError(f"--govsite-output 不认识 {unknown[0]!r}：可用 {'、'.join(OUTPUTS)}")
    return tuple(word for word in OUTPUTS if word in asked)


_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}


def parse_span(name: str, text: str, least: timedelta, most: timedelta) -> timedelta:
    """A span of time from ``90s``, ``30m``, ``1h`` or ``7d``; ``name`` is the option that gave it.

    Raises:
        SettingsError: the text is no span, or out of its bounds.
    """
    found = re.fullmatch(r"([1-9][0-9]{0,5})([smhd])", text.strip())
    span = timedelta(**{_UNITS[found[2]]: int(found[1])}) if found else None
    if span is None or not least <= span <= most:
        raise SettingsError(
            f"{name} {text!r} 无法识别或超出范围：请写作 30m、1h、7d 等，不短于 {_said(least)}，不长于 {_said(most)}"
        )
    return span


def _said(span: timedelta) -> str:
    return f"{span.days} 天" if span.days else f"{int(span.total_seconds())} 秒"


_ADDRESS = re.compile(r"(?:\[[0-9A-Fa-f:.]+\]|[0-9A-Za-z.\-]+):(\d{1,5})")


def parse_resolve(words: Iterable[str]) -> dict[str, str]:
    """``HOST=ADDR:PORT`` pairs: the hosts that may be reached at an address of the user's own.

    Raises:
        SettingsError: a word is not of that form.
    """
    pairs: dict[str, str] = {}
    for word in words:
        host, equals, address = word.strip().partition("=")
        port = _ADDRESS.fullmatch(address)
        if not (host and equals and port and 0 < int(port[1]) < 65536):
            raise SettingsError(
                f"--govsite-resolve {word!r} 无法识别：请写作 主机=地址:端口，如 www.staging.gov.cn=127.0.0.1:8080"
            )
        pairs[host.lower().rstrip(".")] = address
    return pairs


_POLITENESS_FORMS: Mapping[str, str] = {
    "contact": r"(?:mailto:|https?://)\S+",
    "per_host": r"[1-9]|1[0-6]",
    "per_address": r"[1-9]|[1-5]\d|6[0-4]",
    "delay_s": r"\d{1,3}(?:\.\d+)?",
    "site_seconds": r"[1-9]\d{0,3}(?:\.\d+)?",
    "robots": r"obey|ignore",
}


def parse_politeness(words: Iterable[str]) -> dict[str, str]:
    """``KEY=VALUE`` pairs that replace fields of the inventory's politeness.

    Raises:
        SettingsError: an unknown key or a value out of its range.
    """
    pairs: dict[str, str] = {}
    for word in words:
        key, _, value = word.strip().partition("=")
        form = _POLITENESS_FORMS.get(key)
        if form is None:
            raise SettingsError(f"--govsite-politeness 不认识 {key!r}：可用 {'、'.join(_POLITENESS_FORMS)}")
        if not re.fullmatch(form, value):
            raise SettingsError(
                f"--govsite-politeness {word!r} 的取值超出范围或格式不对，请参照 README 的“访问礼貌”一节"
            )
        pairs[key] = value
    return pairs


def apply_politeness(base: Politeness, changes: Mapping[str, str]) -> Politeness:
    """A politeness with some fields replaced by checked text values."""
    types = {f.name: type(getattr(base, f.name)) for f in fields(base)}
    return replace(base, **{key: types[key](value) for key, value in changes.items()})
