"""Each look at the machine, where it is well and where it is not."""

from __future__ import annotations

import shutil
import socket
from collections import namedtuple
from datetime import UTC, datetime
from pathlib import Path

import pycurl
import pytest

from govsite_checks.cli import main
from govsite_checks.doctor import browser, machine, network
from govsite_checks.doctor.checkup import Machine, checkup
from govsite_checks.doctor.symptom import State, Symptom

NOW = datetime(2026, 6, 1, tzinfo=UTC)
Disk = namedtuple("Disk", "total used free")


@pytest.fixture(autouse=True)
def nowhere_but_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("govsite_checks.collect.abilities._SOMEWHERE", ("::1", 9))


def test_a_healthy_machine(tmp_path: Path) -> None:
    found = {s.name: s for s in checkup(Machine(tmp_path / "not/yet", "localhost", NOW))}
    for name in ("Python", "组件", "写入权限", "时钟", "域名解析", "TLS", "浏览器", "中文字体"):
        assert found[name].state is State.WORKS, found[name]
        assert (found[name].means, found[name].fix) == ("", "")
    assert list(tmp_path.iterdir()) == []


def test_what_is_wrong_says_what_it_means_and_the_fix(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Disk(10, 9, 1))
    monkeypatch.setattr(machine, "LEAST_PYTHON", (99, 0))
    monkeypatch.setattr(machine, "_COMPILED", ("no_such_module",))
    monkeypatch.setattr(browser, "font_warning", lambda: "请安装字体")
    wrong = [
        machine.python(),
        machine.libraries(),
        machine.space(tmp_path),
        machine.clock(datetime(1970, 1, 2, tzinfo=UTC)),
        network.names("no-such-host.invalid"),
        browser.browser("/no/such/browser"),
        browser.fonts(),
    ]
    for symptom in wrong:
        assert symptom.state is not State.WORKS, symptom
        assert symptom.means, symptom
        assert symptom.fix, symptom


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "write_bytes", refuse)
    symptom = machine.writable(tmp_path / "reports")
    assert symptom.state is State.FAILS
    assert str(tmp_path) in symptom.found


@pytest.mark.parametrize(("own", "state"), [("2001:4860::1", State.WORKS), ("fd00::2", State.LIMITS)])
def test_an_address_of_the_house_is_no_way_out(
    monkeypatch: pytest.MonkeyPatch, own: str, state: State
) -> None:
    class Probe:
        def __enter__(self) -> Probe:
            return self

        def __exit__(self, *_: object) -> None:
            pass

        def connect(self, _: object) -> None:
            pass

        def getsockname(self) -> tuple[str, int]:
            return own, 0

    monkeypatch.setattr(socket, "socket", lambda *_: Probe())
    assert network.ipv6().state is state


def test_without_any_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(101, "Network is unreachable")

    monkeypatch.setattr(socket, "socket", refuse)
    assert network.ipv6().state is State.LIMITS


def test_a_library_without_old_ciphers(monkeypatch: pytest.MonkeyPatch) -> None:
    class Curl:
        def setopt(self, *_: object) -> None:
            raise pycurl.error(59, "failed setting cipher list")

        def close(self) -> None:
            pass

    monkeypatch.setattr(pycurl, "Curl", Curl)
    assert network.tls().state is State.LIMITS


def test_a_look_that_crashes_stops_none_of_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash() -> Symptom:
        raise RuntimeError("boom")

    monkeypatch.setattr("govsite_checks.doctor.checkup.tls", crash)
    monkeypatch.setattr("govsite_checks.doctor.checkup.browser", lambda _: Symptom("浏览器", State.WORKS, ""))
    found = {s.name: s for s in checkup(Machine(tmp_path, "localhost", NOW))}
    assert found["TLS"].state is State.FAILS
    assert "RuntimeError: boom" in found["TLS"].found
    assert found["中文字体"].state is State.WORKS


def test_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(
        "govsite_checks.doctor.checkup.browser", lambda _: Symptom("浏览器", State.WORKS, "x")
    )
    assert main(["doctor", "--folder", str(tmp_path), "--host", "no-such-host.invalid"]) == 0
    said = capsys.readouterr().out
    assert "[受限] 域名解析：no-such-host.invalid 无法解析" in said
    assert "项受限，受影响的检查项会如实标明。" in said.splitlines()[-1]
    monkeypatch.setattr(machine, "LEAST_PYTHON", (99, 0))
    assert main(["doctor", "--folder", str(tmp_path), "--host", "localhost"]) == 1
    assert "有 1 项不可用，请先解决。" in capsys.readouterr().out
