"""Progress of collecting: a bar on a terminal, a line for every tenth elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

from govsite_checks.collect import Progress

Tick = Callable[[Progress], None]


@contextmanager
def drawn(stream: TextIO, title: str) -> Iterator[Tick]:
    """A callback that draws on a stream."""
    if not stream.isatty():
        yield _lines(stream, title)
        return
    from rich.console import Console  # half a second to import: only where a bar is drawn
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    columns = (
        TextColumn("采集 {task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[pages]} 页", markup=False),
        TimeElapsedColumn(),
    )
    with Bar(*columns, console=Console(file=stream), transient=False) as bar:
        task = bar.add_task(title, total=None, pages=0)
        yield lambda p: bar.update(task, completed=p.sites_done, total=p.sites_total, pages=p.pages)


def _lines(stream: TextIO, title: str) -> Tick:
    """One line for each tenth of the sites, so that a log stays readable."""
    said = -1

    def tick(progress: Progress) -> None:
        nonlocal said
        tenth = 10 * progress.sites_done // max(progress.sites_total, 1)
        if tenth > said:
            said = tenth
            stream.write(
                f"采集 {title}：{progress.sites_done}/{progress.sites_total} 个网站，{progress.pages} 页\n"
            )
            stream.flush()

    return tick
