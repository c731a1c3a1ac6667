"""Where the filing numbers of a footer lead: to the registers of the ministry and of the police, or elsewhere. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from govsite_checks.reading.page.html import ARTICLE, Element, Flow

from .identifiers import record_code
from .lexicon import lexicon
from .marks import is_dead
from .zones import Zone

MAX_LINKS = 40

_REGISTER = re.compile(r"beian|miit", re.IGNORECASE)
_FILED = re.compile(r"备[^\d]{0,12}\d|\d{5}")
_HOST = re.compile(r"\s*(?:https?:)?[/\\]{1,4}(?:[^/\\?#@\s]*@)?([^/\\?#:\s]+)", re.IGNORECASE)
_SCHEMELESS = re.compile(
    r"\s*(?:\./)?((?:www\.)?[a-z0-9.-]*(?:beian|miit)[a-z0-9.-]*\.cn)(?:[/?#:]|\s*$)", re.IGNORECASE
)
_OPENED = re.compile(r"[\"'](https?:[^\"']{4,300})[\"']", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FilingLink:
    """A link at a filing number or to a register of filings.

    ``register`` is ``icp`` or ``police`` where it leads to one of theirs, else empty; ``current`` whether to its
    address of today. ``state`` is ``live``, ``dead`` (leads nowhere), ``handled`` (a script decides) or
    ``schemeless`` (the host is written like a path of the site). ``code`` is the number in a link to the police.
    """

    register: str
    host: str
    href: str
    words: str
    state: str = "live"
    current: bool = False
    code: str = ""

    @property
    def digits(self) -> str:
        """The digits of its words, to compare with a number."""
        return re.sub(r"\D", "", self.words)


def filing_links(flow: Flow, zone: Zone) -> tuple[FilingLink, ...]:
    """The links of a page that lead to a register, and those of its footer that carry a number."""
    return tuple(_at_most(_found(flow, zone), MAX_LINKS))


def _at_most(found: Iterable[FilingLink], most: int) -> Iterator[FilingLink]:
    for count, link in enumerate(found):
        if count >= most:
            return
        yield link


def _found(flow: Flow, zone: Zone) -> Iterator[FilingLink]:
    for element in (*flow.links, *flow.acting):
        if element.area == ARTICLE or element.hidden:
            continue
        href, onclick = element.get("href") or element.get("url"), element.get("onclick")
        if _REGISTER.search(href) or (onclick and _REGISTER.search(onclick)):
            yield _link(element, href, onclick, flow.words(element))
        elif zone.holds(element.start) and element.tag in ("a", "area"):
            words = flow.words(element)
            if _FILED.search(words):
                yield _link(element, href, onclick, words)


def _link(element: Element, href: str, onclick: str, words: str) -> FilingLink:
    if is_dead(href) and onclick:
        opened = _OPENED.search(onclick)
        if opened is None:
            return FilingLink("", "", onclick[:200], words, "handled")
        href = opened[1]
    elif is_dead(href):
        handled = bool(element.get("id") or element.get("target-url") or element.get("data-url"))
        return FilingLink("", "", href[:200], words, "handled" if handled else "dead")
    host = _HOST.match(href)
    if host is None and (bare := _SCHEMELESS.match(href)) is not None:
        return FilingLink(_register(bare[1].lower())[0], bare[1].lower(), href[:200], words, "schemeless")
    name = host[1].lower().rstrip(".") if host is not None else ""
    register, current = _register(name)
    code = record_code(href) if register == "police" else ""
    return FilingLink(register, name, href[:200], words, "live", current, code)


def register_of(href: str) -> str:
    """Whose register an address names, wherever in it: ``icp``, ``police`` or neither, which is empty."""
    low = href.lower()
    words = lexicon()
    for register, hosts in (("icp", words.icp_hosts), ("police", words.police_hosts)):
        if any(re.search(rf"(?<![a-z0-9-]){re.escape(host)}(?![a-z0-9.-])", low) for host in hosts):
            return register
    return ""


def _register(host: str) -> tuple[str, bool]:
    """Whose register a host is, and whether it is the one of today."""
    words = lexicon()
    for register, hosts, today in (
        ("icp", words.icp_hosts, words.icp_today),
        ("police", words.police_hosts, words.police_today),
    ):
        if any(host == known or host.endswith(f".{known}") for known in hosts):
            return register, any(host == known or host.endswith(f".{known}") for known in today)
    return "", False
