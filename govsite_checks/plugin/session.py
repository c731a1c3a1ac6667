"""One pytest session over websites: check everything first, collect once, hand out sites, turn verdicts into outcomes.

Registered by ``begin``, in the controller and in every worker, only where ``--sites`` is given.
"""

from __future__ import annotations

import time
from collections.abc import Generator, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from govsite_checks import baseline, registry
from govsite_checks.evaluate import RuleError
from govsite_checks.evidence import EvidenceError
from govsite_checks.exports import SourceMap
from govsite_checks.folders import RunError
from govsite_checks.gate import Gate
from govsite_checks.model import Verdict
from govsite_checks.plugin import audits, options, outcomes, pictures, progress, terminal
from govsite_checks.plugin.ahead import Ahead, Place, helpers_for
from govsite_checks.plugin.conclusion import Recorder, plain
from govsite_checks.plugin.nodes import InventoryFile, RuleItem
from govsite_checks.plugin.results import Results
from govsite_checks.plugin.state import KEY, State, sites_named
from govsite_checks.registry import RuleSetError
from govsite_checks.run import Handoff, Run, prepare
from govsite_checks.settings import SettingsError
from govsite_checks.waivers import live_waiver, waiver_words
from govsite_checks.yamlfile import FileError

_UNUSABLE = (
    EvidenceError,
    FileError,
    RuleSetError,
    RunError,
    SettingsError,
)


def begin(config: pytest.Config, paths: list[Path]) -> None:
    """Check everything that can be checked before a single site is visited, and register the session's hooks.

    Raises:
        pytest.UsageError: inventory, profile, rules, option or folder cannot be used.
    """
    try:
        state = _prepare(config, paths)
    except _UNUSABLE as error:
        raise pytest.UsageError(str(error)) from None
    config.stash[KEY] = state
    config.pluginmanager.register(SiteSession(config, state), "govsite-session")
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(Recorder(config, state), "govsite-recorder")
    if config.args_source is not pytest.Config.ArgsSource.ARGS:
        config.args = [str(path) for path in paths]


def _prepare(config: pytest.Config, paths: list[Path]) -> State:
    settings = options.settings_of(config)
    added = config.hook.pytest_govsite_rules(config=config)
    rules = registry.gather([*registry.installed(), *(rule for group in added for rule in group or ())])
    handed = getattr(config, "workerinput", {}).get("govsite", {})
    now, base = datetime.now(UTC), config.invocation_params.dir
    runs: dict[Path, Run] = {}
    for path in paths:
        handoff = Handoff(**handed[str(path)]) if str(path) in handed else None
        several = len(paths) > 1
        runs[path] = prepare(path, settings, rules, now=now, base=base, several=several, handoff=handoff)
    _refuse_equal_names(runs.values())
    known = baseline.load(settings.baseline) if settings.baseline else None
    sources = SourceMap.load(settings.source_map) if settings.source_map else SourceMap()
    return State(settings, runs, Gate(settings.fail_on, known), sources, root=config.rootpath)


def _refuse_equal_names(runs: Iterable[Run]) -> None:
    """Two inventories of one name would write into one folder."""
    by_slug: dict[str, Run] = {}
    for run in runs:
        other = by_slug.setdefault(run.inventory.slug, run)
        if other is not run:
            one, two = other.inventory.path.name, run.inventory.path.name
            raise RunError(f"台账 {one} 与 {two} 的 inventory 都是 {run.inventory.slug}：请改成不同的名称")


class SiteSession:
    """The hooks of a session over websites."""

    def __init__(self, config: pytest.Config, state: State) -> None:
        self.config, self.state = config, state

    @pytest.hookimpl(optionalhook=True)
    def pytest_configure_node(self, node: Any) -> None:
        """Tell an xdist worker where the evidence will lie."""
        handed = {str(path): Handoff.of(run).plain() for path, run in self.state.runs.items()}
        node.workerinput["govsite"] = handed

    @pytest.hookimpl(optionalhook=True)
    def pytest_xdist_make_scheduler(self, config: pytest.Config, log: Any) -> Any:
        """A site at a time, after collecting."""
        from govsite_checks.plugin.scheduler import SiteScheduling  # xdist may be switched off

        return SiteScheduling(config, log, before=self.collect)

    def pytest_unconfigure(self) -> None:
        """Let go of helpers and evidence, however the session ended."""
        if self.state.ahead is not None:
            self.state.ahead.close()
        for run in self.state.runs.values():
            run.close()

    def pytest_report_header(self) -> list[str]:
        """What is about to be checked, by which standard, as of when."""
        lines = [line for run in self.state.runs.values() for line in terminal.header(run)]
        return lines + pictures.font_warning(self.state)

    def pytest_collect_file(self, file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
        """An inventory named by ``--sites`` is a file of tests."""
        run = self.state.run_of(file_path.resolve())
        return None if run is None else InventoryFile.make(parent, file_path, self.state, run)

    def pytest_generate_tests(self, metafunc: pytest.Metafunc) -> None:
        """A hand-written test that asks for ``site`` runs once for each site."""
        if "site" in metafunc.fixturenames and _is_our_fixture(metafunc):
            pairs = self.state.sites()
            metafunc.parametrize("site", pairs, ids=[site.id for _, site in pairs], indirect=True)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> None:
        """Without xdist: visit the sites of the selected items, then let pytest run them."""
        idle = hasattr(self.config, "workerinput") or self.config.option.collectonly
        if session.items and not idle and not session.testsfailed:
            self.collect([item.nodeid for item in session.items])
            self._judge_ahead(session.items)

    def _judge_ahead(self, items: Iterable[pytest.Item]) -> None:
        """Let other processes judge sites while pytest goes through the items before them."""
        wanted: dict[Place, list[str]] = {}
        for item in items:
            if isinstance(item, RuleItem):
                wanted.setdefault((item.file.run.inventory.path, item.site.id), []).append(item.rule.id)
        state = self.state
        if helpers := helpers_for(state.settings.processes, self.config, len(wanted)):
            folder = self.config.invocation_params.dir
            state.ahead = Ahead(state.runs.values(), state.settings, folder, wanted, helpers)

    def collect(self, node_ids: Iterable[str]) -> None:
        """Collect the sites that node ids are about: once, in the controller, before any item runs.

        Raises:
            KeyboardInterrupt: the user interrupted; finished sites are kept.
            pytest.UsageError: the evidence cannot be written.
        """
        if self.state.collected:
            return
        self.state.collected = True
        started = time.perf_counter()
        try:
            self.state.wanted = sites_named(self.state, node_ids)
            for path, site_ids in self.state.wanted.items():
                self._collect_inventory(path, self.state.runs[path], site_ids)
        except (EvidenceError, SettingsError, OSError) as error:
            self.state.interrupted = True
            raise pytest.UsageError(plain(error)) from None
        finally:
            self.state.timings["collect_s"] = time.perf_counter() - started

    def _collect_inventory(self, path: Path, run: Run, site_ids: set[str]) -> None:
        self.state.results[path] = Results(run.report_dir)
        with progress.shown(self.config, run) as tick:
            report = run.collect(site_ids, tick)
        if report is not None:
            self.state.problems += report.problems
            if report.interrupted:
                self.state.interrupted = True
                raise KeyboardInterrupt
        audits.take_audits(self.config, self.state, run, site_ids)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """A crashed rule has no traceback, a skip the site's place; a waiver whose violation is gone may go."""
        report = yield
        if not isinstance(item, RuleItem):
            return report
        if call.excinfo is not None and isinstance(call.excinfo.value, RuleError):
            report.longrepr = outcomes.explain_crash(call.excinfo.value)
        if isinstance(report.longrepr, tuple):
            report.longrepr = outcomes.placed(report.longrepr, item.site, item.file.nodeid)
        if call.when == "call" and report.passed and item.judgement is not None:
            waiver = live_waiver(item.site, item.rule.id, item.judgement.as_of)
            if waiver is not None and item.judgement.verdict == Verdict.OK:
                words = waiver_words(waiver, item.judgement.as_of)
                report.wasxfail = f"现已符合，豁免可以撤销；{words}"
        return report

    @pytest.hookimpl(tryfirst=True)
    def pytest_report_teststatus(self, report: Any) -> Any:
        """VETO, DEDUCT, NOTICE, REVIEW, NO-EVIDENCE, N-A: the words of the field."""
        return outcomes.status(report) if isinstance(report, pytest.TestReport) else None


def _is_our_fixture(metafunc: pytest.Metafunc) -> bool:
    """Whether ``site`` is this plugin's, not one of the same name that a project defined for itself."""
    definitions = metafunc._arg2fixturedefs.get("site", ())
    return bool(definitions) and definitions[-1].func.__module__ == "govsite_checks.pytest_plugin"
