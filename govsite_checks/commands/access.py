"""Which sites a command visits, and how."""

from __future__ import annotations

import argparse


def add_access(parser: argparse.ArgumentParser) -> None:
    """Which sites are visited, and how."""
    parser.add_argument(
        "--only", action="append", default=[], metavar="GLOB", help="只访问编号、名称或单位匹配的网站"
    )
    parser.add_argument(
        "--resolve", action="append", default=[], metavar="HOST=ADDR:PORT", help="主机一律连接到所给地址"
    )
    parser.add_argument("--proxy", default="", metavar="URL", help="通过代理访问")
    parser.add_argument(
        "--politeness", action="append", default=[], metavar="KEY=VALUE", help="覆盖访问礼貌设置"
    )
