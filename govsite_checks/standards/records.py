"""Documents and their clauses, once they have been read."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


class StandardsError(Exception):
    """A clause or document that is not there, or a data file that cannot be used; one Chinese line per fault."""


@dataclass(frozen=True, slots=True)
class Document:
    """A regulation: its number (文号), the day it was issued and the day it was published, where they are known.

    ``number`` and ``url`` are empty where there is none that we have seen.
    """

    id: str
    title: str
    number: str
    issued: date | None
    published: date | None
    url: str


@dataclass(frozen=True, slots=True)
class Clause:
    """One requirement, in our own words.

    ``source_mark`` says where it comes from: ``R`` read in a public copy of the text, ``M`` from memory, ``D``
    derived from samples or by arithmetic. ``verified`` is only ever true where it was read.
    """

    id: str
    document: Document
    title: str
    text: str
    verified: bool
    source_mark: str


@dataclass(frozen=True, slots=True)
class Standards:
    """Every document and clause, by id."""

    documents: Mapping[str, Document]
    clauses: Mapping[str, Clause]

    def clause(self, id: str) -> Clause:
        """The clause of an id such as ``guideline-2017/footer``.

        Raises:
            StandardsError: there is none.
        """
        if id in self.clauses:
            return self.clauses[id]
        near = difflib.get_close_matches(id[:100], self.clauses, n=1)
        raise StandardsError(
            f"没有编号为“{id[:100]}”的条款；" + (f"是否为 {near[0]}？" if near else "请检查编号")
        )

    def document(self, id: str) -> Document:
        """The document of an id such as ``guideline-2017``.

        Raises:
            StandardsError: there is none.
        """
        if id in self.documents:
            return self.documents[id]
        raise StandardsError(f"没有编号为“{id[:100]}”的文件；可用：{'、'.join(self.documents)}")
