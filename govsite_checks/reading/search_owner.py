"""Whose a search is: the government's own, a supplier's for it, a public engine's, another owner's."""

from __future__ import annotations

import re
from functools import cache

from publicsuffixlist import PublicSuffixList

from .document import host_of
from .search_lexicon import form_words


def owner_of(action: str, host: str) -> str:
    """The host of an address that belongs to somebody else; empty for the government's own and its suppliers'."""
    target = host_of(action)
    words = form_words()
    if not target or target == host or target.endswith((".gov.cn", ".政务")) or target == "gov.cn":
        return ""
    if any(target == name or target.endswith(f".{name}") for name in words.suppliers):
        return ""
    if is_engine(target):
        return target
    own = _registrable(host)
    return "" if own and own == _registrable(target) else target


def is_engine(host: str) -> bool:
    """Whether a host is a public search engine's."""
    return any(host == name or host.endswith(f".{name}") for name in form_words().engines)


@cache
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList()


def _registrable(host: str) -> str:
    if not host or re.fullmatch(r"[\d.:\[\]a-f]+", host):
        return host
    return _suffixes().privatesuffix(host) or host
