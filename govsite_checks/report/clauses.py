"""What the report needs of a regulation's clause, whoever supplies it."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, Protocol

from govsite_checks import standards

from .links import web_link
from .texts import clean


class Clause(Protocol):
    """A clause of a regulation: the words that a demand rests on."""

    @property
    def title(self) -> str:
        """What the clause is about."""

    @property
    def document(self) -> str:
        """The document's title."""

    @property
    def number(self) -> str:
        """The document's number, such as 国办发〔2017〕47号."""

    @property
    def url(self) -> str:
        """Where the original can be read."""

    @property
    def text(self) -> str:
        """What it demands."""

    @property
    def verified(self) -> bool:
        """Whether it was compared with the original."""


class ClauseText(NamedTuple):
    """A clause, cleaned for print; ``url`` is empty or a web address."""

    title: str
    document: str
    number: str
    url: str
    text: str
    verified: bool


def clause_text(clause_id: str, clauses: Callable[[str], Clause]) -> ClauseText:
    """The clause of a rule; one that says so where a third party's rule names a clause that nobody supplies."""
    try:
        found = clauses(clause_id)
    except LookupError:
        return ClauseText(f"条款 {clean(clause_id)}（条文未收录）", "", "", "", "", False)
    return ClauseText(
        clean(found.title),
        clean(found.document),
        clean(found.number),
        web_link(found.url),
        clean(found.text),
        found.verified,
    )


def of_the_standards(clause_id: str) -> ClauseText:
    """The clause of the regulations that come with the product.

    Raises:
        KeyError: they have none of that id.
    """
    try:
        found = standards.load().clause(clause_id)
    except standards.StandardsError as error:
        raise KeyError(clause_id) from error
    document = found.document
    return ClauseText(found.title, document.title, document.number, document.url, found.text, found.verified)
