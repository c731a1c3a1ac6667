"""Rules: metadata, examples, and the decorator that makes one of a function."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from .findings import Finding
from .observations import Audit, Observation, Visits
from .pages import Page, Role
from .sites import Site
from .snapshot import Snapshot
from .verdicts import Verdict


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
