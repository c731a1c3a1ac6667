"""What was asked for so far: each address once, counted by role, pages of text within the budget."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from functools import lru_cache

from govsite_checks.collect.contracts import Wanted
from govsite_checks.model import BRIEF_ROLES, Role

# How many addresses that differ in their query alone are looked at. Pages that are read have budgets of their own:
# whole sites are published under one path.
SAME_PATH = 3
_LOOKS = frozenset({Role.LINK, Role.EXTERNAL, Role.RESOURCE})
# What counts against no budget of pages: brief looks, the parts that a home page is put together from, and pages for which
# room was kept from the beginning.
_FREE = BRIEF_ROLES | {Role.FOOTER_SCRIPT, Role.FRAME, Role.SEARCH, Role.PROBE, Role.HTTPS, Role.TWIN}
_INDEX = re.compile(r"/(?:index|default)\.(?:s?html?|aspx?|jspx?|php)$", re.IGNORECASE)


@lru_cache(maxsize=20_000)
def key_of(url: str) -> str:
    """What two ways to write one page have in common: no scheme, no ``www.``, no ``index.html``."""
    rest = url.partition("://")[2] or url
    head, mark, query = rest.partition("?")
    host, _, path = head.removeprefix("www.").partition("/")
    return f"{host.lower()}{_INDEX.sub('/', '/' + path)}{mark}{query}"


def chance(*words: object) -> str:
    """A number that looks like chance and is the same for the same words, to sort by."""
    return hashlib.blake2b("\x00".join(map(str, words)).encode(), digest_size=8).hexdigest()


class Asked:
    """What was asked for of one site."""

    def __init__(self, pages: int) -> None:
        self._pages = pages
        self._keys: set[str] = set()
        self._paths: Counter[str] = Counter()
        self._roles: Counter[str] = Counter()
        self.text = 0

    @property
    def room(self) -> int:
        """How many pages of text may be asked for still."""
        return max(0, self._pages - self.text)

    def count(self, role: str) -> int:
        """How many pages of a role were asked for."""
        return self._roles[role]

    def has(self, url: str) -> bool:
        """Whether an address was asked for, in any role."""
        return key_of(url) in self._keys

    def note(self, wanted: Wanted) -> Wanted:
        """Count a page that is asked for in any case."""
        self._keys.add(key_of(wanted.url))
        self._roles[wanted.role] += 1
        self.text += wanted.role not in _FREE and not wanted.skip
        return wanted

    def note_address(self, url: str) -> None:
        """Note that an address was seen, as where a redirect led."""
        self._keys.add(key_of(url))

    def take(self, wanted: Wanted, most: int) -> bool:
        """Whether a page may be asked for: not yet, fewer than ``most`` of its role, within the budget."""
        path = wanted.url.partition("?")[0] if wanted.role in _LOOKS and "?" in wanted.url else ""
        full = self._roles[wanted.role] >= most or (wanted.role not in _FREE and self.room <= 0)
        if full or self.has(wanted.url) or (path and self._paths[path] >= SAME_PATH):
            return False
        self._paths[path] += bool(path)
        self.note(wanted)
        return True
