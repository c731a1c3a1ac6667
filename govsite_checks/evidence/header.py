"""``run.json``: which run an evidence folder belongs to."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from pydantic import AwareDatetime, BaseModel, ConfigDict, ValidationError
from pydantic_core import from_json

from govsite_checks.files import write_bytes

from . import limits
from .errors import EvidenceError, unknown_format
from .guarded import opened_folder, read_at
from .layout import RUN

FORMAT: Final = 3


@dataclass(frozen=True, slots=True)
class RunHeader:
    """What decides whether two runs collect the same.

    ``inventory`` is its slug, ``inventory_digest`` the SHA-256 of what decides collecting, ``as_of`` the moment of
    the first run. ``contact`` and ``robots`` enter the archives, so that who reads them later knows who asked.
    """

    inventory: str
    inventory_digest: str
    as_of: datetime
    tool_version: str
    contact: str = ""
    robots: str = ""


class _RunFile(BaseModel):
    model_config = ConfigDict(extra="ignore", hide_input_in_errors=True)

    inventory: str
    inventory_digest: str
    as_of: AwareDatetime
    tool_version: str
    contact: str = ""
    robots: str = ""


def write_header(folder: Path, header: RunHeader) -> None:
    """Write ``run.json`` whole.

    Raises:
        OSError: it cannot be written.
        ValueError: ``as_of`` has no time zone.
    """
    if header.as_of.tzinfo is None:
        raise ValueError("as_of needs a time zone")
    row = {
        "format": FORMAT,
        "inventory": header.inventory,
        "inventory_digest": header.inventory_digest,
        "as_of": header.as_of.isoformat(),
        "tool_version": header.tool_version,
        "contact": header.contact,
        "robots": header.robots,
    }
    text = json.dumps(row, ensure_ascii=False, indent=1) + "\n"
    write_bytes(folder / RUN, text.encode("utf-8", "replace"))


def read_header(folder: Path) -> RunHeader:
    """The header of an evidence folder.

    Raises:
        EvidenceError: this is no evidence folder, or one that this version cannot read.
    """
    try:
        with opened_folder(folder) as handle:
            data = read_at(handle, RUN, limits.RUN_BYTES)
    except FileNotFoundError:
        raise EvidenceError(
            f"{folder} 不是证据目录（其中没有 {RUN}）；请给出证据目录，或含有 evidence 的报告目录"
        ) from None
    except OSError as error:
        raise EvidenceError(
            f"证据目录 {folder} 无法读取：{error.strerror or error}；请检查路径和权限"
        ) from error
    return _parse(folder, data)


def _parse(folder: Path, data: bytes) -> RunHeader:
    place = str(folder / RUN)
    try:
        row = from_json(data, allow_inf_nan=False)
        if isinstance(row, dict) and row.get("format") != FORMAT:
            raise unknown_format(place, row.get("format"), row.get("tool_version"), FORMAT)
        read = _RunFile.model_validate(row)
        # Not pydantic's own time zone objects: the offset is all that findings show.
        as_of = datetime.fromisoformat(row["as_of"])
    except (ValidationError, ValueError, TypeError) as error:
        raise EvidenceError(
            f"{place} 已损坏，读不出这次运行的信息；请从备份恢复，或换一个目录重新采集"
        ) from error
    return RunHeader(
        read.inventory, read.inventory_digest, as_of, read.tool_version, read.contact, read.robots
    )
