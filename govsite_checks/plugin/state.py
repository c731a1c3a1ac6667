"""What the plugin keeps for one pytest session."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from govsite_checks.exports import SourceMap
from govsite_checks.gate import Gate
from govsite_checks.model import Site
from govsite_checks.plugin.ahead import Ahead
from govsite_checks.plugin.results import Results
from govsite_checks.run import Run
from govsite_checks.settings import Settings


@dataclass(slots=True)
class State:
    """The runs of a session, by the path of their inventory, and what came of them."""

    settings: Settings
    runs: dict[Path, Run]
    gate: Gate
    sources: SourceMap = field(default_factory=SourceMap)
    root: Path = field(default_factory=Path)
    results: dict[Path, Results] = field(default_factory=dict)
    wanted: dict[Path, set[str]] = field(default_factory=dict)
    reports: dict[Path, Path] = field(default_factory=dict)
    collected: bool = False
    interrupted: bool = False
    failure: str = ""
    problems: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    timings: dict[str, float] = field(default_factory=dict)
    ahead: Ahead | None = None
    _named: dict[str, Path] = field(default_factory=dict)

    def run_of(self, path: Path) -> Run | None:
        """The run of an inventory file."""
        return self.runs.get(path)

    def node_path(self, path: Path) -> str:
        """How node ids begin that belong to an inventory: its path from the root, wherever the file lies."""
        return Path(os.path.relpath(path, self.root)).as_posix()

    def path_of(self, node_id: str) -> Path | None:
        """The inventory that an item's node id belongs to."""
        # Asked for every report, of which a run has hundreds of thousands: the names are worked out once.
        if not self._named:
            self._named.update((self.node_path(path), path) for path in self.runs)
        return self._named.get(node_id.partition("::")[0])

    def sites(self) -> list[tuple[Run, Site]]:
        """Every selected site of every inventory, in their order."""
        return [(run, site) for run in self.runs.values() for site in run.sites]


KEY = pytest.StashKey[State]()


def sites_named(state: State, node_ids: Iterable[str]) -> dict[Path, set[str]]:
    """The sites that a list of node ids is about, by inventory: what a run has to collect.

    An item of an inventory is ``file::site::rule``; a hand-written test that uses the ``site`` fixture carries the
    site's id in its brackets. A site too many costs a visit, one too few a verdict, so brackets are read widely.
    """
    wanted: dict[Path, set[str]] = {path: set() for path in state.runs}
    by_id: dict[str, list[Path]] = {}
    for path, run in state.runs.items():
        for site in run.sites:
            by_id.setdefault(site.id, []).append(path)
    for node_id in node_ids:
        for site_id in _ids_in(node_id, by_id):
            for path in by_id[site_id]:
                wanted[path].add(site_id)
    return wanted


def _ids_in(node_id: str, known: dict[str, list[Path]]) -> list[str]:
    head, bracket, inside = node_id.partition("[")
    parts = head.split("::")
    if not bracket:
        return [part for part in parts[1:2] if part in known]
    inside = inside.rstrip("]")
    if inside in known:
        return [inside]
    words = inside.split("-")
    runs = ("-".join(words[i:j]) for i in range(len(words)) for j in range(i + 1, len(words) + 1))
    return [word for word in runs if word in known] if len(words) <= 32 else list(known)
