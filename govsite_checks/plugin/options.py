"""The plugin's options, each with a twin in the ini file, and the settings they make."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pytest

from govsite_checks.inventory import parse_shard
from govsite_checks.settings import (
    DEFAULT_FAIL_ON,
    FAIL_ON,
    OUTPUTS,
    Settings,
    SettingsError,
    parse_as_of,
    parse_base_urls,
    parse_browser,
    parse_fail_on,
    parse_flag,
    parse_outputs,
    parse_pictures,
    parse_politeness,
    parse_processes,
    parse_resolve,
    parse_scope,
)


@dataclass(frozen=True, slots=True)
class Option:
    """One ``--govsite-*`` option: a text, a list of texts, a path (in the ini file relative to that file), or a flag."""

    name: str
    metavar: str
    help: str
    kind: Literal["text", "list", "path", "flag"] = "text"

    @property
    def dest(self) -> str:
        """The name in ``config.option`` and in the ini file."""
        return "govsite_" + self.name.replace("-", "_")


OPTIONS: tuple[Option, ...] = (
    Option(
        "profile",
        "NAME|FILE",
        "判定依据：census-2015、guideline-2017（默认）、index-2019、beijing-2018，或自定义 YAML",
    ),
    Option("report-dir", "DIR", "报告目录，默认 reports/<台账>/<时间>/", "path"),
    Option("evidence", "DIR", "证据目录，默认在报告目录下的 evidence/；须为空目录", "path"),
    Option("replay", "DIR", "不访问网络，只判定该目录中已有的证据", "path"),
    Option("resume", "DIR", "接着采集一次中断的检查；台账须与当时一致", "path"),
    Option("visits", "FILE", "govsite probe 写下的访问记录，据以判定首页可用性", "path"),
    Option("ca-file", "FILE", "除系统外另行信任的签发机构证书（PEM），用于预发布环境", "path"),
    Option("as-of", "DATE", "监测时间点，如 2018-09-10（当日 23:59:59，北京时间）；默认为台账所写或开始时刻"),
    Option("only", "GLOB", "只检查编号、名称或单位匹配的网站，可多次给出", "list"),
    Option(
        "shard",
        "I/N",
        "只检查 N 片中的第 I 片，供多台机器分担；同一主机或地址的网站在同一片；用 govsite merge 合并",
    ),
    Option("rules", "GLOB", "只判定编号或类别匹配的规则，如 footer、search-*，可多次给出；采集不变", "list"),
    Option(
        "fail-on",
        "LIST",
        f"哪些结论算不通过：{'、'.join(FAIL_ON)}，逗号分隔；默认 {','.join(DEFAULT_FAIL_ON)}",
    ),
    Option(
        "baseline", "FILE", "已知问题的基线（govsite baseline update 生成）：只有新问题才算不通过", "path"
    ),
    Option(
        "output",
        "LIST",
        f"另外写出供其他工具读取的文件：{'、'.join(OUTPUTS)}，逗号分隔，可多次给出",
        "list",
    ),
    Option("source-map", "FILE", "网址与模板文件的对照表（YAML），使 SARIF 和注释指向模板文件", "path"),
    Option(
        "scope",
        "WHERE",
        "online（默认）或 local：检查的是本机或预发布环境，须在公网上检查的规则记为不适用",
    ),
    Option(
        "base-url", "ID=URL", "本次检查改用的首页网址（如本机），可多次给出；只有一个网站时可只写网址", "list"
    ),
    Option(
        "access", "FILE", "进入预发布环境的账号、请求头或客户端证书（YAML，密码来自环境变量或文件）", "path"
    ),
    Option("resolve", "HOST=ADDR:PORT", "该主机一律连接到所给地址（预发布环境、本机），可多次给出", "list"),
    Option("proxy", "URL", "通过代理访问；默认不使用任何代理，也不读环境变量"),
    Option(
        "politeness",
        "KEY=VALUE",
        "覆盖台账中的访问礼貌设置，如 contact=mailto:a@b.cn、robots=ignore，可多次给出",
        "list",
    ),
    Option(
        "browser",
        "WHEN",
        "何时用浏览器查看页面：auto（默认，只看文本不足以判定的页面）、always（全部）、never（不用）",
    ),
    Option("browser-path", "FILE", "所用 Chromium 内核浏览器的可执行文件；默认自动寻找", "path"),
    Option(
        "browser-state",
        "FILE",
        "浏览器的登录状态文件（Playwright 的 storage_state），用于需要登录的预发布环境",
        "path",
    ),
    Option("require-browser", "", "没有可用的浏览器时不开始检查，以退出码 4 结束", "flag"),
    Option(
        "pictures",
        "WHAT",
        "判定后按证据生成图片：violations（默认，首页和不符合之处）、all（另加底部各项标识）、never（不生成）",
    ),
    Option(
        "processes",
        "N",
        "用几个进程判定：默认按处理器数量（最多 4 个，10 个网站以上才启用），1 为只用 pytest 自身；用 -n 时不起作用",
    ),
    Option(
        "audit",
        "",
        "判定前用浏览器做一次自动检测：无障碍、首页打开时间、失效资源和脚本错误，只作提示；默认不做",
        "flag",
    ),
)


def add(parser: pytest.Parser) -> None:
    """Register ``--sites`` and every ``--govsite-*`` option with its ini twin."""
    group = parser.getgroup("govsite", "政府网站检查（govsite-checks）")
    group.addoption(
        "--sites",
        action="append",
        default=[],
        metavar="FILE",
        help="网站台账（YAML），其中每个网站都成为检查对象；可多次给出",
    )
    for option in OPTIONS:
        action = {"list": "append", "flag": "store_true"}.get(option.kind, "store")
        metavar = {"metavar": option.metavar} if option.metavar else {}
        group.addoption(
            f"--govsite-{option.name}",
            dest=option.dest,
            action=action,
            default=None,
            help=f"{option.help}（ini：{option.dest}）",
            **metavar,
        )
        # An ini path stays text here: pytest resolves its own path type against the root even for "".
        ini = "linelist" if option.kind == "list" else "string"
        parser.addini(option.dest, f"同 --govsite-{option.name}", type=ini, default=None)  # type: ignore[arg-type]


def settings_of(config: pytest.Config) -> Settings:
    """The settings of a run: the command line first, then the ini file.

    Raises:
        SettingsError: a value cannot be used.
    """
    values = {option.dest: _value(config, option) for option in OPTIONS}
    return Settings(
        profile=_text(values["govsite_profile"]),
        as_of=parse_as_of(_text(values["govsite_as_of"])),
        only=tuple(_texts(values["govsite_only"])),
        shard=_shard(_text(values["govsite_shard"])),
        rules=tuple(_texts(values["govsite_rules"])),
        fail_on=parse_fail_on(_texts(values["govsite_fail_on"])),
        report_dir=_path(values["govsite_report_dir"]),
        evidence=_path(values["govsite_evidence"]),
        replay=_path(values["govsite_replay"]),
        resume=_path(values["govsite_resume"]),
        scope=parse_scope(_text(values["govsite_scope"])),
        base_urls=parse_base_urls(_texts(values["govsite_base_url"])),
        access=_path(values["govsite_access"]),
        baseline=_path(values["govsite_baseline"]),
        outputs=parse_outputs(_texts(values["govsite_output"])),
        source_map=_path(values["govsite_source_map"]),
        visits=_path(values["govsite_visits"]),
        ca_file=_path(values["govsite_ca_file"]),
        resolve=parse_resolve(_texts(values["govsite_resolve"])),
        proxy=_text(values["govsite_proxy"]),
        politeness=parse_politeness(_texts(values["govsite_politeness"])),
        browser=parse_browser(_text(values["govsite_browser"])),
        browser_path=_path(values["govsite_browser_path"]),
        browser_state=_path(values["govsite_browser_state"]),
        require_browser=_flag("govsite_require_browser", values["govsite_require_browser"]),
        pictures=parse_pictures(_text(values["govsite_pictures"])),
        audit=_flag("govsite_audit", values["govsite_audit"]),
        processes=parse_processes(_text(values["govsite_processes"])),
    )


def _shard(text: str) -> tuple[int, int] | None:
    try:
        return parse_shard(text) if text else None
    except ValueError as error:
        raise SettingsError(f"--govsite-shard {error}") from None


def _value(config: pytest.Config, option: Option) -> object:
    given = config.getoption(option.dest)
    if given is not None:
        return config.invocation_params.dir / given if option.kind == "path" else given
    ini = config.getini(option.dest)
    if option.kind == "path" and ini:
        return (config.inipath.parent if config.inipath else config.rootpath) / str(ini)
    return ini


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    return [str(item) for item in value] if isinstance(value, list | tuple) else []


def _flag(name: str, value: object) -> bool:
    return value if isinstance(value, bool) else parse_flag(name, _text(value))


def _path(value: object) -> Path | None:
    return value if isinstance(value, Path) else None
