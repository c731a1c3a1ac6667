"""The project's own tests run without any network but loopback; a run with ``--sites`` is left alone."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import Any

import pytest

TESTS = Path(__file__).parent / "tests"


def pytest_collection_finish(session: pytest.Session) -> None:
    """Install the guard once it is known that what was collected are the project's own tests."""
    if any(item.path.is_relative_to(TESTS) for item in session.items):
        _forbid_the_network()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """The tests of a file stay in one process: what its fixtures collect and judge for a minute is made once."""
    if config.option.sites or config.option.dist != "load":
        return None
    from xdist.scheduler import LoadFileScheduling  # xdist may be switched off

    return LoadFileScheduling(config, log)


def _forbid_the_network() -> None:
    real = socket.socket.connect

    def connect(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and not _is_loopback(str(address[0])):
            raise AssertionError(f"a test tried to reach {address!r}: only loopback is allowed")
        real(self, address)

    socket.socket.connect = connect  # type: ignore[method-assign, assignment]


def _is_loopback(host: str) -> bool:
    return host.startswith("127.") or host in {"::1", "localhost"}
