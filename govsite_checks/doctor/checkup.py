"""One look at everything, in the order in which a run needs it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from .browser import browser, fonts
from .machine import clock, libraries, python, space, writable
from .network import ipv6, names, tls
from .symptom import State, Symptom

__all__ = ["Machine", "State", "Symptom", "checkup"]


@dataclass(frozen=True, slots=True)
class Machine:
    """What is looked at: ``folder`` is where reports go, ``host`` the name that is looked up, ``now`` the clock."""

    folder: Path
    host: str
    now: datetime
    browser_path: str = ""


def checkup(machine: Machine) -> Iterator[Symptom]:
    """Every symptom, one after another as it is known; a look that crashes is one itself and stops none of the others."""
    looks: tuple[tuple[str, Callable[[], Symptom]], ...] = (
        ("Python", python),
        ("组件", libraries),
        ("写入权限", lambda: writable(machine.folder)),
        ("磁盘空间", lambda: space(machine.folder)),
        ("时钟", lambda: clock(machine.now)),
        ("域名解析", lambda: names(machine.host)),
        ("IPv6", ipv6),
        ("TLS", tls),
        ("浏览器", lambda: browser(machine.browser_path)),
        ("中文字体", fonts),
    )
    for name, look in looks:
        yield _safely(name, look)


def _safely(name: str, look: Callable[[], Symptom]) -> Symptom:
    try:
        return look()
    except Exception as error:
        return Symptom(
            name, State.FAILS, f"检查时出错（{type(error).__name__}: {error}）", fix="请把这一行报给开发者"
        )
