"""Parts of one run, from several machines, put together into the folder that a single run would have written."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

from govsite_checks import findings
from govsite_checks.evidence import EvidenceFolder, RunHeader, locate
from govsite_checks.evidence.layout import RUN, SITES, TEMPORARY
from govsite_checks.files import replaced_file
from govsite_checks.model import Judgement, Rule
from govsite_checks.outputs import FINDINGS, SUMMARY, write_outputs
from govsite_checks.run import Handoff, Run, prepare
from govsite_checks.settings import DEFAULT_FAIL_ON, Settings

MAX_LINE = 64 * 1024 * 1024
MAX_NAMED = 20


class MergeError(Exception):
    """Folders that do not go together; the message is Chinese: what, where, what to do."""


@dataclass(frozen=True, slots=True)
class Part:
    """The report folder of one part: which run it is of, and where its evidence lies."""

    folder: Path
    evidence: Path
    header: RunHeader
    fail_on: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Block:
    """The lines of one site: where they stand in which file."""

    path: Path
    start: int
    size: int


@dataclass(frozen=True, slots=True)
class Merged:
    """The merged report, and the sites of the inventory that no part holds."""

    report: Path
    sites: int
    missing: tuple[str, ...]


def merge(
    inventory: Path, folders: Sequence[Path], target: Path, settings: Settings, rules: Mapping[str, Rule]
) -> Merged:
    """Merge the report folders of the parts of a run; the order of the folders does not matter.

    The evidence is linked where the file system can, else copied. ``target`` appears when it is whole.

    Raises:
        MergeError: the parts are not of one run, a site is in two of them, or a file is damaged.
        InventoryError, ProfileError, EvidenceError, RuleSetError, RunError: something cannot be used.
        OSError: a file cannot be read or written.
    """
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise MergeError(f"{target} 不是空目录；请换一个目录")
    parts = [_part(folder) for folder in dict.fromkeys(folder.resolve() for folder in folders)]
    header = _common(parts)
    with PartFindings([part.folder / FINDINGS for part in parts]) as judged:
        target.parent.mkdir(parents=True, exist_ok=True)
        draft = target.parent / f".{target.name}{TEMPORARY}"
        shutil.rmtree(draft, ignore_errors=True)
        try:
            _gather(parts, draft / "evidence")
            run = _run(inventory, settings, rules, header, draft, judged)
            merged = _write(run, judged, parts[0].fail_on)
            if target.exists():
                target.rmdir()
            draft.rename(target)
        except BaseException:
            shutil.rmtree(draft, ignore_errors=True)
            raise
    return replace(merged, report=target / merged.report.name)


class PartFindings:
    """The lines of several ``findings.jsonl``, found by site and read when asked for."""

    def __init__(self, paths: Sequence[Path]) -> None:
        """Go through the files once.

        Raises:
            MergeError: a site is in two files, or a line is no judgement.
            OSError: a file cannot be read.
        """
        self.blocks: dict[str, _Block] = {}
        self.rules: dict[str, int] = {}
        self.profiles: set[str] = set()
        self._open: dict[Path, BinaryIO] = {}
        twice: dict[str, tuple[Path, Path]] = {}
        for path in paths:
            for site, block in _blocks(path, self._note):
                if (known := self.blocks.setdefault(site, block)) is not block:
                    twice[site] = (known.path, path)
        if twice:
            site, (one, other) = next(iter(twice.items()))
            raise MergeError(
                f"{len(twice)} 个网站在不止一处出现：{_named(twice)}；如 {site} 在 {one} 和 {other} 中都有，"
                "请去掉重复的一份"
            )

    def _note(self, row: Mapping[str, Any], where: str) -> None:
        rule, version = str(row["rule"]), int(row["rule_version"])
        if self.rules.setdefault(rule, version) != version:
            raise MergeError(f"{where}：规则 {rule} 的版本与其他部分不同；各部分须用同一版本检查")
        self.profiles.add(str(row["profile"]))

    def of(self, site: str) -> Sequence[Judgement]:
        """The judgements of a site, by rule id."""
        return [findings.from_json(line) for line in self._text(site).decode("utf-8").splitlines()]

    def all(self, sites: Sequence[str]) -> Iterator[Judgement]:
        """Every judgement, in the order of the sites and then by rule id."""
        for site in sites:
            yield from self.of(site)

    def write(self, path: Path, sites: Sequence[str]) -> None:
        """Write the lines of the sites as they are, whole or not at all."""
        with replaced_file(path) as target:
            for site in sites:
                target.write(self._text(site))

    def _text(self, site: str) -> bytes:
        block = self.blocks[site]
        if block.path not in self._open:
            self._open[block.path] = block.path.open("rb")
        stream = self._open[block.path]
        stream.seek(block.start)
        return stream.read(block.size)

    def __enter__(self) -> PartFindings:
        return self

    def __exit__(self, *_: object) -> None:
        for stream in self._open.values():
            stream.close()


def _blocks(path: Path, note: Any) -> Iterator[tuple[str, _Block]]:
    """The lines of a file, site by site."""
    current, start, end, last = "", 0, 0, ""
    with path.open("rb") as stream:
        for number, line in enumerate(iter(lambda: stream.readline(MAX_LINE), b""), start=1):
            where = f"{path}:{number}"
            try:
                row = json.loads(line)
                site, rule = str(row["site"]), str(row["rule"])
                note(row, where)
            except (ValueError, KeyError, TypeError):
                raise MergeError(f"{where}：不是一条检查结论；请重新获取这个文件") from None
            if site != current:
                if current:
                    yield current, _Block(path, start, end - start)
                current, start, last = site, end, ""
            if rule <= last or not line.endswith(b"\n"):
                raise MergeError(f"{where}：顺序不对或不完整，文件可能被改动过；请重新获取")
            last, end = rule, end + len(line)
    if current:
        yield current, _Block(path, start, end - start)


def _part(folder: Path) -> Part:
    if not (folder / FINDINGS).is_file():
        raise MergeError(f"{folder} 不是检查报告目录（没有 {FINDINGS}）；请给出各部分的报告目录")
    evidence = locate(folder)
    with EvidenceFolder.open(evidence) as opened:
        header = opened.header
    return Part(folder, evidence, header, _fail_on(folder / SUMMARY))


def _fail_on(path: Path) -> tuple[str, ...]:
    try:
        return tuple(str(word) for word in json.loads(path.read_text(encoding="utf-8"))["fail_on"])
    except FileNotFoundError:
        return DEFAULT_FAIL_ON
    except (ValueError, KeyError, TypeError):
        raise MergeError(f"{path} 已损坏；请重新获取这个文件") from None


def _common(parts: Sequence[Part]) -> RunHeader:
    """What all parts have in common.

    Raises:
        MergeError: they are not of one run.
    """
    first = parts[0]
    for part in parts[1:]:
        one, other = first.header, part.header
        pair = f"{first.folder} 与 {part.folder}"
        if one.inventory_digest != other.inventory_digest:
            raise MergeError(f"{pair} 不是同一份台账的检查；请分别合并")
        if one.as_of != other.as_of:
            raise MergeError(
                f"{pair} 的监测时间点不同（{one.as_of:%Y-%m-%d %H:%M:%S} 与 {other.as_of:%Y-%m-%d %H:%M:%S}）；"
                "各部分检查时请用 --govsite-as-of 指定同一时间点"
            )
        if one != other:
            raise MergeError(f"{pair} 的工具版本或访问设置不同；各部分须一致")
        if first.fail_on != part.fail_on:
            raise MergeError(f"{pair} 的 fail-on 设置不同；各部分须一致")
    return first.header


def _gather(parts: Sequence[Part], evidence: Path) -> None:
    """Bring the evidence of all parts into one folder."""
    (evidence / SITES).mkdir(parents=True)
    shutil.copyfile(parts[0].evidence / RUN, evidence / RUN)
    for part in parts:
        for folder in sorted((part.evidence / SITES).iterdir()):
            if folder.name.startswith(TEMPORARY) or not folder.is_dir():
                continue
            if (evidence / SITES / folder.name).exists():
                raise MergeError(
                    f"网站 {folder.name} 的证据在不止一处出现，{part.folder} 中也有；请去掉重复的一份"
                )
            shutil.copytree(folder, evidence / SITES / folder.name, copy_function=_link, symlinks=True)


def _link(source: str, target: str) -> None:
    """Link a file, or copy it where it lies on another disk: evidence is never changed once it is whole."""
    with suppress(OSError):
        os.link(source, target, follow_symlinks=False)
        return
    shutil.copyfile(source, target)


def _run(
    inventory: Path,
    settings: Settings,
    rules: Mapping[str, Rule],
    header: RunHeader,
    draft: Path,
    judged: PartFindings,
) -> Run:
    """The run that the parts are of, as far as its outputs need it."""
    handoff = Handoff(header.as_of.isoformat(), str(draft), str(draft / "evidence"))
    run = prepare(inventory, settings, rules, now=datetime.now(UTC), base=Path.cwd(), handoff=handoff)
    if run.inventory.digest != header.inventory_digest:
        raise MergeError(f"{inventory} 与各部分所用的台账不同，或台账已改动；请改回原台账")
    if judged.profiles - {run.profile.id}:
        found = "、".join(sorted(judged.profiles))
        raise MergeError(f"各部分按标准 {found} 判定，不是 {run.profile.id}；请用 --profile 指定同一标准")
    for rule, version in judged.rules.items():
        if rule not in rules or rules[rule].version != version:
            raise MergeError(f"规则 {rule}（版本 {version}）与已安装的不同；请用检查时的版本合并")
    run.rules = {id: rule for id, rule in rules.items() if id in judged.rules}
    return run


def _write(run: Run, judged: PartFindings, fail_on: Sequence[str]) -> Merged:
    sites = tuple(site for site in run.inventory.sites if site.id in judged.blocks)
    if unknown := sorted(set(judged.blocks) - {site.id for site in sites}):
        raise MergeError(f"台账中没有这些网站：{_named(unknown)}")
    if not sites:
        raise MergeError("各部分都没有检查结论，没有可以合并的内容")
    try:
        facts = {site.id: run.facts(site.id) for site in sites}
        report = write_outputs(run, sites, facts, judged, fail_on).report
    finally:
        run.close()
    missing = tuple(site.id for site in run.inventory.sites if site.id not in judged.blocks)
    return Merged(report, len(sites), missing)


def _named(ids: Sequence[str] | Mapping[str, object]) -> str:
    listed = list(ids)
    more = f" 等 {len(listed)} 个" if len(listed) > MAX_NAMED else ""
    return "、".join(listed[:MAX_NAMED]) + more
