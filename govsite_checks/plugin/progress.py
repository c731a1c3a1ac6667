"""Progress of collecting and of the passes beside it, shown where pytest's terminal writes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from govsite_checks.progress import Tick, drawn
from govsite_checks.run import Run


@contextmanager
def shown(config: pytest.Config, run: Run, doing: str = "采集", unit: str = "页") -> Iterator[Tick | None]:
    """A callback that shows progress where pytest's terminal writes; None for a replay or a quiet run."""
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None or run.mode == "replay":
        yield None
        return
    stream = reporter._tw._file
    if config.option.verbose < 0 and not stream.isatty():
        yield None
        return
    reporter.ensure_newline()
    with drawn(stream, run.inventory.title or run.inventory.slug, doing, unit) as tick:
        yield tick
