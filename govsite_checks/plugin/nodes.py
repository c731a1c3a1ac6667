"""Inventory file, site and rule as pytest nodes: ``beijing.yaml::1100000088::footer-site-code``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from govsite_checks import findings
from govsite_checks.evaluate import RuleError
from govsite_checks.model import TOOL_ERROR, Judgement, Rule, Site, Verdict
from govsite_checks.plugin.outcomes import NotMetError, explain
from govsite_checks.plugin.state import State
from govsite_checks.run import Run


class InventoryFile(pytest.File):
    """An inventory: a collector of sites."""

    state: State
    run: Run

    @classmethod
    def make(cls, parent: pytest.Collector, path: Path, state: State, run: Run) -> InventoryFile:
        """A node whose id is the file's path from the root, wherever the file lies."""
        node: InventoryFile = cls.from_parent(parent, path=path, nodeid=state.node_path(path.resolve()))
        node.state, node.run = state, run
        return node

    def collect(self) -> Iterator[pytest.Collector]:
        """One collector a site, in the inventory's order."""
        for site in self.run.sites:
            yield SiteCollector.make(self, site)


class SiteCollector(pytest.Collector):
    """A site: a collector of rules."""

    site: Site
    file: InventoryFile

    @classmethod
    def make(cls, parent: InventoryFile, site: Site) -> SiteCollector:
        """A node named by the site's id."""
        node: SiteCollector = cls.from_parent(parent, name=site.id)
        node.site, node.file = site, parent
        return node

    def collect(self) -> Iterator[pytest.Item]:
        """One item for each installed rule, whatever the profile."""
        for rule in self.file.run.rules.values():
            yield RuleItem.make(self, rule)


class RuleItem(pytest.Item):
    """One (site, rule): judged in ``setup``, so that a crash of ours is an error and never a failure of the site."""

    rule: Rule
    file: InventoryFile
    site: Site
    judgement: Judgement | None = None

    @classmethod
    def make(cls, parent: SiteCollector, rule: Rule) -> RuleItem:
        """A node named by the rule's id."""
        node: RuleItem = cls.from_parent(parent, name=rule.id)
        node.rule, node.site, node.file = rule, parent.site, parent.file
        return node

    def setup(self) -> None:
        """Judge, and put the judgement where it crosses processes."""
        run = self.file.run
        line: str | None = None
        try:
            line = self._judged_ahead()
            if line is None:
                self.judgement = run.judge(self.site.id, self.rule.id)
            else:
                effect = run.profile.effect(self.rule.id)  # of which the line says less
                self.judgement = replace(findings.from_json(line), effect=effect)
        except RuleError as error:
            self.judgement = run.tool_error(self.site.id, self.rule.id, error)
            raise
        finally:
            if self.judgement is not None:
                self.user_properties += _properties(self.judgement, line)

    def _judged_ahead(self) -> str | None:
        ahead = self.file.state.ahead
        return ahead.take(self.file.run.inventory.path, self.site.id, self.rule.id) if ahead else None

    def runtest(self) -> None:
        """Turn the judgement into pytest's outcome."""
        judgement = self.judgement
        if judgement is None or judgement.verdict == TOOL_ERROR:
            return
        gate = self.file.state.gate
        if tolerated := gate.tolerated(self.site, judgement):
            pytest.xfail(tolerated)
        if gate.fails(judgement):
            raise NotMetError(judgement, gate.no_longer(self.site, judgement))
        if judgement.verdict not in {Verdict.OK, Verdict.VIOLATION}:
            pytest.skip(judgement.message)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """What the user reads of a failure: the observation, not a traceback."""
        if isinstance(excinfo.value, NotMetError):
            return explain(excinfo.value, self.site, self.rule)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Where the item comes from: the site's line in the inventory."""
        return self.path, max(self.site.line - 1, 0), f"{self.site.id}::{self.rule.id}"


def _properties(judgement: Judgement, line: str | None) -> list[tuple[str, object]]:
    return [
        (findings.PROPERTY, line or findings.to_json(judgement)),
        ("site", judgement.site),
        ("rule", judgement.rule),
        ("verdict", str(judgement.verdict)),
        ("effect", str(judgement.effect.kind)),
        ("clause", judgement.clause),
    ]
