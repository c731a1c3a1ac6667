"""Which sites a command visits, and how."""

from __future__ import annotations

import argparse
from pathlib import Path


def add_access(parser: argparse.ArgumentParser) -> None:
    """Which sites are visited, and how."""
    parser.add_argument(
        "--only",
        action="append",
        default=[],
        metavar="GLOB",
        help="只访问编号、名称或单位匹配的网站，可多次给出",
    )
    add_connection(parser, "覆盖台账中的访问礼貌设置，如 robots=ignore，可多次给出")


def add_connection(parser: argparse.ArgumentParser, politeness: str) -> None:
    """How sites are reached; ``politeness`` is the help of the option of that name."""
    parser.add_argument(
        "--resolve",
        action="append",
        default=[],
        metavar="HOST=ADDR:PORT",
        help="该主机一律连接到所给地址（预发布环境、本机），可多次给出",
    )
    parser.add_argument(
        "--proxy", default="", metavar="URL", help="通过代理访问；默认不使用任何代理，也不读环境变量"
    )
    parser.add_argument(
        "--politeness",
        action="append",
        default=[],
        metavar="KEY=VALUE",
        help=politeness,
    )
    add_way_in(parser)


def add_way_in(parser: argparse.ArgumentParser) -> None:
    """How the user's own staging sites are entered."""
    parser.add_argument(
        "--access",
        type=Path,
        metavar="FILE",
        help="进入预发布环境的账号、请求头或客户端证书（YAML，密码来自环境变量或文件）",
    )
