"""Put a run together: inventory, profile, rules, evidence; collect it; judge a site by a rule."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from govsite_checks import __version__, access_file, evaluate, profiles, registry
from govsite_checks.access_file import cookies_of
from govsite_checks.base_urls import rebased
from govsite_checks.browsing import browse_options, check_starts, open_for
from govsite_checks.collect import (
    CollectOptions,
    CollectReport,
    Planner,
    Progress,
    collect,
    trusted_issuers,
)
from govsite_checks.collect.access import Access
from govsite_checks.collect.browse.contracts import BrowseOptions
from govsite_checks.collect.plan import Budget, StandardPlanner
from govsite_checks.evidence import EvidenceError, EvidenceFolder, RunHeader
from govsite_checks.evidence.audits import load_audit
from govsite_checks.folders import RunError, folders_of
from govsite_checks.inventory import Inventory, load, select, shard
from govsite_checks.model import (
    CHINA,
    Audit,
    Effect,
    EffectKind,
    Judgement,
    Role,
    Rule,
    Site,
    Snapshot,
    Verdict,
)
from govsite_checks.profiles import Profile
from govsite_checks.settings import Settings, apply_politeness
from govsite_checks.summary import SiteFacts
from govsite_checks.visits import VisitsError, visits_of

if TYPE_CHECKING:
    from govsite_checks.demo import Fleet

# Today's pages cannot be judged as of a day long gone.
AS_OF_SLACK = timedelta(days=2)
# Items of one site come one after another; hand-written tests may interleave a few.
SNAPSHOTS_KEPT = 4


@dataclass(slots=True)
class Run:
    """One inventory judged under one profile, from one folder of evidence, into one folder of reports."""

    inventory: Inventory
    sites: tuple[Site, ...]
    profile: Profile
    rules: Mapping[str, Rule]
    as_of: datetime
    report_dir: Path
    evidence: Path
    mode: str  # collect, resume or replay
    proxy: str = ""
    visits: Path | None = None
    ca_file: Path | None = None
    browse: BrowseOptions = field(default_factory=BrowseOptions)
    require_browser: bool = False
    access: Access = field(default_factory=Access)
    scope: str = "online"
    planner: Planner | None = None
    _folder: EvidenceFolder | None = None
    _snapshots: OrderedDict[str, Snapshot] = field(default_factory=OrderedDict)

    def collect(
        self, site_ids: Collection[str], progress: Callable[[Progress], None] | None = None
    ) -> CollectReport | None:
        """Collect the evidence of some of the sites; None where nothing is left to collect.

        Raises:
            EvidenceError: the folder cannot be written, or belongs to another inventory.
            SettingsError: a browser is required, and the one that was found does not start.
        """
        if self.mode == "replay":
            return None
        if self.require_browser:
            check_starts(self._options(None))
        make = EvidenceFolder.resume if self.mode == "resume" else EvidenceFolder.create
        with make(self.evidence, self._header()) as folder:
            self.as_of = folder.header.as_of
            done = folder.finished()
            sites = [site for site in self.sites if site.id in site_ids and site.id not in done]
            if not sites:
                return None
            with self._fleet() as fleet:
                options = self._options(fleet)
                browser = open_for(options)
                return collect(
                    sites, folder, options, planner=self._planner(), progress=progress, browser=browser
                )

    @contextmanager
    def reach(self) -> Iterator[CollectOptions]:
        """How the sites are reached, while they can be: the embedded fleet is served meanwhile."""
        with self._fleet() as fleet:
            yield self._options(fleet)

    def _options(self, fleet: Fleet | None) -> CollectOptions:
        return CollectOptions(
            self.inventory.politeness,
            {**self.inventory.resolve, **(fleet.resolve if fleet else {})},
            self.proxy,
            ca_file=fleet.ca_file if fleet else str(self.ca_file or ""),
            browse=self.browse,
            as_of=self.as_of,
            access=self.access,
        )

    def _fleet(self) -> AbstractContextManager[Fleet | None]:
        """The embedded fleet, served while it is collected, where the inventory is of its sites."""
        if not self.inventory.fleet:
            return nullcontext()
        # Not with the module: every worker process would load a fleet that it never serves.
        from govsite_checks import demo

        return demo.start(self.as_of)

    def _planner(self) -> Planner:
        """What plans the pages: as an inspector would, within the profile's sample sizes."""
        return self.planner or StandardPlanner(Budget.of(self.profile.budget), self.as_of)

    def _header(self) -> RunHeader:
        politeness = self.inventory.politeness
        return RunHeader(
            self.inventory.slug,
            self.inventory.digest,
            self.as_of,
            __version__,
            contact=politeness.contact,
            robots=politeness.robots,
        )

    def snapshot(self, site_id: str) -> Snapshot:
        """What the evidence shows of a site; where it is corrupt, a snapshot without pages that says so."""
        kept = self._snapshots.get(site_id)
        if kept is None:
            kept = self._snapshots[site_id] = self._load(site_id, {Role.HOME}, later=True)
            while len(self._snapshots) > SNAPSHOTS_KEPT:
                self._snapshots.popitem(last=False)
        else:
            self._snapshots.move_to_end(site_id)
        return kept

    def _load(self, site_id: str, roles: Collection[str], *, later: bool) -> Snapshot:
        site = self.inventory.site(site_id)
        if site is None:
            raise KeyError(site_id)
        parent = self.inventory.site(site.merged_into) if site.merged_into else None
        try:
            if self._folder is None:
                self._folder = EvidenceFolder.open(self.evidence)
            snapshot = self._folder.load(site, self.as_of, parent, roles, later=later)
        except EvidenceError as error:
            snapshot = Snapshot(site=site, as_of=self.as_of, parent=parent, problem=str(error))
        return self._with_visits(self._with_audit(snapshot) if later else snapshot)

    def _with_audit(self, snapshot: Snapshot) -> Snapshot:
        """The snapshot with what was measured in a browser, where that was asked for."""
        try:
            audit = load_audit(self.evidence, snapshot.site.id)
        except EvidenceError as error:
            audit = Audit(str(error))
        return snapshot if audit is None else replace(snapshot, audit=audit)

    def _with_visits(self, snapshot: Snapshot) -> Snapshot:
        """The snapshot with what a sampler saw; without, where its file has become unreadable meanwhile."""
        if self.visits is None:
            return snapshot
        site = snapshot.site
        try:
            return replace(snapshot, visits=visits_of(self.visits, site.id, self.as_of, url=site.url))
        except VisitsError:
            return snapshot

    def judge(self, site_id: str, rule_id: str) -> Judgement:
        """The judgement of one (site, rule).

        Raises:
            RuleError: the rule crashed; ``tool_error`` makes a judgement of it.
        """
        effect, rule = self.profile.effect(rule_id), self.rules[rule_id]
        if self.scope == "local" and rule.scope == "online":
            return evaluate.out_of_scope(rule, self.snapshot(site_id), profile=self.profile.id, effect=effect)
        judgement = evaluate.judge(
            rule,
            self.snapshot(site_id),
            profile=self.profile.id,
            effect=effect,
            parameters=self.profile.parameters_of(rule_id),
        )
        return judgement if self.profile.accept_unverified else temper(judgement)

    def tool_error(self, site_id: str, rule_id: str, error: evaluate.RuleError) -> Judgement:
        """The judgement that stands for a rule that crashed."""
        effect: Effect = self.profile.effect(rule_id)
        return evaluate.tool_error(
            self.rules[rule_id], self.snapshot(site_id), error, profile=self.profile.id, effect=effect
        )

    def facts(self, site_id: str) -> SiteFacts:
        """What the report says of a site beside its judgements, from the index alone."""
        snapshot = self._load(site_id, (), later=False)
        return SiteFacts.of(snapshot)

    def close(self) -> None:
        """Let go of the evidence."""
        if self._folder is not None:
            self._folder.close()
            self._folder = None
        self._snapshots.clear()


def temper(judgement: Judgement) -> Judgement:
    """A veto that rests on an unverified clause is for a person to decide."""
    if judgement.verdict != Verdict.VIOLATION or judgement.effect.kind is not EffectKind.VETO:
        return judgement
    if judgement.effect.verified:
        return judgement
    said = f"{judgement.message}（依据条款未核实，不作单项否决，请人工复核）"
    return replace(judgement, verdict=Verdict.NEEDS_REVIEW, message=said)


@dataclass(frozen=True, slots=True)
class Handoff:
    """What a worker process takes over from the process that collected: plain values only."""

    as_of: str
    report_dir: str
    evidence: str

    @classmethod
    def of(cls, run: Run) -> Handoff:
        """The hand-over of a run."""
        return cls(run.as_of.isoformat(), str(run.report_dir), str(run.evidence))

    def plain(self) -> dict[str, str]:
        """The values by name: only plain ones cross to a worker."""
        return {"as_of": self.as_of, "report_dir": self.report_dir, "evidence": self.evidence}


def prepare(
    path: Path,
    settings: Settings,
    rules: Mapping[str, Rule],
    *,
    now: datetime,
    base: Path,
    several: bool = False,
    handoff: Handoff | None = None,
) -> Run:
    """A run of one inventory, checked but not begun: nothing is fetched and nothing is written.

    ``base`` is the folder under which ``reports/`` lies by default, ``several`` whether the run has more than one
    inventory, so that each gets a folder of its own.

    The profile is checked against all of ``rules``; those that the settings choose are judged.

    Raises:
        InventoryError, ProfileError, EvidenceError, RuleSetError, RunError, SettingsError: something cannot be used.
    """
    inventory = with_overrides(load(path), settings)
    check_files(settings)
    browse = browse_options(settings)
    # A path is meant from where it was written: the command line's folder, or the inventory's.
    beside = base if settings.profile else path.parent
    profile = profiles.load(settings.profile or inventory.profile or profiles.DEFAULT, base=beside)
    faults = [*profiles.check(profile, rules), *_budget_faults(profile)]
    if faults:
        raise RunError("\n".join(faults))
    chosen = registry.choose(rules, settings.rules)
    if handoff is not None:
        mode, report_dir, evidence = "replay", Path(handoff.report_dir), Path(handoff.evidence)
        as_of = datetime.fromisoformat(handoff.as_of)
    else:
        mode, report_dir, evidence = folders_of(inventory.slug, settings, now, base, several)
        as_of = _as_of(inventory, settings, mode, evidence, now)
    return Run(
        inventory,
        chosen_sites(inventory, settings),
        profile,
        chosen,
        as_of,
        report_dir,
        evidence,
        mode,
        settings.proxy,
        settings.visits,
        settings.ca_file,
        browse,
        settings.require_browser,
        # Judging needs no way in, and a worker is given none.
        load_access(settings) if mode != "replay" else Access(),
        settings.scope,
    )


def chosen_sites(inventory: Inventory, settings: Settings) -> tuple[Site, ...]:
    """The sites of a run: of the part of the inventory that this machine has, those that the user chose.

    Raises:
        RunError: no site is left.
    """
    sites = select(inventory, settings.only)
    if not settings.shard:
        return sites
    number, of = settings.shard
    own = {site.id for site in shard(inventory.sites, number, of, inventory.resolve)}
    left = tuple(site for site in sites if site.id in own)
    if not left:
        raise RunError(f"第 {number}/{of} 片中没有要检查的网站：网站少于分片数时可减少分片")
    return left


def check_files(settings: Settings) -> None:
    """See that the files that a run reads beside the inventory can be used.

    Raises:
        RunError: one cannot.
    """
    try:
        if settings.visits is not None:
            visits_of(settings.visits, "", datetime.now(CHINA))
        if settings.ca_file is not None:
            trusted_issuers(str(settings.ca_file))
    except (VisitsError, ValueError) as error:
        raise RunError(str(error)) from None


def load_access(settings: Settings) -> Access:
    """How the user's staging sites are entered, and what may be kept nowhere.

    Raises:
        AccessError: the file cannot be used.
    """
    login = cookies_of(settings.browser_state) if settings.browser_state else ()
    return access_file.load(settings.access, more=login) if settings.access else Access(more=login)


def with_overrides(inventory: Inventory, settings: Settings) -> Inventory:
    """An inventory with what the user set for this run in place of its own.

    Raises:
        SettingsError: a base address is of no site of the inventory.
    """
    moved, resolve = rebased(inventory, settings.base_urls)
    return replace(
        moved,
        politeness=apply_politeness(inventory.politeness, settings.politeness),
        resolve={**inventory.resolve, **resolve, **settings.resolve},
    )


def _budget_faults(profile: Profile) -> list[str]:
    try:
        Budget.of(profile.budget)
    except ValueError as error:
        return [f"标准 {profile.id} 的 budget：{error}"]
    return []


def _as_of(inventory: Inventory, settings: Settings, mode: str, evidence: Path, now: datetime) -> datetime:
    """The moment of the judgement: command line, else the evidence's own, else the inventory's, else now."""
    if settings.as_of:
        return settings.as_of
    if mode in {"replay", "resume"}:
        with EvidenceFolder.open(evidence) as folder:
            return folder.header.as_of
    as_of = inventory.as_of or now.astimezone(CHINA).replace(microsecond=0)
    if now - as_of > AS_OF_SLACK and not _is_local(inventory):
        raise RunError(
            f"{inventory.path.name}：监测时间点 as_of {as_of:%Y-%m-%d} 早于今天两天以上，今天的网页不能按当时判定；"
            "请删去 as_of，或用 --govsite-as-of 明确指定，或用 --govsite-replay 判定当时的证据"
        )
    return as_of


def _is_local(inventory: Inventory) -> bool:
    """Whether every site is the user's own machine or the embedded fleet."""
    hosts = {(urlsplit(site.url).hostname or "").lower() for site in inventory.sites}
    return bool(inventory.fleet) or hosts <= set(inventory.resolve)
