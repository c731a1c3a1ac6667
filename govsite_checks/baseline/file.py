"""The file of a baseline: YAML that people review in a diff, sorted, one entry after another."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from govsite_checks.files import write_text
from govsite_checks.yamlfile import Fault, FileError, read_model
from govsite_checks.yamlfile.faults import shown

from .entries import MAX_PAGES, Baseline, Entry

VERSION = 1
MAX_ENTRIES = 100_000
_HEAD = """\
# 已知问题的基线：列在这里的问题在到期之前不使检查失败，新出现的问题照常失败。
# 由 govsite baseline update 生成和更新；已整改的条目会自行移除。可以填写 reason，不要手工增加条目。
"""
_Text = Annotated[str, StringConstraints(strict=True, min_length=1, max_length=2000)]


class BaselineError(FileError):
    """A baseline cannot be used; every fault is one line of Chinese with its place."""


class _Dumper(yaml.SafeDumper):
    """Writes every value out: the reader refuses aliases, which people misread too."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - the name is the base class's
        """None is ever made."""
        return True


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid")

    site: _Text
    rule: _Text
    verdict: Literal["violation", "needs-review", "no-evidence"] = "violation"
    since: date
    until: date
    pages: list[_Text] = Field(default=[], max_length=MAX_PAGES)
    reason: Annotated[str, StringConstraints(strict=True, max_length=200)] = ""


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    baseline: Literal[1]
    entries: list[_Row] = Field(default=[], max_length=MAX_ENTRIES)


def load(path: Path) -> Baseline:
    """The baseline of a file.

    Raises:
        BaselineError: the file cannot be read, is no baseline, or lists a problem twice.
    """
    file, _ = read_model(path, _File, BaselineError)
    entries = [Entry(**{**row.model_dump(), "pages": tuple(row.pages)}) for row in file.entries]
    twice = [key for key, count in Counter(entry.key for entry in entries).items() if count > 1]
    if twice:
        said = "、".join(sorted(f"{site}::{rule}" for site, rule in twice)[:5])
        raise BaselineError([Fault(shown(path), 0, 0, "entries", f"同一网站的同一规则列了两次：{said}")])
    return Baseline.of(entries)


def save(path: Path, baseline: Baseline) -> None:
    """Write a baseline, whole or not at all; the same entries give the same bytes.

    Raises:
        OSError: the file cannot be written.
    """
    rows = [_row(entry) for entry in baseline.entries.values()]
    whole = {"baseline": VERSION, "entries": rows}
    body = yaml.dump(whole, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=4096)
    write_text(path, _HEAD + body)


def _row(entry: Entry) -> dict[str, object]:
    row: dict[str, object] = {
        "site": entry.site,
        "rule": entry.rule,
        "verdict": str(entry.verdict),
        "since": entry.since,
        "until": entry.until,
    }
    if entry.pages:
        row["pages"] = list(entry.pages)
    if entry.reason:
        row["reason"] = entry.reason
    return row
