"""What judging by the whole standard costs: part of ``make bench``, or alone. Prints Markdown; times nothing in a test.

The demo fleet is collected once, without a browser. Its sites of 40 text pages or more give three figures:

* plan and parse: CPU of the thread that plans, within the planner, by text page; what it reads it also parses;
* judging: CPU of all rules on a site whose texts are loaded, in one process, each site once in the order of the inventory,
  scaled to 40 text pages; the median of the sites;
* the replay of an office's fleet: copies of these sites under other ids, judged by ``pytest --govsite-replay``.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import yaml

from govsite_checks import registry
from govsite_checks.collect import Wanted
from govsite_checks.collect.contracts import SitePlanner
from govsite_checks.collect.plan import Budget, StandardPlanner
from govsite_checks.evidence.exchange import Capture
from govsite_checks.evidence.layout import INDEX, MANIFEST, RUN, SITES, WARC
from govsite_checks.model import BRIEF_ROLES, Observation, Site, Snapshot
from govsite_checks.run import Run, prepare
from govsite_checks.settings import Settings

T = TypeVar("T")
DEMO = Path(__file__).parents[2] / "site_inventory" / "demo.yaml"
USERS_OWN = ("-p", "no:cacheprovider", "-p", "no:hypothesispytest", "-p", "no:pytest_httpserver")
PAGES = 40
FLEET = 457
# No figure takes longer than this, in seconds.
LONGEST = 900


@dataclass
class Watch:
    """CPU seconds of this thread within what is watched."""

    seconds: float = 0.0

    def during(self, work: Callable[[], T]) -> T:
        """What ``work`` gives."""
        started = time.thread_time()
        try:
            return work()
        finally:
            self.seconds += time.thread_time() - started


class WatchedPlan:
    """A plan whose every step is watched; what it gives is listed at once, for it may be computed on the way."""

    def __init__(self, plan: SitePlanner, watch: Watch) -> None:
        self._plan, self._watch = plan, watch

    def first(self) -> Iterable[Wanted]:
        """As the plan."""
        return self._watch.during(lambda: list(self._plan.first()))

    def then(self, wanted: Wanted, capture: Capture, text: str) -> Iterable[Wanted]:
        """As the plan."""
        return self._watch.during(lambda: list(self._plan.then(wanted, capture, text)))

    def shown(self, wanted: Wanted, capture: Capture, text: str) -> Iterable[Wanted]:
        """As the plan."""
        return self._watch.during(lambda: list(self._plan.shown(wanted, capture, text)))

    def last(self) -> Iterable[Wanted]:
        """As the plan."""
        return self._watch.during(lambda: list(self._plan.last()))

    def observations(self) -> Iterable[Observation]:
        """As the plan."""
        return self._watch.during(lambda: list(self._plan.observations()))


class WatchedPlanner:
    """Plans as ``planner`` does."""

    def __init__(self, planner: StandardPlanner, watch: Watch) -> None:
        self._planner, self._watch = planner, watch

    def begin(self, site: Site) -> SitePlanner:
        """The plan of a site."""
        return WatchedPlan(self._planner.begin(site), self._watch)


@dataclass(frozen=True, slots=True)
class Collected:
    """The demo fleet as it was collected: its report folder, and the seconds that planning took."""

    folder: Path
    plan_seconds: float

    def run(self) -> Run:
        """A run over this evidence."""
        return _prepared(Settings(replay=self.folder, browser="never"))


def _prepared(settings: Settings) -> Run:
    rules = registry.gather(registry.installed())
    return prepare(DEMO, settings, rules, now=datetime.now(UTC), base=Path.cwd())


def collected(folder: Path) -> Collected:
    """Collect the demo fleet, without a browser."""
    run, watch = _prepared(Settings(report_dir=folder, browser="never")), Watch()
    run.planner = WatchedPlanner(StandardPlanner(Budget.of(run.profile.budget), run.as_of), watch)
    run.collect({site.id for site in run.sites})
    run.close()
    return Collected(folder, watch.seconds)


def text_pages(snapshot: Snapshot) -> int:
    """How many pages with a text there are; they are loaded by the way."""
    return sum(page.seen and page.role not in BRIEF_ROLES and bool(page.html) for page in snapshot.pages)


@dataclass(frozen=True, slots=True)
class Judged:
    """A site: its text pages, their characters, and the CPU seconds of loading them and of judging it by all rules."""

    site: str
    pages: int
    chars: int
    load: float
    judge: float


def judged(given: Collected) -> tuple[list[Judged], int]:
    """The sites of ``PAGES`` text pages or more, and how many text pages all sites have."""
    run, found, pages_of_all = given.run(), [], 0
    for site in run.sites:
        started = time.process_time()
        snapshot = run.snapshot(site.id)
        pages = text_pages(snapshot)
        loaded = time.process_time()
        for rule in run.rules:
            run.judge(site.id, rule)
        row = Judged(
            site.id,
            pages,
            sum(len(page.html) for page in snapshot.pages if page.seen and page.role not in BRIEF_ROLES),
            loaded - started,
            time.process_time() - loaded,
        )
        pages_of_all += pages
        found += [row] if pages >= PAGES and site.status == "online" else []
    run.close()
    return found, pages_of_all


def fleet(given: Collected, whole: list[str], folder: Path, size: int) -> Path:
    """An inventory of so many copies of some sites, and their evidence beside it."""
    evidence, copies = given.folder / "evidence", folder / "evidence"
    listed = yaml.safe_load(DEMO.read_text(encoding="utf-8"))
    by_id = {site.get("id", site.get("site_code")): site for site in listed["sites"]}
    rows = []
    for number in range(size):
        own = whole[number % len(whole)]
        id = f"c{number:03}-{own}"
        _copy(evidence / SITES / own, copies / SITES / id, id)
        # Parts of its own: YAML would write what two sites share as an alias, and inventories have none.
        rows.append({**deepcopy(by_id[own]), "id": id})
    shutil.copy(evidence / RUN, copies / RUN)
    head = {name: value for name, value in listed.items() if name not in {"sites", "fleet"}}
    path = folder / "fleet.yaml"
    text = yaml.safe_dump(
        {**head, "inventory": "bench-fleet", "sites": rows}, allow_unicode=True, sort_keys=False
    )
    path.write_text(text, encoding="utf-8")
    return path


def _copy(source: Path, target: Path, id: str) -> None:
    """The evidence of a site under another id: index and manifest say so, the archive is the same."""
    target.mkdir(parents=True)
    os.link(source / WARC, target / WARC)
    index = json.loads((source / INDEX).read_text(encoding="utf-8"))
    data = json.dumps({**index, "site": id}, ensure_ascii=False, separators=(",", ":")).encode()
    (target / INDEX).write_bytes(data)
    manifest = json.loads((source / MANIFEST).read_text(encoding="utf-8"))
    manifest["site"] = id
    manifest["files"][INDEX] = {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data)}
    (target / MANIFEST).write_text(json.dumps(manifest, ensure_ascii=False), encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Replay:
    """Wall and CPU seconds of a run with all the processes that it started, and the digest of its findings."""

    wall: float
    cpu: float
    digest: str

    def __str__(self) -> str:
        return f"{self.wall:.0f} wall, {self.cpu:.0f} CPU"


def replay(path: Path, out: Path, *more: str) -> Replay:
    """Judge a fleet by ``pytest --govsite-replay``."""
    command = [
        sys.executable,
        "-m",
        "pytest",
        "--sites",
        str(path),
        "--govsite-replay",
        str(path.parent / "evidence"),
    ]
    command += [
        "--govsite-report-dir",
        str(out),
        "--govsite-pictures",
        "never",
        "-q",
        "--tb=no",
        *USERS_OWN,
        *more,
    ]
    wall, cpu = timed(command, path.parent, allowed=(0, 1))
    return Replay(wall, cpu, hashlib.sha256((out / "findings.jsonl").read_bytes()).hexdigest())


def empty_items(count: int, folder: Path) -> Replay:
    """The same for as many items that do nothing, without a plugin of ours: what no plugin can go below."""
    body = (
        "import pytest\n"
        "class Nothing(pytest.Item):\n    def runtest(self): pass\n"
        "class File(pytest.File):\n    def collect(self):\n"
        f"        return [Nothing.from_parent(self, name=str(n)) for n in range({count})]\n"
        "def pytest_collect_file(file_path, parent):\n"
        "    return File.from_parent(parent, path=file_path) if file_path.suffix == '.none' else None\n"
    )
    folder.mkdir()
    (folder / "conftest.py").write_text(body, encoding="utf-8")
    (folder / "items.none").write_text("", encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "items.none", "-n", "0", *USERS_OWN]
    return Replay(*timed(command, folder, allowed=(0,)), "")


def timed(command: list[str], folder: Path, allowed: tuple[int, ...]) -> tuple[float, float]:
    """Wall and CPU seconds of a command and of what it starts."""
    before, started = _children(), time.perf_counter()
    # As a user's own Python, which keeps the modules that pytest has rewritten.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, timeout=LONGEST, check=False
    )
    if done.returncode not in allowed:
        raise SystemExit((done.stdout + done.stderr).decode(errors="replace")[-3000:])
    return time.perf_counter() - started, _children() - before


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def measure(base: Path, size: int = FLEET) -> None:
    """Take the figures and print them."""
    given = collected(base / "demo")
    sites, pages = judged(given)
    scaled = [1000 * site.judge * PAGES / site.pages for site in sites]
    path = fleet(given, [site.site for site in sites], base, size)
    alone, helped, workers = (
        replay(path, base / "alone", "-n", "0", "--govsite-processes", "1"),
        replay(path, base / "helped", "-n", "0"),
        replay(path, base / "workers", "-n", "2"),
    )
    if len({alone.digest, helped.digest, workers.digest}) != 1:
        raise SystemExit("the replays differ: no figure")
    rules = len(registry.gather(registry.installed()))
    empty = empty_items(size * rules, base / "empty")
    chars = statistics.median(site.chars / site.pages for site in sites)
    print(
        f"\nThe whole standard: {rules} rules; {len(sites)} demo sites of {PAGES} text pages or more, median "
        f"{statistics.median(site.pages for site in sites):.0f} pages of {chars:.0f} characters; no browser; "
        f"load {os.getloadavg()[0]:.1f} at the end, {os.cpu_count()} cores, Python {platform.python_version()}.\n"
    )
    print("| figure | value | goal |\n|---|---|---|")
    print(
        f"| judging a site by all rules, CPU ms, scaled to {PAGES} text pages (median) | {_ms(scaled)} | <= 60 |"
    )
    print(f"| the same, not scaled | {_ms([1000 * site.judge for site in sites])} | |")
    print(f"| loading its evidence, CPU ms (median) | {_ms([1000 * site.load for site in sites])} | |")
    print(f"| plan and parse, CPU ms a text page | {1000 * given.plan_seconds / pages:.2f} | <= 2 |")
    print(f"| replay of {size} sites, s: pytest's process alone | {alone} | |")
    print(f"| the same, with helpers as by default | {helped} | <= 40 |")
    print(f"| the same, -n 2 | {workers} | <= 40 |")
    print(f"| {size * rules} items that do nothing, one process, s | {empty} | |")


def _ms(values: list[float]) -> str:
    low, high = (sorted(values)[int(share * (len(values) - 1))] for share in (0.1, 0.9))
    return f"{statistics.median(values):.0f} (a tenth below {low:.0f}, a tenth above {high:.0f})"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sites", type=int, default=FLEET)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="govsite-bench-") as folder:
        measure(Path(folder), options.sites)
