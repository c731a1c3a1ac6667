"""How xdist hands out the work: a site at a time, and only after the evidence is there."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling


class SiteScheduling(LoadScopeScheduling):  # type: ignore[misc]  # xdist carries no types
    """Groups items by site, so that one worker reads a site's evidence once.

    ``before`` is called in the controller with the ids of all selected items once every worker has collected and
    before any item is handed out: the moment to visit the sites, and the only process to do it in.
    """

    def __init__(self, config: pytest.Config, log: Any, before: Callable[[Iterable[str]], None]) -> None:
        super().__init__(config, log)
        self._before = before
        self._indices: dict[Any, dict[str, int]] = {}

    def schedule(self) -> None:
        """Collect the evidence first."""
        if self.collection is None and self.registered_collections:
            self._before(next(iter(self.registered_collections.values())))
        super().schedule()

    def _split_scope(self, nodeid: str) -> str:
        """``file::site`` of an inventory item; the bracket or the module of any other test."""
        head, bracket, _ = nodeid.partition("[")
        return nodeid if bracket else head.rsplit("::", 1)[0]

    def _assign_work_unit(self, node: Any) -> None:
        """As the parent does, but without searching the whole list for each item."""
        scope, unit = self.workqueue.popitem(last=False)
        self.assigned_work.setdefault(node, {})[scope] = unit
        indices = self._indices.get(node)
        if indices is None:
            ids = self.registered_collections[node]
            indices = self._indices[node] = {node_id: i for i, node_id in enumerate(ids)}
        node.send_runtest_some([indices[node_id] for node_id, done in unit.items() if not done])

    def mark_test_complete(self, node: Any, item_index: int, duration: float = 0) -> None:  # noqa: ARG002
        """As the parent does, and forget a unit once it is whole: the parent counts all of them each time."""
        node_id = self.registered_collections[node][item_index]
        units = self.assigned_work[node]
        scope = self._split_scope(node_id)
        units[scope][node_id] = True
        if all(units[scope].values()):
            del units[scope]
        self._reschedule(node)

    def remove_node(self, node: Any) -> str | None:
        """Take back a node's work; a test that killed its worker is reported once and not tried on the next one."""
        workload: dict[str, dict[str, bool]] = self.assigned_work.pop(node)
        self._indices.pop(node, None)
        crashed = next((item for unit in workload.values() for item, done in unit.items() if not done), None)
        if crashed is None:
            return None
        for scope, unit in workload.items():
            unit.pop(crashed, None)
            if not all(unit.values()):
                self.workqueue[scope] = unit
        for other in self.nodes:
            self._reschedule(other)
        return crashed
