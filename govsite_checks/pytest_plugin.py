"""The pytest plugin: hooks only; each part of the work lives in ``govsite_checks.plugin``."""

from __future__ import annotations

import time
from collections.abc import Generator, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from govsite_checks import hookspecs, registry
from govsite_checks.evaluate import why_unseen
from govsite_checks.evidence import EvidenceError
from govsite_checks.inventory import InventoryError
from govsite_checks.model import Snapshot, Verdict
from govsite_checks.plugin import options, outcomes, progress, terminal
from govsite_checks.plugin.conclusion import Recorder, plain
from govsite_checks.plugin.nodes import InventoryFile, RuleItem
from govsite_checks.plugin.results import Results
from govsite_checks.plugin.state import KEY, State, sites_named, state_of
from govsite_checks.profiles import ProfileError
from govsite_checks.registry import RuleSetError
from govsite_checks.run import Handoff, Run, RunError, prepare
from govsite_checks.settings import SettingsError
from govsite_checks.waivers import live_waiver, waiver_words

_UNUSABLE = (EvidenceError, InventoryError, ProfileError, RuleSetError, RunError, SettingsError)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options."""
    options.add(parser)


def pytest_addhooks(pluginmanager: pytest.PytestPluginManager) -> None:
    """Add ``pytest_govsite_rules``."""
    pluginmanager.add_hookspecs(hookspecs)


@pytest.hookimpl(trylast=True)
def pytest_configure(config: pytest.Config) -> None:
    """Check everything that can be checked before a single site is visited."""
    paths = _inventories(config)
    if not paths or config.option.help or getattr(config.option, "version", 0):
        return
    try:
        state = _prepare(config, paths)
    except _UNUSABLE as error:
        raise pytest.UsageError(str(error)) from None
    config.stash[KEY] = state
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(Recorder(state), "govsite-recorder")
    if config.args_source is not pytest.Config.ArgsSource.ARGS:
        config.args = [str(path) for path in paths]


def _inventories(config: pytest.Config) -> list[Path]:
    """The files named by ``--sites``, each once, in the order given."""
    base = config.invocation_params.dir
    return list(dict.fromkeys(Path(base / given).resolve() for given in config.getoption("--sites")))


def _prepare(config: pytest.Config, paths: list[Path]) -> State:
    settings = options.settings_of(config)
    added = config.hook.pytest_govsite_rules(config=config)
    rules = registry.gather([*registry.installed(), *(rule for group in added for rule in group or ())])
    handed = getattr(config, "workerinput", {}).get("govsite", {})
    now, base = datetime.now(UTC), config.invocation_params.dir
    runs: dict[Path, Run] = {}
    for path in paths:
        handoff = Handoff(**handed[str(path)]) if str(path) in handed else None
        runs[path] = prepare(
            path, settings, rules, now=now, base=base, several=len(paths) > 1, handoff=handoff
        )
    return State(settings, runs)


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Tell an xdist worker where the evidence will lie."""
    state = state_of(node.config)
    if state is not None:
        handed = {str(path): Handoff.of(run) for path, run in state.runs.items()}
        node.workerinput["govsite"] = {
            path: {"as_of": h.as_of, "report_dir": h.report_dir, "evidence": h.evidence}
            for path, h in handed.items()
        }


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """A site at a time, after collecting; pytest's own choice for a run without ``--sites``."""
    state = state_of(config)
    if state is None:
        return None
    from govsite_checks.plugin.scheduler import SiteScheduling  # xdist may be switched off

    return SiteScheduling(config, log, before=lambda ids: _collect(config, state, ids))


def pytest_report_header(config: pytest.Config) -> list[str]:
    """What is about to be checked, by which standard, as of when."""
    state = state_of(config)
    return [] if state is None else [terminal.header(run) for run in state.runs.values()]


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """An inventory named by ``--sites`` is a file of tests."""
    state = state_of(parent.config)
    run = state.run_of(file_path.resolve()) if state is not None else None
    return (
        InventoryFile.make(parent, file_path, state, run) if state is not None and run is not None else None
    )


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A hand-written test that asks for ``site`` runs once for each site."""
    state = state_of(metafunc.config)
    if state is None or "site" not in metafunc.fixturenames or not _is_our_fixture(metafunc):
        return
    pairs = state.sites()
    metafunc.parametrize("site", pairs, ids=[site.id for _, site in pairs], indirect=True)


def _is_our_fixture(metafunc: pytest.Metafunc) -> bool:
    """Whether ``site`` is this plugin's, not one of the same name that a project defined for itself."""
    definitions = metafunc._arg2fixturedefs.get("site", ())
    return bool(definitions) and definitions[-1].func.__module__ == __name__


@pytest.fixture
def site(request: pytest.FixtureRequest) -> Snapshot:
    """What was collected of a website: ``site.home.title``, ``site.pages``, ``site.site.name``.

    A test that asks for it runs once for each website of the inventories given by ``--sites``. Where nothing could
    be seen of a site's home page the test is skipped with the reason: what was not seen is not judged.
    """
    if not hasattr(request, "param"):
        pytest.fail("夹具 site 需要网站清单：请用 pytest --sites 清单.yaml 运行", pytrace=False)
    run, chosen = request.param
    snapshot: Snapshot = run.snapshot(chosen.id)
    if not snapshot.home.seen:
        pytest.skip(f"未能查看首页：{why_unseen(snapshot.home)}")
    return snapshot


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> None:
    """Without xdist: visit the sites of the selected items, then let pytest run them."""
    config = session.config
    state = state_of(config)
    if state is None or hasattr(config, "workerinput") or config.option.collectonly:
        return
    if session.items and not session.testsfailed:
        _collect(config, state, [item.nodeid for item in session.items])


def _collect(config: pytest.Config, state: State, node_ids: Iterable[str]) -> None:
    """Collect, once, in the controller, before any item runs."""
    if state.collected:
        return
    state.collected = True
    started = time.perf_counter()
    wanted = sites_named(state, node_ids)
    try:
        for path, run in state.runs.items():
            state.results[path] = Results(run.report_dir)
            with progress.shown(config, run) as tick:
                report = run.collect(wanted[path], tick)
            state.problems += report.problems if report is not None else ()
            if report is not None and report.interrupted:
                state.interrupted = True
                raise KeyboardInterrupt
    except (EvidenceError, OSError) as error:
        state.failure = plain(error)
        raise pytest.UsageError(state.failure) from None
    finally:
        state.timings["collect_s"] = time.perf_counter() - started


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A waiver whose violation is gone is said to be superfluous; that never fails a run."""
    report = yield
    if isinstance(item, RuleItem) and call.when == "call" and report.passed and item.judgement is not None:
        waiver = live_waiver(item.site, item.rule.id, item.judgement.as_of)
        if waiver is not None and item.judgement.verdict == Verdict.OK:
            report.wasxfail = f"现已符合，豁免可以撤销；{waiver_words(waiver, item.judgement.as_of)}"
    return report


@pytest.hookimpl(tryfirst=True)
def pytest_report_teststatus(report: Any) -> Any:
    """VETO, DEDUCT, NOTICE, REVIEW, NO-EVIDENCE, N-A: the words of the field."""
    return outcomes.status(report) if isinstance(report, pytest.TestReport) else None
