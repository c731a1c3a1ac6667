"""Whose a search is: the government's own, a supplier's for it, a public engine's, another owner's."""

from __future__ import annotations

from govsite_checks.reading.domains.names import read_domain
from govsite_checks.reading.page.document import host_of

from .lexicon import form_words


def owner_of(action: str, host: str) -> str:
    """The host of an address that belongs to somebody else; empty for the government's own and its suppliers'.

    ``host`` is that of the page which offers the search.
    """
    target = host_of(action)
    if not target or target == host:
        return ""
    if is_engine(target):
        return target
    there = read_domain(target)
    if there.governmental or target.endswith(".gov.cn") or _is_under(target, form_words().suppliers):
        return ""
    return "" if there.registered and there.registered == read_domain(host).registered else target


def is_engine(host: str) -> bool:
    """Whether a host is a public search engine's."""
    return _is_under(host, form_words().engines)


def _is_under(host: str, names: tuple[str, ...]) -> bool:
    return any(host == name or host.endswith(f".{name}") for name in names)
