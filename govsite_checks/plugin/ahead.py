"""Sites judged ahead of their items, by processes beside pytest's own.

pytest takes one item after another, and its own protocol for all rules of a site takes about as long as judging the site.
While it is at the items of one site, helpers judge the next ones; an item then takes up what was found. Whatever a helper
does not do (a rule of a ``conftest.py``, a site that none has begun, all of them where one broke) is judged by the item
itself, as without helpers: the verdicts are the same.
"""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import pytest

from govsite_checks.evaluate import RuleError
from govsite_checks.plugin.helper import Brief, Found, identity, judge
from govsite_checks.run import Handoff, Run
from govsite_checks.settings import Settings

# With more, pytest itself is what a run waits for.
MOST_HELPERS = 3
# Fewer sites are judged before a helper has started.
FEWEST_SITES = 10
# Sites that may be judged and not yet taken up: some 70 KB each.
WAITING = 32

# A site, and the inventory that it is in.
Place = tuple[Path, str]


def helpers_for(processes: int, config: pytest.Config, sites: int) -> int:
    """How many helpers a session gets; ``processes`` is what the user asked for, pytest's own included, 0 for ``auto``.

    None in a debugger, which is to stop in the rule itself.
    """
    if config.option.usepdb or config.option.trace or not sys.executable:
        return 0
    if processes:
        return processes - 1
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(usable - 1, MOST_HELPERS) if sites >= FEWEST_SITES else 0


class Ahead:
    """Hands sites to helpers and takes in what they find.

    ``wanted`` are the rules that items judge, by site, in the order of the items; ``folder`` that in which pytest was
    called.
    """

    def __init__(
        self,
        runs: Iterable[Run],
        settings: Settings,
        folder: Path,
        wanted: Mapping[Place, Sequence[str]],
        helpers: int,
    ) -> None:
        self._runs = {run.inventory.path: run for run in runs}
        self._todo = dict(wanted)
        self._begun: set[Place] = set()
        self._found: dict[Place, Found] = {}
        self._change = threading.Condition()
        self._closed = False
        handed = tuple((path, Handoff.of(run).plain()) for path, run in self._runs.items())
        brief = pickle.dumps(Brief(settings, folder, handed, tuple(sys.path)))
        self._processes = [_start() for _ in range(helpers)]
        for process in self._processes:
            threading.Thread(target=self._feed, args=(process, brief), daemon=True).start()

    def take(self, path: Path, site: str, rule: str) -> str | None:
        """The line of JSON of one (site, rule); None where the item has to judge.

        Raises:
            RuleError: the rule crashed.
        """
        key = (path, site)
        with self._change:
            self._todo.pop(key, None)
            while key in self._begun:
                self._while_waiting()
            found = self._found.get(key, {})
            said = found.pop(rule, None)
            if not found and self._found.pop(key, None) is not None:
                self._change.notify_all()  # room for another one
        if said is not None and not said[0]:
            raise RuleError(said[1])
        return said[1] if said is not None else None

    def _while_waiting(self) -> None:
        """A helper is at the site that an item asks for: judge another one meanwhile, or wait."""
        if not self._todo or len(self._found) >= WAITING:
            self._change.wait()
            return
        key = next(iter(self._todo))
        rules = self._todo.pop(key)
        self._change.release()
        try:
            found = judge(self._runs[key[0]], key[1], rules)
        finally:
            self._change.acquire()
        self._found[key] = found

    def close(self) -> None:
        """End the helpers, whatever they are at."""
        with self._change:
            self._closed = True
            self._change.notify_all()
        for process in self._processes:
            process.kill()
            process.wait()

    def _feed(self, process: subprocess.Popen[bytes], brief: bytes) -> None:
        """Give one helper sites until there are none; one that breaks is left, and its sites to their items."""
        key: Place | None = None
        assert process.stdin
        assert process.stdout
        try:
            with process.stdin as questions, process.stdout as answers:
                questions.write(brief)
                questions.flush()
                same = self._same(json.loads(answers.readline()))
                while (task := self._next(same)) is not None:
                    key, rules = task
                    questions.write(json.dumps((str(key[0]), key[1], rules)).encode() + b"\n")
                    questions.flush()
                    self._take_in(key, json.loads(answers.readline()))
        except (OSError, ValueError):
            self._take_in(key, {})

    def _same(self, theirs: Mapping[str, str]) -> frozenset[str]:
        """The rules that a helper has as this process has them."""
        mine = {rule for run in self._runs.values() for rule in run.rules.values()}
        return frozenset(
            rule.id for rule in mine if theirs.get(rule.id) == identity(rule.origin, rule.version)
        )

    def _next(self, same: frozenset[str]) -> tuple[Place, Sequence[str]] | None:
        """The next site for a helper, and the rules that it can judge there; None when there is none any more."""
        with self._change:
            while not self._closed and self._todo and len(self._found) + len(self._begun) >= WAITING:
                self._change.wait()
            if self._closed or not self._todo:
                return None
            key = next(iter(self._todo))
            rules = self._todo.pop(key)
            self._begun.add(key)
        return key, [rule for rule in rules if rule in same]

    def _take_in(self, key: Place | None, found: Mapping[str, Sequence[object]]) -> None:
        with self._change:
            if key is not None and key in self._begun:
                self._begun.discard(key)
                self._found[key] = {rule: (bool(said[0]), str(said[1])) for rule, said in found.items()}
            self._change.notify_all()


def _start() -> subprocess.Popen[bytes]:
    # -P: modules are found where they are installed, whatever files lie in the folder where pytest was called.
    command = [sys.executable, "-P", "-m", "govsite_checks.plugin.helper"]
    # What goes wrong in a helper is no loss, and nothing that a user could mend.
    return subprocess.Popen(  # noqa: S603 - our own module, by the interpreter that runs this one
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
