"""Names of hosts: their registered domain, the suffix it stands under, and whether that is the government's. Pure.

Judged by the registered domain, never by a substring: ``x.gov.cn.example.com`` belongs to ``example.com``. The list of
suffixes is the one that ``publicsuffixlist`` carries; it is loaded when the first name is asked about.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from govsite_checks.reading.page.document import host_of

if TYPE_CHECKING:
    from publicsuffixlist import PublicSuffixList

GOVERNMENT = "gov.cn"
# The two Chinese suffixes that are handed out to public bodies only.
GOVERNMENT_CHINESE = "政务"
WELFARE_CHINESE = "公益"
# Kept for documentation and trials: no public site has such a name.
_RESERVED = frozenset(("test", "example", "invalid", "localhost", "local", "internal"))
MAX_NAME = 253
_NAME = re.compile(r"[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*")


@dataclass(frozen=True, slots=True)
class Domain:
    """A host's name taken apart.

    ``host`` is in lower case with A-labels (``xn--…``), ``shown`` as people write it, ``suffix`` the public suffix
    in that writing and ``registered`` the domain below it that somebody holds, with A-labels; both are empty for an
    address, a name without dots or one that is no name at all. ``sub`` are the labels in front of the registered domain.
    """

    host: str
    shown: str = ""
    suffix: str = ""
    registered: str = ""
    sub: tuple[str, ...] = ()

    @property
    def governmental(self) -> bool:
        """Whether it is registered under ``.gov.cn`` or ``.政务``."""
        return bool(self.registered) and self.suffix in (GOVERNMENT, GOVERNMENT_CHINESE)

    @property
    def english(self) -> bool:
        """Whether it is written in ASCII letters throughout."""
        return self.shown.isascii()

    @property
    def address(self) -> bool:
        """Whether it is an address of a machine, not a name."""
        return bool(self.host) and _is_address(self.host)

    @property
    def public(self) -> bool:
        """Whether it can be the name of a public site: neither an address nor a name kept for trials."""
        return bool(self.registered) and self.suffix not in _RESERVED


def domain_of(url: str) -> Domain:
    """The host of an address, taken apart."""
    return read_domain(host_of(url))


@lru_cache(maxsize=4_096)
def read_domain(host: str) -> Domain:
    """A host's name, in any writing, taken apart. Never raises for what a page may hold."""
    name = _ascii(host)
    if not name or _is_address(name):
        return Domain(name or host.lower()[:MAX_NAME], host.lower()[:MAX_NAME])
    registered = _suffixes().privatesuffix(name) or ""
    suffix = registered.partition(".")[2]
    sub = tuple(name[: -len(registered)].rstrip(".").split(".")) if registered and name != registered else ()
    return Domain(name, _unicode(name), _unicode(suffix), registered, sub)


def same_site(one: str, other: str) -> bool:
    """Whether two hosts are one, a leading ``www.`` aside."""
    left, right = (read_domain(host).host.removeprefix("www.") for host in (one, other))
    return bool(left) and left == right


def leads_to_column(url: str) -> bool:
    """Whether an address leads to a folder of a site rather than to its front page."""
    try:
        folder, _, file = urlsplit(url).path.strip("/").rpartition("/")
    except ValueError:
        return False
    return bool(folder) or (bool(file) and "." not in file)


@cache
def _suffixes() -> PublicSuffixList:
    # Loaded late: it takes longer than everything else that a rule imports.
    from publicsuffixlist import PublicSuffixList

    return PublicSuffixList()


def _ascii(host: str) -> str:
    """The name with A-labels, or the address; empty where it is neither."""
    plain = host.strip().strip("[]").rstrip(".。").lower()
    if not plain or len(plain) > MAX_NAME:
        return ""
    if plain.isascii():
        return plain if _NAME.fullmatch(plain) or _is_address(plain) else ""
    from idna import IDNAError, encode

    try:
        return encode(plain, uts46=True).decode("ascii")
    except IDNAError:
        return ""


def _unicode(name: str) -> str:
    if "xn--" not in name:
        return name
    from idna import IDNAError, decode

    try:
        return str(decode(name))
    except (IDNAError, UnicodeError):
        return name


def _is_address(name: str) -> bool:
    """Whether it is an address: in digits, as no top-level domain is, or with colons."""
    if name.rpartition(".")[2].isdigit():
        return True
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
