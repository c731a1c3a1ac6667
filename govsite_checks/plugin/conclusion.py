"""The end of a session, in the process that collected: findings, summary, report, exit code."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Collection, Mapping
from pathlib import Path

import pytest

from govsite_checks import __version__, findings
from govsite_checks.evaluate import RuleError
from govsite_checks.evidence import EvidenceError
from govsite_checks.files import write_text
from govsite_checks.model import Site
from govsite_checks.outputs import write_outputs
from govsite_checks.plugin import gate_end, outcomes, pictures, pytest_html_report, terminal
from govsite_checks.plugin.results import Results
from govsite_checks.plugin.state import State
from govsite_checks.run import Run
from govsite_checks.settings import SettingsError
from govsite_checks.summary import SiteFacts, Summary


def plain(error: BaseException) -> str:
    """An error as one line of Chinese."""
    if isinstance(error, (EvidenceError, SettingsError)):
        return str(error)
    if isinstance(error, OSError):
        where = f" {error.filename}" if error.filename else ""
        return (
            f"文件无法写入{where}：{error.strerror or error}；请检查磁盘空间和目录权限，已采集的证据没有丢失"
        )
    return f"{type(error).__name__}: {error}"


class Recorder:
    """Takes in the judgements as they arrive and writes what is to be written when all are there."""

    def __init__(self, config: pytest.Config, state: State) -> None:
        self.config, self.state = config, state
        self.counts: Counter[str] = Counter()
        self.unseen: list[tuple[SiteFacts, str]] = []
        self.problems: list[str] = []
        self.summaries: dict[Path, Summary] = {}
        self.judging_s = 0.0
        self.online = 0

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep each judgement once, without reading it: there may be hundreds of thousands."""
        if report.when == "setup":
            self.judging_s += report.duration
        if not outcomes.decides(report):
            return
        properties = dict(report.user_properties)
        line = properties.get(findings.PROPERTY)
        results = self._results_for(report.nodeid) if line is not None else None
        if results is not None:
            results.add(str(properties["site"]), str(properties["rule"]), str(line))
            self.counts[str(properties["verdict"])] += 1

    @pytest.hookimpl(optionalhook=True)
    def pytest_handlecrashitem(self, crashitem: str) -> None:
        """An item that killed its worker has a line too: a fault of the tool, never one of the site."""
        path = self.state.path_of(crashitem)
        if path is None or path not in self.state.results:
            return
        results, run = self.state.results[path], self.state.runs[path]
        _, *names = crashitem.split("::")
        if len(names) != 2 or names[1] not in run.rules:
            return
        site_id, rule_id = names
        error = RuleError(f"规则 {rule_id} 执行时检查进程意外退出")
        judgement = run.tool_error(site_id, rule_id, error)
        results.add(site_id, rule_id, findings.to_json(judgement))
        self.counts[judgement.verdict] += 1

    def _results_for(self, node_id: str) -> Results | None:
        path = self.state.path_of(node_id)
        return self.state.results.get(path) if path is not None else None

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Write the outputs and decide whether the exit code may be 0."""
        if not self.state.collected or self.state.interrupted or self.state.failure:
            return
        started = time.perf_counter()
        try:
            for path, site_ids in self.state.wanted.items():
                self._conclude(path, site_ids, whole=session.exitstatus != pytest.ExitCode.INTERRUPTED)
        except (EvidenceError, OSError) as error:
            self.state.failure = plain(error)
            session.exitstatus = pytest.ExitCode.USAGE_ERROR
            return
        self._time(started)
        if session.exitstatus == pytest.ExitCode.OK and (self.problems or self._nothing_seen()):
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def _conclude(self, path: Path, site_ids: Collection[str], *, whole: bool) -> None:
        """Note what could not be seen of one inventory, and write its outputs where all judgements are there."""
        run, results = self.state.runs[path], self.state.results[path]
        sites = tuple(site for site in run.sites if site.id in site_ids)
        facts = {site.id: run.facts(site.id) for site in sites}
        self.problems += [fact.problem for fact in facts.values() if fact.problem]
        online = [site for site in sites if site.status == "online"]
        self.online += len(online)
        self.unseen += [(facts[s.id], s.name) for s in online if not facts[s.id].home_seen]
        judged = tuple(site for site in sites if site.id in results.counts())
        if judged and whole:
            self._write(path, run, judged, facts)

    def _write(self, path: Path, run: Run, sites: tuple[Site, ...], facts: Mapping[str, SiteFacts]) -> None:
        results, fail_on = self.state.results[path], self.state.settings.fail_on
        pictures.take_pictures(self.config, self.state, run, results, sites)
        outputs = write_outputs(run, sites, facts, results, fail_on)
        self.state.reports[path] = outputs.report
        self.summaries[path] = outputs.summary
        self.state.problems += outputs.problems
        self.state.told += gate_end.conclude(self.state, run, results, sites)

    def _nothing_seen(self) -> bool:
        """Whether there were sites to see and none was seen."""
        return self.online > 0 and len(self.unseen) == self.online

    def _time(self, started: float) -> None:
        """Leave the run's own timings beside the report, apart from everything that must not vary."""
        timings = self.state.timings
        timings["judge_s"] = self.judging_s
        timings["report_s"] = time.perf_counter() - started
        rounded = {name: round(seconds, 3) for name, seconds in sorted(timings.items())}
        for path in self.state.reports:
            row = {"tool": __version__, "mode": self.state.runs[path].mode, "timings": rounded}
            write_text(self.state.runs[path].report_dir / "timings.json", json.dumps(row, indent=2) + "\n")

    @pytest.hookimpl(tryfirst=True)
    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Counts, what could not be seen, and where the report lies."""
        state = self.state
        if state.failure:
            terminalreporter.write_line(state.failure, red=True, bold=True)
        if not state.collected:
            return
        if self.counts:
            terminalreporter.section("政府网站检查")
            terminalreporter.write_line(terminal.totals(self.counts))
            for line in state.told:
                terminalreporter.write_line(line)
            for summary in self.summaries.values():
                for said in (terminal.result(summary), terminal.rendering(summary)):
                    if said:
                        terminalreporter.write_line(said)
        terminal.unseen(
            terminalreporter, [fact for fact, _ in self.unseen], {f.id: name for f, name in self.unseen}
        )
        if state.interrupted or state.failure or not state.reports:
            terminal.resume_hint(terminalreporter, state)
        for problem in state.problems:
            terminalreporter.write_line(problem, red=True)

    def pytest_unconfigure(self, config: pytest.Config) -> None:
        """Let go of the spooled results, however the session ended; the last line of all: where the report lies."""
        for results in self.state.results.values():
            results.close()
        reporter = config.pluginmanager.get_plugin("terminalreporter")
        if reporter is not None:
            for report in self.state.reports.values():
                reporter.write_line(f"报告：{terminal.shown_path(report)}", bold=True)

    @pytest.hookimpl(optionalhook=True)
    def pytest_html_results_summary(self, prefix: list[str]) -> None:
        """The compliance summary on top of pytest-html's report."""
        prefix.extend(pytest_html_report.summary_rows(self.summaries.values(), self.state))

    @pytest.hookimpl(optionalhook=True)
    def pytest_html_results_table_row(self, report: pytest.TestReport, cells: list[str]) -> None:
        """Only what is not ok, in words that a reader of Chinese understands."""
        judgement = outcomes.judgement_of(report)
        if judgement is not None:
            pytest_html_report.row(judgement, self.state, cells)

    @pytest.hookimpl(optionalhook=True)
    def pytest_html_results_table_html(self, report: pytest.TestReport, data: list[str]) -> None:
        """Below a row the reason alone."""
        judgement = outcomes.judgement_of(report)
        if judgement is not None:
            pytest_html_report.log(report, judgement, data)
