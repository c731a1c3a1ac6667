"""``govsite demo``: the embedded fleet, served until it is told to stop."""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from govsite_checks import demo
from govsite_checks.settings import parse_as_of

from . import DONE


def add_parser(commands: Any) -> None:
    """Add ``demo`` to the commands of ``govsite``."""
    parser = commands.add_parser("demo", help="在本机启动虚构的演示站群，按 Ctrl-C 结束")
    parser.add_argument("--as-of", default="", metavar="DATE", help="页面日期所依据的时间点，默认现在")
    parser.add_argument(
        "--seconds", type=float, default=0.0, metavar="N", help="到时自动结束，默认直到 Ctrl-C"
    )
    parser.add_argument(
        "--census",
        type=Path,
        metavar="DIR",
        help="不启动站群，而在演示站群的检查报告目录中写出普查所需的虚构材料：往季结论和台账",
    )
    parser.set_defaults(command=run)


def run(options: argparse.Namespace) -> int:
    """Serve, and print how each site is reached; or write what a census of the fleet needs besides its run."""
    if options.census:
        from govsite_checks.commands.demo_census import write_census

        return write_census(options.census)
    as_of = parse_as_of(options.as_of) or datetime.now(UTC)
    with demo.start(as_of) as fleet, _stop_signal() as stopped:
        for host, address in sorted(fleet.resolve.items()):
            sys.stdout.write(f"http://{host}/  --govsite-resolve {host}={address}\n")
        sys.stdout.flush()
        stopped.wait(options.seconds or None)
    return DONE


@contextmanager
def _stop_signal() -> Iterator[threading.Event]:
    """An event that Ctrl-C or a plain kill sets."""
    event = threading.Event()
    old = {
        number: signal.signal(number, lambda *_: event.set()) for number in (signal.SIGINT, signal.SIGTERM)
    }
    try:
        yield event
    finally:
        for number, handler in old.items():
            signal.signal(number, handler)
