"""Progress of collecting and of what is done beside it: a bar on a terminal, a line for every tenth elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

from govsite_checks.collect import Progress

Tick = Callable[[Progress], None]


@contextmanager
def drawn(stream: TextIO, title: str, doing: str = "采集", unit: str = "页") -> Iterator[Tick]:
    """A callback that draws on a stream; ``doing`` is what is done, ``unit`` what is counted beside the sites."""
    if not stream.isatty():
        yield _lines(stream, title, doing, unit)
        return
    from rich.console import Console  # half a second to import: only where a bar is drawn
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    columns = (
        TextColumn(f"{doing} {{task.description}}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn(f"{{task.fields[pages]}} {unit}", markup=False),
        TimeElapsedColumn(),
    )
    with Bar(*columns, console=Console(file=stream), transient=False) as bar:
        task = bar.add_task(title, total=None, pages=0)
        yield lambda p: bar.update(task, completed=p.sites_done, total=p.sites_total, pages=p.pages)


def _lines(stream: TextIO, title: str, doing: str, unit: str) -> Tick:
    """One line for each tenth of the sites, so that a log stays readable."""
    said = -1

    def tick(progress: Progress) -> None:
        nonlocal said
        tenth = 10 * progress.sites_done // max(progress.sites_total, 1)
        if tenth > said:
            said = tenth
            stream.write(
                f"{doing} {title}：{progress.sites_done}/{progress.sites_total} 个网站，{progress.pages} {unit}\n"
            )
            stream.flush()

    return tick
