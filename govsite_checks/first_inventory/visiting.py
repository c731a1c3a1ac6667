"""Names and codes from the sites themselves: the home page's labels, its footer, its title."""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from govsite_checks import __version__
from govsite_checks.collect import CollectOptions, Progress, collect
from govsite_checks.evaluate import why_unseen
from govsite_checks.evidence import EvidenceFolder, RunHeader
from govsite_checks.model import Site, Snapshot, printable
from govsite_checks.reading.articles.labels import read_labels
from govsite_checks.reading.footers.footer import read_footer
from govsite_checks.reading.page.document import document

from .listing import Entry, Listed

_CODE = re.compile(r"\d{10}|bm\d{8}", re.IGNORECASE)
NAME_CHARS = 60
# What titles of home pages say beside the name.
_BESIDE = re.compile(r"[\s_|｜\-—–·:：]*(?:首页|欢迎您?|欢迎访问|门户网站首页)[\s_|｜\-—–·:：]*")


@dataclass(frozen=True, slots=True)
class Completed:
    """The entries with what the sites say of themselves, and what a person has to look at, in Chinese."""

    entries: tuple[Entry, ...]
    notes: tuple[str, ...]


def complete(
    listed: Listed,
    options: CollectOptions,
    now: datetime,
    progress: Callable[[Progress], None] | None = None,
) -> Completed:
    """Visit the home page of each site that lacks a name or a code, politely, and keep nothing of it.

    Raises:
        EvidenceError: there is no room for what is looked at meanwhile.
    """
    lacking = [e for e in listed.entries if listed.unnamed(e) or not e.get("site_code")]
    sites = [Site(id=_key(entry), name=entry["name"], url=entry["url"]) for entry in lacking]
    said: dict[str, _Said] = {}
    with tempfile.TemporaryDirectory(prefix="govsite-init-") as place:
        header = RunHeader("init", "0" * 64, now, __version__)
        with EvidenceFolder.create(Path(place) / "evidence", header) as folder:
            collect(sites, folder, options, progress=progress)
        with EvidenceFolder.open(Path(place) / "evidence") as folder:
            for site in sites:
                said[site.id] = _said(folder.load(site, now))
    return _merged(listed, said)


@dataclass(frozen=True, slots=True)
class _Said:
    """What a site says of itself, and where; ``unseen`` why nothing was seen of it."""

    name: str = ""
    name_from: str = ""
    code: str = ""
    code_from: str = ""
    unseen: str = ""


def _said(snapshot: Snapshot) -> _Said:
    home = snapshot.home
    if not home.seen:
        return _Said(unseen=why_unseen(home))
    labels = read_labels(document(snapshot, home))
    name, name_from = _first(((labels.site_name, "网页标签 SiteName"), (_titled(home.title), "页面标题")))
    shown = [mark.value for mark in snapshot.derive(read_footer).shown("code")]
    code, code_from = _first(
        ((_code(shown), "页面底部"), (_code([labels.site_id_code or ""]), "网页标签 SiteIDCode"))
    )
    return _Said(printable(name, NAME_CHARS), name_from, code, code_from)


def _first(candidates: Sequence[tuple[str | None, str]]) -> tuple[str, str]:
    return next(((text, where) for text, where in candidates if text), ("", ""))


def _titled(title: str) -> str:
    return _BESIDE.sub("", title).strip()


def _code(values: Sequence[str]) -> str:
    """The one code that is said; none where several are."""
    found = {value.lower() for value in values if _CODE.fullmatch(value)}
    return found.pop() if len(found) == 1 else ""


def _merged(listed: Listed, said: dict[str, _Said]) -> Completed:
    codes = Counter(one.code for one in said.values() if one.code)
    codes.update(entry["site_code"] for entry in listed.entries if entry.get("site_code"))
    entries, notes = [], []
    for entry in listed.entries:
        made, told = _one(listed, entry, said.get(_key(entry), _Said()), codes)
        entries.append(made)
        notes += [f"{made['url']}：{words}" for words in told]
    return Completed(tuple(entries), tuple(notes))


def _one(listed: Listed, entry: Entry, said: _Said, codes: Counter[str]) -> tuple[Entry, list[str]]:
    made: dict[str, Any] = dict(entry)
    if said.unseen:
        return made, [f"未能打开（{said.unseen}），名称和标识码请自行填写"]
    told = []
    if listed.unnamed(entry) and said.name:
        made["name"] = said.name
        if said.name_from != "网页标签 SiteName":
            told.append(f"名称“{said.name}”取自{said.name_from}，请核对")
    elif listed.unnamed(entry):
        told.append("网站没有说明名称，暂写域名，请自行填写")
    if not entry.get("site_code"):
        if not said.code:
            told.append("没有找到唯一的网站标识码，请自行填写")
        elif codes[said.code] > 1:
            told.append(f"标识码 {said.code} 不止一个网站在用，没有写入，请核对")
        else:
            made["site_code"] = said.code
            made.pop("id", None)
    return made, told


def _key(entry: Entry) -> str:
    return str(entry.get("id") or entry.get("site_code"))
