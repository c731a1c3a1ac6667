"""Python, libraries, disk and clock."""

from __future__ import annotations

import importlib
import secrets
import shutil
import sys
from datetime import UTC, datetime, timedelta
from importlib import metadata
from pathlib import Path

from govsite_checks.model import CHINA

from .symptom import State, Symptom

LEAST_PYTHON = (3, 11)
# A quarter of an office of 450 sites takes some 2 GB of archives and pictures.
LEAST_FREE_GB = 4.0
# What is compiled for a platform, and so the first to fail on another.
_COMPILED = ("pycurl", "selectolax.lexbor", "fastwarc", "isal", "resiliparse.parse.encoding", "pydantic")
_BUILT = datetime(2026, 1, 1, tzinfo=UTC)
_FUTURE = timedelta(days=365 * 20)


def python() -> Symptom:
    """The interpreter."""
    said = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info < LEAST_PYTHON:
        return Symptom("Python", State.FAILS, said, "本工具需要 Python 3.11 或更高版本", "请安装新版 Python")
    return Symptom("Python", State.WORKS, said)


def libraries() -> Symptom:
    """The compiled libraries, each imported."""
    broken = []
    for name in _COMPILED:
        try:
            importlib.import_module(name)
        except ImportError as error:
            broken.append(f"{name}（{error}）")
    if broken:
        return Symptom(
            "组件",
            State.FAILS,
            "、".join(broken),
            "采集或判定无法进行",
            "请在同一环境中重新安装：pip install --force-reinstall govsite-checks",
        )
    shown = "，".join(f"{name} {metadata.version(name)}" for name in ("pytest", "pycurl", "playwright"))
    return Symptom("组件", State.WORKS, shown)


def writable(folder: Path) -> Symptom:
    """Whether a file can be written where reports go, or would go."""
    place = _existing(folder)
    probe = place / f".govsite-{secrets.token_hex(4)}"
    try:
        probe.write_bytes(b"ok")
        probe.unlink()
    except OSError as error:
        return Symptom(
            "写入权限",
            State.FAILS,
            f"{place}：{error.strerror}",
            "证据和报告无处可写",
            "请改用有写入权限的目录（--govsite-report-dir），或修改该目录的权限",
        )
    return Symptom("写入权限", State.WORKS, f"{place} 可写")


def space(folder: Path) -> Symptom:
    """The free space where reports go."""
    place = _existing(folder)
    free = shutil.disk_usage(place).free / 1024**3
    found = f"{place} 剩余 {free:.1f} GB"
    if free < LEAST_FREE_GB:
        return Symptom(
            "磁盘空间",
            State.LIMITS,
            found,
            "检查数百个网站时可能写满；写满时已完成的网站不会丢失，可以续采",
            f"请清理磁盘或换一个目录，建议剩余 {LEAST_FREE_GB:g} GB 以上",
        )
    return Symptom("磁盘空间", State.WORKS, found)


def clock(now: datetime) -> Symptom:
    """Whether the clock can be true: judgements of a quarter hang on days."""
    local = now.astimezone(CHINA)
    found = f"北京时间 {local:%Y-%m-%d %H:%M}"
    if not _BUILT <= now <= _BUILT + _FUTURE:
        return Symptom(
            "时钟",
            State.FAILS,
            found,
            "更新时限按监测时间点计算，时钟不对会误判",
            "请校准系统时间，或用 --govsite-as-of 指定监测时间点",
        )
    return Symptom("时钟", State.WORKS, found)


def _existing(folder: Path) -> Path:
    """The nearest folder that exists."""
    place = folder.absolute()
    while not place.is_dir() and place != place.parent:
        place = place.parent
    return place
