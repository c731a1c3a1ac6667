"""Progress in a log: a line for every tenth, and the last one."""

from __future__ import annotations

from io import StringIO

from govsite_checks.collect import Progress
from govsite_checks.progress import drawn


def test_a_log_gets_a_line_for_every_tenth() -> None:
    stream = StringIO()
    with drawn(stream, "几个网站") as tick:
        for done in range(101):
            tick(Progress(done, 100, 2 * done, 1.0))
    lines = stream.getvalue().splitlines()
    assert len(lines) == 11
    assert lines[-1] == "采集 几个网站：100/100 个网站，200 页"


def test_no_sites_are_no_division_by_zero() -> None:
    stream = StringIO()
    with drawn(stream, "空") as tick:
        tick(Progress(0, 0, 0, 0.0))
    assert "0/0" in stream.getvalue()


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_gets_a_bar() -> None:
    stream = Terminal()
    with drawn(stream, "几个[red]网站") as tick:
        tick(Progress(1, 2, 3, 1.0))
    assert "几个[red]网站" in stream.getvalue()
    assert "1/2" in stream.getvalue()
