"""The packaged YAML files to Standards. A fault in them is a fault of the package, named with its place."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from govsite_checks.yamlfile import FileError, faults_of, parse, refuse

from .records import Clause, Document, Standards, StandardsError

_CHINESE = re.compile("[\u4e00-\u9fff]")


def _slug(value: str) -> str:
    if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", value):
        raise refuse("编号应为小写字母、数字和连字符")
    return value


def _chinese(value: str) -> str:
    if not _CHINESE.search(value):
        raise refuse("应为中文")
    return " ".join(value.split())


def _mark(value: str) -> str:
    if value not in {"R", "M", "D"}:
        raise refuse("来源应为 R、M 或 D")
    return value


def _day(value: object) -> object:
    return date.fromisoformat(value) if isinstance(value, str) else value


Slug = Annotated[str, AfterValidator(_slug)]
Chinese = Annotated[str, AfterValidator(_chinese)]
Mark = Annotated[str, AfterValidator(_mark)]
Day = Annotated[date, BeforeValidator(_day)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class ClauseEntry(_Strict):
    """One clause of a file."""

    id: Slug
    title: Chinese
    text: Chinese
    mark: Mark
    verified: bool


class DocumentEntry(_Strict):
    """One file: a document and its clauses."""

    document: Slug
    title: Chinese
    number: Chinese | None = None
    issued: Day | None = None
    published: Day | None = None
    url: str | None = None
    clauses: Annotated[list[ClauseEntry], Field(min_length=1)]


@lru_cache(maxsize=1)
def load() -> Standards:
    """Every clause that the package knows.

    Raises:
        StandardsError: a packaged file is damaged.
    """
    documents: dict[str, Document] = {}
    clauses: dict[str, Clause] = {}
    folder = files("govsite_checks.standards") / "documents"
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        if file.name.endswith(".yaml"):
            read(file.name, file.read_text("utf-8"), documents, clauses)
    return Standards(MappingProxyType(documents), MappingProxyType(clauses))


def read(name: str, text: str, documents: dict[str, Document], clauses: dict[str, Clause]) -> None:
    """Add what one file holds.

    Raises:
        StandardsError: the file cannot be used, or repeats an id.
    """
    entry = _entry(name, text)
    if f"{entry.document}.yaml" != name or entry.document in documents:
        raise StandardsError(f"{name}：文件名应与 document 一致且不重复")
    document = Document(
        entry.document, entry.title, entry.number or "", entry.issued, entry.published, entry.url or ""
    )
    documents[document.id] = document
    for row in entry.clauses:
        id = f"{document.id}/{row.id}"
        if id in clauses:
            raise StandardsError(f"{name}：条款编号“{id}”重复")
        if row.verified and row.mark != "R":
            raise StandardsError(f"{name}：条款“{id}”未见原文，不能标为已核实")
        clauses[id] = Clause(id, document, row.title, row.text, row.verified, row.mark)


def _entry(name: str, text: str) -> DocumentEntry:
    root, faults = parse(text, name)
    if root is None or faults:
        raise StandardsError(str(FileError(faults)))
    try:
        return DocumentEntry.model_validate(root.plain())
    except ValidationError as error:
        raise StandardsError(str(FileError(faults_of(error, DocumentEntry, root, name)))) from None
