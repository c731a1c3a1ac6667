"""Domains that units hold (域名), held against the sites of the census: idle, of closed sites, used by others. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from govsite_checks.census.figure import Figure
from govsite_checks.summary import Ratio

from .ledger import Ledger


class Use(StrEnum):
    """What a domain is used for, as far as roster, inventory and census tell."""

    SITE = "site"  # a site in operation, or suspended for a time, stands on it
    IDLE = "idle"  # the unit says so, and no site stands on it
    CLOSED_ALIVE = "closed-alive"  # only closed sites stand on it, and one still answers
    CLOSED_HELD = "closed-held"  # only closed sites stand on it, and they are silent: to be cancelled
    NON_GOVERNMENT = "non-government"  # the unit says so, or something else answers in place of a closed site
    SYSTEM = "system"  # the unit says that it serves a system or mail, not a site
    CANCELLED = "cancelled"  # the unit says so
    COULD_NOT_SEE = "could-not-see"


# What 国办函〔2018〕55号 asks to be cancelled, each with the id and the title of its figure.
FAULTY: Mapping[Use, tuple[str, str]] = {
    Use.IDLE: ("domains-idle", "闲置域名"),
    Use.CLOSED_ALIVE: ("domains-closed-alive", "网站已关停仍可访问的域名"),
    Use.CLOSED_HELD: ("domains-closed-held", "网站已关停、尚未注销的域名"),
    Use.NON_GOVERNMENT: ("domains-non-government", "被用于非政府网站的域名"),
}


@dataclass(frozen=True, slots=True)
class HeldDomain:
    """One domain: ``shown`` as people write it, ``sites`` the ids of the sites on it, ``why`` what decided, in Chinese."""

    shown: str
    unit: str
    use: Use
    sites: tuple[str, ...] = ()
    why: str = ""
    institution: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Domains(Ledger):
    """All domains of the roster, in its order.

    ``unlisted`` are running sites whose host lies under no domain of the roster, by id.
    """

    domains: tuple[HeldDomain, ...]
    unlisted: tuple[str, ...] = ()

    def of(self, use: Use) -> tuple[HeldDomain, ...]:
        """The domains with this use."""
        return tuple(domain for domain in self.domains if domain.use is use)

    @property
    def institutions(self) -> tuple[HeldDomain, ...]:
        """Domains under ``.gov.cn`` held by institutions that, as the roster says, have no administrative functions."""
        return tuple(domain for domain in self.domains if domain.institution)

    def figures(self) -> Mapping[str, Figure]:
        """How many of the domains whose use could be told are to be cancelled, by reason."""
        held = [domain for domain in self.domains if domain.use is not Use.CANCELLED]
        told = [domain for domain in held if domain.use is not Use.COULD_NOT_SEE]
        unseen = len(held) - len(told)
        aside = (("使用情况未能查明", unseen),) if unseen else ()
        every = [Figure("domains-total", "持有的域名", count=len(held), definition="域名台账中未注销的域名")]
        for use, (id, title) in FAULTY.items():
            ratio = Ratio(len(self.of(use)), len(told), "域名台账中未注销、使用情况可查明的域名")
            every.append(Figure(id, title, ratio=ratio, aside=aside))
        return {figure.id: figure for figure in every}
