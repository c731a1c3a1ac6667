"""The words that every layer speaks: sites, pages, snapshots, rules, findings, verdicts, effects.

Frozen, slotted dataclasses and closed vocabularies. This module imports nothing of the project.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Any, TypeVar, cast

T = TypeVar("T")

# All of the country keeps the time of Beijing.
CHINA = timezone(timedelta(hours=8))

MESSAGE_CHARS = 300
SNIPPET_CHARS = 200
URL_CHARS = 2000
DETAIL_CHARS = 60
DETAILS = 20

# Control characters, line and bidirectional overrides and lone surrogates: what a hostile page could use
# to rewrite a terminal, a log or the order in which a sentence is read.
_UNPRINTABLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff\ufff9-\ufffb]+"
)


def printable(text: str, limit: int) -> str:
    """Text from outside made safe to print on one line, at most ``limit`` characters long."""
    if len(text) <= limit and text.isprintable() and "  " not in text and text.strip(" ") == text:
        return text  # as most texts are, among them all that were made printable before
    # What is thrown away is never looked at: a page may hand over megabytes.
    flat = " ".join(_UNPRINTABLE.sub(" ", text[: limit * 4]).split())
    return flat if len(flat) <= limit else flat[: limit - 1] + "…"


class Verdict(StrEnum):
    """What was seen. The order of the members is their gravity, the gravest first."""

    VIOLATION = "violation"
    NEEDS_REVIEW = "needs-review"
    NO_EVIDENCE = "no-evidence"
    OK = "ok"
    NOT_APPLICABLE = "not-applicable"


# The verdict of a judgement whose rule crashed: a fault of the tool, never one of the site.
TOOL_ERROR = "tool-error"

GRAVITY: Mapping[Verdict, int] = MappingProxyType({verdict: i for i, verdict in enumerate(Verdict)})


class EffectKind(StrEnum):
    """What a profile makes of a violation."""

    VETO = "veto"
    DEDUCT = "deduct"
    BONUS = "bonus"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class Effect:
    """The effect of a rule under a profile. ``points`` is None where the standard gives no figure that we know."""

    kind: EffectKind = EffectKind.NOTICE
    points: float | None = None
    verified: bool = True


class PageError(StrEnum):
    """Why a page could not be read. A failure of the network is data, never an exception."""

    DNS = "dns"
    REFUSED = "refused"
    TIMEOUT = "timeout"
    TLS = "tls"
    CONNECTION = "connection"  # reset, closed early, or an answer that is not HTTP
    TOO_LARGE = "too-large"
    TOO_MANY_REDIRECTS = "too-many-redirects"
    CHALLENGE = "challenge"  # a firewall's page in place of the site's
    ROBOTS = "robots"
    BLOCKED_BY_GUARD = "blocked-by-guard"
    HTTP_STATUS = "http-status"
    NOT_TEXT = "not-text"
    SITE_LEFT = "site-left"  # not asked for: the site's time or patience had run out
    NOT_COLLECTED = "not-collected"  # no evidence at hand: never collected, or corrupt


class Role(StrEnum):
    """What part a page plays for the rules.

    Of the last group only the first bytes are asked for: it matters whether there is an answer, and of what kind.
    """

    HOME = "home"
    FOOTER_SCRIPT = "footer-script"
    FRAME = "frame"
    SITEMAP = "sitemap"
    ROBOTS = "robots"
    COLUMN = "column"  # the first page of a column, with Page.column
    COLUMN_NEXT = "column-next"  # a further page of the same column
    ARTICLE = "article"  # a content page of Page.column
    GUIDE = "guide"  # a service guide
    MESSAGE = "message"  # one message of the public and its reply
    SEARCH = "search"  # the site's answer to Page.query, asked for the purpose in Page.note
    PROBE = "probe"  # an address that cannot exist: how does the site say so?
    MIGRATED = "migrated"  # where the parent keeps what a closed site published
    HTTPS = "https"  # the home page over HTTPS, where the inventory's address is HTTP
    TWIN = "twin"  # the other of www.x.gov.cn and x.gov.cn
    OTHER = "other"

    LINK = "link"  # a link within the site
    EXTERNAL = "external"  # a link that leaves the site
    RESOURCE = "resource"  # an image, style or script that a page shows
    ATTACHMENT = "attachment"  # a form or a document to download
    SYSTEM = "online-system"  # a system for declaring or querying online


BRIEF_ROLES = frozenset({Role.LINK, Role.EXTERNAL, Role.RESOURCE, Role.ATTACHMENT, Role.SYSTEM})


class ColumnType(StrEnum):
    """What a column is for. The Chinese names are those of the guideline's ColumnType label where it has one."""

    NEWS = "news"  # 动态要闻、工作动态
    NOTICE = "notice"  # 通知公告
    POLICY = "policy"  # 政策文件
    INTERPRETATION = "interpretation"  # 政策解读
    RESPONSE = "response"  # 回应关切
    OVERVIEW = "overview"  # 概况信息
    FUNCTIONS = "functions"  # 机构职能
    LEADERS = "leaders"  # 负责人信息
    DISCLOSURE_GUIDE = "disclosure-guide"  # 信息公开指南
    DISCLOSURE_CATALOGUE = "disclosure-catalogue"  # 信息公开目录
    DISCLOSURE_REPORT = "disclosure-report"  # 信息公开年报
    DISCLOSURE_REQUEST = "disclosure-request"  # 依申请公开
    ANNUAL_REPORT = "annual-report"  # 政府网站工作年度报表
    PERSONNEL = "personnel"  # 人事信息
    PLANNING = "planning"  # 规划计划
    DATA = "data"  # 数据发布、统计数据
    OPEN_DATA = "open-data"  # 数据开放
    SERVICES = "services"  # 办事服务
    CONSULTATION = "consultation"  # 咨询投诉、领导信箱、在线咨询
    REPORTING = "reporting"  # 网上信访、纪检举报: special channels that owe no public reply
    SURVEY = "survey"  # 征集调查
    INTERVIEW = "interview"  # 在线访谈
    TOPIC = "topic"  # 专题专栏
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a site, as the planner found it.

    ``url`` is its absolute address and tells it from the others, ``level`` 1 for one that the main navigation (or, for
    want of one, the home page) shows itself, else 2 or more, ``found`` how its type is known: ``inventory``,
    ``label`` (the page's ColumnType), ``title`` or ``address``; ``offsite`` whether it lies on another host.
    """

    url: str
    title: str
    type: str = ColumnType.OTHER
    level: int = 1
    found: str = "title"
    offsite: bool = False


@dataclass(frozen=True, slots=True)
class Observation:
    """What the collector noted beside the pages.

    ``kind`` and ``outcome`` are closed words, ``subject`` says of what (a host, an address, a column type):

    * ``omission``: pages that were found and not asked for. outcome: budget, loop, calendar, foreign-form, too-large,
      no-form, offsite; ``value`` how many.
    * ``column-type``: of the column whose address is the subject, ``outcome`` is the type that its own page states in its
      ``detail`` (``label``), where that differs from the type under which it was asked for.
    * ``aaaa``: whether a host has an IPv6 address. outcome: yes, no, unknown.
    * ``ipv6``: whether it answers there. outcome: reachable, unreachable, no-prober; only where there is an address.
    * ``certificate``: outcome: valid, expired, not-yet-valid, host-mismatch, self-signed, untrusted, unknown; ``value``
      the ISO date until which it is valid.
    """

    kind: str
    subject: str
    outcome: str
    detail: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class DayOfVisits:
    """The visits that a sampler paid to a home page on one day: all of them, and those that did not open in time."""

    day: date
    visits: int
    failed: int


@dataclass(frozen=True, slots=True)
class Visits:
    """What a sampler found in the days before ``as_of``, the earliest day first; ``vantage`` says from where."""

    days: tuple[DayOfVisits, ...] = ()
    vantage: str = ""


@dataclass(frozen=True, slots=True)
class Barrier:
    """What axe-core found on a page by one of its rules.

    ``rule`` is axe's own id and ``tags`` its tags; ``count`` how many elements, ``selector`` and ``snippet`` the first of
    them. Not ``sure``: axe leaves it to a person.
    """

    rule: str
    count: int = 1
    tags: tuple[str, ...] = ()
    selector: str = ""
    snippet: str = ""
    sure: bool = True


@dataclass(frozen=True, slots=True)
class AuditedPage:
    """A page as an audit met it. ``error`` says in Chinese why there is nothing of it.

    ``resources`` are those that did not come: outcome ``http-<status>``, ``failed``, or ``mixed`` for one that an HTTPS page
    asks for over HTTP. ``console`` are the errors that its scripts wrote.
    """

    role: str
    url: str
    error: str = ""
    barriers: tuple[Barrier, ...] = ()
    checked: bool = False  # whether axe-core ran to its end
    resources: tuple[Resource, ...] = ()
    console: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Audit:
    """What a browser measured of a site in a pass of its own, which only a user who asks for it gets.

    ``error`` says in Chinese why there is nothing. ``loads`` are the seconds until the home page had loaded, each time with
    nothing kept from before; ``vantage`` says from where and with what it was measured.
    """

    error: str = ""
    vantage: str = ""
    loads: tuple[float, ...] = ()
    pages: tuple[AuditedPage, ...] = ()


@dataclass(frozen=True, slots=True)
class ColumnHint:
    """A column that the inventory points out to the planner."""

    title: str
    type: str
    url: str


@dataclass(frozen=True, slots=True)
class Waiver:
    """A violation that the office tolerates until a date, for a reason that is on file."""

    rule: str
    until: date
    reason: str
    document: str = ""
    approver: str = ""


@dataclass(frozen=True, slots=True)
class Politeness:
    """How hard the collector may lean on other people's servers.

    ``per_host`` and ``per_address`` bound the requests in flight, ``delay_s`` is the least time between two
    requests to one host in seconds, ``site_seconds`` the wall time of one site, ``robots`` is ``obey`` or ``ignore``.
    """

    contact: str = ""
    per_host: int = 2
    per_address: int = 8
    delay_s: float = 0.2
    site_seconds: float = 180.0
    robots: str = "obey"


@dataclass(frozen=True, slots=True)
class Site:
    """One website of an inventory.

    Of a closed site, ``moved_to`` is where its content is kept now, and ``cancelled`` says of its ``icp`` and
    ``police`` filings and its ``mark`` whether the ledger has them as cancelled; one that is not listed is unknown.
    ``bonus_points`` are those that people gave it in the bonus round of a standard that has one.
    """

    id: str
    name: str
    url: str
    site_code: str = ""
    sponsor: str = ""
    unit: str = ""
    unit_kind: str = "other"
    kind: str = "department"
    nature: str = ""
    status: str = "online"
    services: bool | None = None
    merged_into: str = ""
    approved_on: date | None = None
    columns: tuple[ColumnHint, ...] = ()
    guides: tuple[str, ...] = ()
    search: str = ""
    waivers: tuple[Waiver, ...] = ()
    moved_to: str = ""
    cancelled: tuple[tuple[str, bool], ...] = ()
    bonus_points: Decimal | None = None
    line: int = 0


@dataclass(frozen=True, slots=True)
class Encoding:
    """How bytes became text: what was declared, what was used, and which step of the order decided.

    ``how`` is one of ``bom``, ``header``, ``meta``, ``detected``, ``fallback`` or empty where nothing was decoded.
    """

    header: str = ""
    meta: str = ""
    used: str = ""
    how: str = ""


@dataclass(frozen=True, slots=True)
class Hop:
    """One redirect that led to a page."""

    url: str
    status: int
    record: str = ""


class RenderReason(StrEnum):
    """Why a page was shown to a browser: what its text leaves to its scripts."""

    ALWAYS = "always"  # the user asked for every page
    CHALLENGE = "challenge"  # a firewall asks for a script to be run
    SHELL = "shell"  # the page holds next to nothing until its scripts have run
    FOOTER = "footer"  # a mark is not in the text, and a script may write it
    LIST = "list"  # rows that a script fills in
    GUIDE = "guide"  # elements of a service guide that a script fills in
    MESSAGES = "messages"  # messages and replies that a script fills in
    SEARCH = "search"  # a search, or its results, that work by script alone
    NAVIGATION = "navigation"  # an entry of the navigation that only a script follows


class RenderError(StrEnum):
    """Why a browser has nothing to show of a page that was to be shown to it."""

    NO_BROWSER = "no-browser"
    SWITCHED_OFF = "switched-off"
    BUDGET = "budget"  # the site's share of the browser was used up
    TIMEOUT = "timeout"
    CRASHED = "crashed"
    NAVIGATION = "navigation"  # the address did not open in the browser; detail says how
    CHALLENGE = "challenge"  # the firewall's page is all that the browser got, too
    NO_SUCH_PLACE = "no-such-place"  # the field to type into, or the entry to press, is not there
    MISREAD = (
        "misread"  # the browser took the page's characters for others: its encoding is not said, or wrongly
    )


@dataclass(frozen=True, slots=True)
class Resource:
    """What a page made the browser ask for.

    ``kind`` is the browser's own word (document, script, stylesheet, image, xhr, fetch, …), ``outcome`` ``ok``,
    ``failed``, ``blocked`` (by the guard) or ``http-<status>``.
    """

    url: str
    kind: str
    outcome: str


@dataclass(frozen=True, slots=True, eq=False)
class Rendered:
    """What a browser made of a page.

    ``html`` is the document after its scripts have run, without those scripts (see ``reading.rendering``): they have had
    their turn. Where ``complete`` is False, something that they needed did not arrive in time or at all, and the scripts
    stand where they stood. ``error`` is a ``RenderError`` where there is nothing to show. ``url`` is where the browser
    ended, ``record`` the id of the archive's record, ``console`` the errors that the page wrote on its console.
    """

    reason: str
    html: str = ""
    url: str = ""
    title: str = ""
    error: str = ""
    detail: str = ""
    complete: bool = False
    record: str = ""
    elapsed_s: float = 0.0
    resources: tuple[Resource, ...] = ()
    console: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """One resource of a site as it was seen.

    ``url`` is what was asked for, ``final_url`` what answered, ``text`` the decoded body, ``record`` the id of its
    WARC record, ``parent`` the address of the page that refers to it, ``elapsed_s`` the seconds until its last byte,
    ``opened_in_time`` whether that was within the 15 seconds of the census table. ``column`` is the column that it is
    of or belongs to; ``query`` the words that a search was asked for, and ``note`` what for: ``known``, ``older``,
    ``absurd`` or ``known-next``. ``modified`` is the answer's Last-Modified field. A page of a brief role has no text.
    ``rendered`` is what a browser made of the page, where it was shown to one.
    """

    role: str
    url: str
    final_url: str = ""
    status: int | None = None
    error: str = ""
    detail: str = ""
    text: str = ""
    title: str = ""
    content_type: str = ""
    encoding: Encoding = Encoding()
    hops: tuple[Hop, ...] = ()
    record: str = ""
    parent: str = ""
    elapsed_s: float = 0.0
    opened_in_time: bool = True
    address: str = ""
    tls: str = ""
    column: Column | None = None
    note: str = ""
    query: str = ""
    modified: str = ""
    rendered: Rendered | None = None

    @property
    def seen(self) -> bool:
        """Whether there is a page to judge."""
        return not self.error

    @property
    def is_rendered(self) -> bool:
        """Whether a browser showed the page."""
        return self.rendered is not None and not self.rendered.error

    @property
    def html(self) -> str:
        """The page as a visitor's browser holds it, as far as is known: rendered where it was rendered, else as sent."""
        rendered = self.rendered
        return self.text if rendered is None or rendered.error else rendered.html

    @property
    def evidence(self) -> str:
        """The id of the record that ``html`` is in."""
        rendered = self.rendered
        return self.record if rendered is None or rendered.error else rendered.record


@dataclass(frozen=True, slots=True, eq=False)
class Snapshot:
    """All that is known of one site at one moment: the only thing a rule may look at."""

    site: Site
    as_of: datetime
    pages: tuple[Page, ...] = ()
    parent: Site | None = None
    problem: str = ""
    observations: tuple[Observation, ...] = ()
    visits: Visits | None = None
    audit: Audit | None = None
    _memo: dict[Callable[[Snapshot], Any], Any] = field(default_factory=dict, repr=False)

    def pages_of(self, role: str) -> tuple[Page, ...]:
        """Every page of a role, in the order in which they were planned."""
        return tuple(page for page in self.pages if page.role == role)

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns that were found, whether or not they could be seen, each once."""
        found = {
            page.column.url: page.column for page in self.pages if page.role == Role.COLUMN and page.column
        }
        return tuple(found.values())

    def observed(self, kind: str, subject: str = "") -> tuple[Observation, ...]:
        """The observations of a kind, of one subject where one is given."""
        return tuple(o for o in self.observations if o.kind == kind and subject in ("", o.subject))

    @property
    def home(self) -> Page:
        """The home page; an unseen one where none was collected."""
        for page in self.pages:
            if page.role == Role.HOME:
                return page
        return Page(role=Role.HOME, url=self.site.url, error=PageError.NOT_COLLECTED, detail=self.problem)

    def derive(self, read: Callable[[Snapshot], T]) -> T:
        """``read(self)``, computed once for this snapshot: a reading that several rules share."""
        if read not in self._memo:
            self._memo[read] = read(self)
        return cast("T", self._memo[read])


@dataclass(frozen=True, slots=True)
class Finding:
    """One observation of a rule. All of its text may come from a site, so it is made printable here.

    ``rendered`` says that it rests on what a browser showed, not on the page as it was sent. ``details`` are the words of
    the message that statistics and notices need apart: the elements that are missing, the column that is meant.
    """

    verdict: Verdict
    message: str
    url: str = ""
    selector: str = ""
    snippet: str = ""
    record: str = ""
    rendered: bool = False
    details: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Clip and clean every text field."""
        for name, limit in (
            ("message", MESSAGE_CHARS),
            ("url", URL_CHARS),
            ("selector", SNIPPET_CHARS),
            ("snippet", SNIPPET_CHARS),
        ):
            object.__setattr__(self, name, printable(getattr(self, name), limit))
        details = tuple(printable(text, DETAIL_CHARS) for text in self.details[:DETAILS])
        object.__setattr__(self, "details", details)

    @classmethod
    def at(
        cls,
        verdict: Verdict,
        message: str,
        page: Page,
        *,
        snippet: str = "",
        selector: str = "",
        details: Iterable[str] = (),
    ) -> Finding:
        """A finding that points at a page and, where there is one, at the words on it."""
        url = page.final_url or page.url
        return cls(verdict, message, url, selector, snippet, page.evidence, page.is_rendered, tuple(details))


@dataclass(frozen=True, slots=True)
class Judgement:
    """The line of one (site, rule): verdict, effect and findings, as they enter ``findings.jsonl``."""

    site: str
    rule: str
    rule_version: int
    profile: str
    verdict: str
    effect: Effect
    message: str
    findings: tuple[Finding, ...]
    clause: str
    as_of: datetime


@dataclass(frozen=True, slots=True)
class Expected:
    """One finding that an example must produce: its verdict, and words that its message must contain."""

    verdict: Verdict
    says: str = ""


@dataclass(frozen=True, slots=True)
class Example:
    """A home page and the findings that the rule must make of it: a test and documentation at once.

    ``site`` overrides fields of the fictional site, ``parts`` are further resources of the page: (role, address,
    text); ``pages`` further pages (see ``govsite_checks.sample``), of which one of the role ``home`` takes the place of
    ``html``. ``parent`` is the site that it was merged into. ``known_miss`` marks a verdict that is wrong and known to
    be wrong.
    """

    html: str
    expected: tuple[Expected, ...]
    site: Mapping[str, Any] = field(default_factory=dict)
    parts: tuple[tuple[str, str, str], ...] = ()
    pages: tuple[Page, ...] = ()
    observations: tuple[Observation, ...] = ()
    visits: Visits | None = None
    audit: Audit | None = None
    parent: Site | None = None
    note: str = ""
    known_miss: bool = False

    @classmethod
    def ok(cls, html: str, *, says: str = "", **more: Any) -> Example:
        """A page that satisfies the rule."""
        return cls(html, (Expected(Verdict.OK, says),), **more)

    @classmethod
    def violation(cls, html: str, *, says: str, **more: Any) -> Example:
        """A page that breaks the rule; ``says`` is what the message must name."""
        return cls(html, (Expected(Verdict.VIOLATION, says),), **more)

    @classmethod
    def needs_review(cls, html: str, *, says: str = "", **more: Any) -> Example:
        """A page on which a person has to decide."""
        return cls(html, (Expected(Verdict.NEEDS_REVIEW, says),), **more)

    @classmethod
    def no_evidence(cls, html: str, *, says: str = "", **more: Any) -> Example:
        """A page that shows too little to judge."""
        return cls(html, (Expected(Verdict.NO_EVIDENCE, says),), **more)

    @classmethod
    def not_applicable(cls, html: str, *, says: str = "", **more: Any) -> Example:
        """A page or a site that the rule does not concern."""
        return cls(html, (Expected(Verdict.NOT_APPLICABLE, says),), **more)


RuleFunction = Callable[..., Iterable[Finding]]


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """One requirement: what it is called, where it comes from, how to meet it, and the function that judges.

    ``needs`` are the page roles of which at least one must have been seen, ``applies_to`` the statuses of a site
    that the rule concerns, ``catalogue`` the entries of the requirement catalogue, ``auto`` who decides: ``F`` a
    machine, ``P`` a machine finds and a person confirms, ``N`` a person. ``scope`` is ``online`` where only the site on
    the public network can be judged, not its copy on a machine of the house; else ``any``.
    """

    id: str
    title: str
    clause: str
    remediation: str
    function: RuleFunction
    examples: tuple[Example, ...]
    needs: tuple[str, ...] = (Role.HOME,)
    applies_to: tuple[str, ...] = ("online",)
    version: int = 1
    catalogue: tuple[str, ...] = ()
    auto: str = "F"
    scope: str = "any"

    def __call__(self, snapshot: Snapshot, **parameters: Any) -> Iterable[Finding]:
        """Judge; a rule stays an ordinary function."""
        return self.function(snapshot, **parameters)

    @property
    def doc(self) -> str:
        """The rule's page, from the docstring of its function."""
        return inspect.getdoc(self.function) or ""

    @property
    def family(self) -> str:
        """The folder that its file lies in: the family of rules that it belongs to."""
        return self.function.__module__.rpartition(".")[0].rpartition(".")[2]

    @property
    def origin(self) -> str:
        """Module and name of the function, to name in an error."""
        return f"{self.function.__module__}:{self.function.__qualname__}"

    @property
    def parameters(self) -> Mapping[str, Any]:
        """The keyword parameters that a profile may set, with their defaults."""
        signature = inspect.signature(self.function)
        return {p.name: p.default for p in signature.parameters.values() if p.kind is p.KEYWORD_ONLY}


_RULE_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)+")


def rule(
    *,
    id: str,
    title: str,
    clause: str,
    remediation: str,
    examples: Iterable[Example],
    needs: Iterable[str] = (Role.HOME,),
    applies_to: Iterable[str] = ("online",),
    version: int = 1,
    catalogue: Iterable[str] = (),
    auto: str = "F",
    scope: str = "any",
) -> Callable[[RuleFunction], Rule]:
    """Make a rule of a pure function ``(snapshot, *, parameters…) -> iterable of Finding``.

    Raises:
        ValueError: the id is not kebab-case ASCII of two words or more, a text is empty, or ``auto`` or ``scope`` is unknown.
    """
    if not _RULE_ID.fullmatch(id):
        raise ValueError(
            f"规则编号 {id!r} 不合规：应为小写字母、数字和连字符组成的两段以上名称，如 footer-icp"
        )
    if not (title and clause and remediation):
        raise ValueError(f"规则 {id} 缺少 title、clause 或 remediation")
    if auto not in {"F", "P", "N"}:
        raise ValueError(f"规则 {id} 的 auto 应为 F、P 或 N，现为 {auto!r}")
    if scope not in {"any", "online"}:
        raise ValueError(f"规则 {id} 的 scope 应为 any 或 online，现为 {scope!r}")

    def make(function: RuleFunction) -> Rule:
        return Rule(
            id,
            title,
            clause,
            remediation,
            function,
            tuple(examples),
            tuple(needs),
            tuple(applies_to),
            version,
            tuple(catalogue),
            auto,
            scope,
        )

    return make
