"""One demo site: how it looks, what is wrong with it, how its server behaves, how it is listed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .defects import DEFECTS, DELIVERIES, NO_EVIDENCE, NOT_APPLICABLE, OK, RULES, SHOWN
from .facts import Facts, changed

# Servers that show their pages to whoever has run their script.
LET_IN = frozenset({"challenge-cookie"})
# The portal whose sub-domains the departments have.
_CITY = "demo-xugou01.gov.cn"


@dataclass(frozen=True, slots=True)
class Charset:
    """The encoding of a site's bytes, and what header and metadata declare; empty where they are silent."""

    actual: str = "utf-8"
    header: str = ""
    meta: str = ""


UTF8 = Charset("utf-8", header="UTF-8", meta="utf-8")
UTF8_META = Charset("utf-8", meta="utf-8")
GBK = Charset("gbk", header="GBK", meta="gbk")
GB2312_META = Charset("gb18030", meta="gb2312")
UNDECLARED_GBK = Charset("gb18030")
GBK_SAYS_UTF8 = Charset("gb18030", meta="utf-8")
UTF8_META_GB2312 = Charset("utf-8", header="UTF-8", meta="gb2312")


@dataclass(frozen=True, slots=True)
class DemoSite:
    """One fictional site: how it looks, what is wrong with it, how its server behaves, how it is listed.

    ``shows`` says in Chinese what the site is there for. ``entry`` is what the address of the site answers
    with before its home page: page · meta-refresh · redirect · gbk-redirect. ``behaviour`` names a misbehaving
    server (see ``misbehaviour``), ``trap`` a column that never ends, ``left_behind`` what stands in for all of a
    closed site (for both see ``traps``). ``listed`` holds the inventory's own fields, ``life`` the verdicts on a
    site that is not online; ``host`` and ``code`` are derived where they are empty.
    """

    number: int
    name: str
    shows: str
    layout: str = "portal"
    charset: Charset = UTF8
    delivery: str = "html"
    defects: tuple[str, ...] = ()
    entry: str = "page"
    behaviour: str = ""
    trap: str = ""
    left_behind: str = ""
    host: str = ""
    code: str = ""
    listed: Mapping[str, Any] = field(default_factory=dict)
    life: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Fill in the host and the code that follow from the number."""
        host = f"www.demo-xugou{self.number:02d}.gov.cn" if self.portal else f"bm{self.number:02d}.{_CITY}"
        object.__setattr__(self, "host", self.host or host)
        object.__setattr__(self, "code", self.code or f"119900{self.number:04d}")

    @property
    def portal(self) -> bool:
        """Whether it is the portal of a government."""
        return self.listed.get("kind") == "portal"

    @property
    def twin(self) -> str:
        """The other of its host with and without www."""
        return self.host.removeprefix("www.") if self.host.startswith("www.") else f"www.{self.host}"

    @property
    def phone(self) -> str:
        """The number that its pages name."""
        return f"0399-555{100 + self.number:04d}"

    @property
    def id(self) -> str:
        """The site's id in the inventory."""
        return str(self.listed.get("id") or self.code)

    @property
    def listed_code(self) -> str:
        """The code that the inventory knows; empty where it knows none."""
        return str(self.listed.get("site_code", self.code))

    @property
    def url(self) -> str:
        """The address in the inventory."""
        return f"http://{self.host}/"

    @property
    def facts(self) -> Facts:
        """What is true of the site: a compliant one with its defects applied."""
        facts = Facts()
        for defect in self.defects:
            facts = changed(facts, DEFECTS[defect].changes)
        return facts

    @property
    def verdicts(self) -> dict[str, str]:
        """Rule id to the verdict that is right for this site while no browser shows its pages."""
        return self._verdicts(shown=False)

    @property
    def verdicts_shown(self) -> dict[str, str]:
        """As ``verdicts``, where a browser shows what the text leaves to scripts."""
        return self._verdicts(shown=True)

    def _verdicts(self, *, shown: bool) -> dict[str, str]:
        if self.listed.get("status", "online") != "online":
            return dict.fromkeys(RULES, NOT_APPLICABLE) | dict(self.life)
        if self.behaviour and not (shown and self.behaviour in LET_IN):
            return dict.fromkeys(RULES, NO_EVIDENCE)
        seen = shown and self.delivery in SHOWN and not any(DEFECTS[defect].holds for defect in self.defects)
        footer = OK if seen else DELIVERIES[self.delivery]
        verdicts = dict.fromkeys(RULES, footer)
        for defect in map(DEFECTS.__getitem__, self.defects if footer == OK else ()):
            if defect.blinds:
                verdicts = dict.fromkeys(RULES, NO_EVIDENCE)
            verdicts |= defect.verdicts
            verdicts |= defect.shown if shown else {}
        if not self.listed_code:
            verdicts["footer-site-code-matches-inventory"] = verdicts["footer-jiucuo-code"] = NOT_APPLICABLE
        return verdicts
