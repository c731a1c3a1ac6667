"""How far the verdicts of ``--govsite-browser auto`` are those of ``always``, and how many pages each shows to the browser.

    python tests/measure/equivalence.py                      # the demo fleet and the compliant sites of its mutations
    python tests/measure/equivalence.py --sites '11990000*'  # some of them
    python tests/measure/equivalence.py --corpus DIR [--sites 'a*']

Both modes collect the same sites of loopback with the same plan, and every installed rule judges what they collected. A
difference of verdicts is printed with what each said; the exit code is 1 where there is any.
"""

from __future__ import annotations

import argparse
import contextlib
import fnmatch
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from govsite_checks.collect import CollectOptions, collect
from govsite_checks.collect.browse.contracts import BrowseOptions, Mode
from govsite_checks.collect.browse.engine import open_browser
from govsite_checks.collect.plan import Budget, StandardPlanner
from govsite_checks.collect.plan.budget import names
from govsite_checks.demo import SITES, DemoSite, Fleet, inventory_yaml
from govsite_checks.demo.mutants import variants
from govsite_checks.evaluate import judge
from govsite_checks.evidence import EvidenceFolder, RunHeader
from govsite_checks.inventory import Inventory, load
from govsite_checks.model import BRIEF_ROLES, Judgement
from govsite_checks.registry import gather, installed

AS_OF = datetime(2026, 3, 5, 4, 0, tzinfo=UTC)
# Of a page of the corpus, what lies beside it in the folder: nothing but itself.
ALONE = Budget(**{name: 0 for name in names() if name != "pages"})


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one mode came to: judgements by (site, rule), pages of text, pages shown and why, seconds."""

    judgements: Mapping[tuple[str, str], Judgement]
    fetched: int
    shown: Counter[str] = field(default_factory=Counter)
    failed: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0

    @property
    def rendered(self) -> int:
        """How many pages the browser was asked to show."""
        return self.shown.total()


def outcome(
    inventory: Inventory, mode: str, resolve: Mapping[str, str], ca_file: str, budget: Budget
) -> Outcome:
    """Collect in a mode and judge."""
    options = CollectOptions(
        inventory.politeness,
        resolve,
        ca_file=ca_file,
        browse=BrowseOptions(mode),
        as_of=AS_OF,
        sites_in_flight=6,
    )
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "evidence"
        header = RunHeader(inventory.slug, inventory.digest, AS_OF, "measure")
        with EvidenceFolder.create(path, header) as folder:
            report = collect(
                inventory.sites,
                folder,
                options,
                planner=StandardPlanner(budget, AS_OF),
                browser=open_browser(options),
            )
        if report.problems:
            raise SystemExit("\n".join(map(str, report.problems)))
        return _judged(inventory, path, time.monotonic() - began)


def _judged(inventory: Inventory, path: Path, seconds: float) -> Outcome:
    rules = gather(installed()).values()
    judgements: dict[tuple[str, str], Judgement] = {}
    shown: Counter[str] = Counter()
    failed: Counter[str] = Counter()
    fetched = 0
    with EvidenceFolder.open(path) as folder:
        for site in inventory.sites:
            parent = inventory.site(site.merged_into) if site.merged_into else None
            snapshot = folder.load(site, AS_OF, parent)
            fetched += sum(page.role not in BRIEF_ROLES for page in snapshot.pages)
            for page in snapshot.pages:
                if page.rendered is not None:
                    shown[page.rendered.reason] += 1
                    failed[page.rendered.error] += bool(page.rendered.error)
            judgements |= {(site.id, rule.id): judge(rule, snapshot) for rule in rules}
    return Outcome(judgements, fetched, shown, +failed, seconds)


def differing(auto: Outcome, always: Outcome) -> list[tuple[Judgement, Judgement]]:
    """The judgements whose verdict is not the same in both modes."""
    pairs = ((one, always.judgements[key]) for key, one in auto.judgements.items())
    return [(one, other) for one, other in pairs if one.verdict != other.verdict]


def report(outcomes: Mapping[str, Outcome]) -> Iterator[str]:
    """The lines to print."""
    for mode, one in outcomes.items():
        share = 100 * one.rendered / max(one.fetched, 1)
        yield (
            f"{mode}: {one.fetched} pages, {one.rendered} shown ({share:.1f} %), {one.seconds:.0f} s; "
            f"reasons {dict(one.shown)}; not shown in the end {dict(one.failed)}"
        )
    auto, always = outcomes[Mode.AUTO], outcomes[Mode.ALWAYS]
    found = differing(auto, always)
    yield f"verdicts: {len(auto.judgements)}, of which {len(found)} differ"
    for one, other in found:
        yield f"  {one.site} {one.rule}: auto {one.verdict} {one.message}\n    always {other.verdict} {other.message}"


def demo(only: Sequence[str]) -> tuple[DemoSite, ...]:
    """Sites of the fleet that were asked for."""
    sites = (*SITES, *variants())
    return tuple(s for s in sites if not only or any(fnmatch.fnmatch(s.id, one) for one in only))


@contextlib.contextmanager
def served(only: Sequence[str], corpus: Path | None) -> Iterator[tuple[Inventory, Mapping[str, str], str]]:
    """An inventory, how its hosts are reached, and whose certificates are believed."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "fleet.yaml"
        if corpus is None:
            sites = demo(only)
            path.write_text(inventory_yaml(sites).replace("fleet: demo\n", ""), encoding="utf-8")
            with Fleet(AS_OF, sites).start() as fleet:
                yield load(path), fleet.resolve, fleet.ca_file
            return
        import corpus as pages_of_corpus

        pages = [
            page
            for page in pages_of_corpus.accuracy.load_labels(corpus)
            if not only or any(fnmatch.fnmatch(page["slug"], one) for one in only)
        ]
        hosts = {pages_of_corpus.host_of(page): page for page in pages}
        bodies = {host: (corpus / page["file"]).read_bytes() for host, page in hosts.items()}
        with pages_of_corpus.served(bodies) as port:
            text = pages_of_corpus.inventory(pages, port)
            path.write_text(text.replace(f"profile: {pages_of_corpus.PROFILE}\n", ""), encoding="utf-8")
            inventory = load(path)
            yield inventory, inventory.resolve, ""


def main(arguments: Iterable[str] | None = None) -> int:
    """Measure and print; 1 where a verdict differs."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sites", action="append", default=[])
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--never", action="store_true", help="measure the text tier too")
    given = parser.parse_args(None if arguments is None else list(arguments))
    modes = [Mode.AUTO, Mode.ALWAYS, *([Mode.NEVER] if given.never else [])]
    budget = ALONE if given.corpus else Budget()
    with served(given.sites, given.corpus) as (inventory, resolve, ca_file):
        outcomes = {mode: outcome(inventory, mode, resolve, ca_file, budget) for mode in modes}
    print("\n".join(report(outcomes)))
    return int(bool(differing(outcomes[Mode.AUTO], outcomes[Mode.ALWAYS])))


if __name__ == "__main__":
    raise SystemExit(main())
