"""A profile's name or file to a Profile: read, laid over what it extends, or refused with every fault."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from pydantic import ValidationError

from govsite_checks import standards
from govsite_checks.model import printable
from govsite_checks.yamlfile import Fault, FileError, Node, faults_of, parse, read_text, suggestion
from govsite_checks.yamlfile.faults import shown
from govsite_checks.yamlfile.tree import path_text

from .laying import lay
from .models import SCORED, ProfileEntry
from .records import Profile, ProfileError

DEFAULT = "guideline-2017"
MAX_BYTES = 4 * 1024 * 1024
MAX_EXTENDS = 8

_BUILT_IN = files("govsite_checks.profiles") / "builtin"


@cache
def names() -> tuple[str, ...]:
    """The names of the built-in profiles."""
    found = (file.name for file in _BUILT_IN.iterdir())
    return tuple(sorted(name.removesuffix(".yaml") for name in found if name.endswith(".yaml")))


def load(name_or_path: str, base: Path | None = None) -> Profile:
    """The profile of a built-in name, or of a YAML file; a relative path starts at ``base``.

    Raises:
        ProfileError: with every fault at once.
    """
    return _load(name_or_path or DEFAULT, base or Path(), ())


def _load(name_or_path: str, base: Path, chain: tuple[str, ...]) -> Profile:
    if name_or_path in names():
        return _build(_read_built_in(name_or_path), base, chain)
    if not name_or_path.endswith((".yaml", ".yml")) and "/" not in name_or_path:
        raise ProfileError([Fault("标准", 0, 0, "", _unknown(name_or_path))])
    path = _resolved(base, name_or_path)
    return _build(_read_file(path), path.parent, (*chain, str(path)))


def _unknown(name: str) -> str:
    near = suggestion(name, names())
    known = f"可用：{'、'.join(names())}；也可给出 .yaml 文件的路径"
    return f"没有名为“{printable(name, 60)}”的标准；{near}{known}"


def _resolved(base: Path, text: str) -> Path:
    try:
        return (base / Path(text).expanduser()).resolve()
    except (OSError, ValueError, RuntimeError):
        raise ProfileError([Fault(printable(text, 200), 0, 0, "", "不是可用的路径；请检查")]) from None


@dataclass(frozen=True, slots=True)
class _Source:
    """A file that has the right shape."""

    file: str
    root: Node
    entry: ProfileEntry
    built_in: bool


def _read_built_in(name: str) -> _Source:
    resource = _BUILT_IN / f"{name}.yaml"
    return _source(resource.read_text("utf-8"), f"{name}.yaml", built_in=True)


def _read_file(path: Path) -> _Source:
    try:
        text = read_text(path, max_bytes=MAX_BYTES)
    except FileError as error:
        raise ProfileError(error.faults) from None
    return _source(text, shown(path), built_in=False)


def _source(text: str, file: str, *, built_in: bool) -> _Source:
    root, faults = parse(text, file)
    if root is None:
        raise ProfileError(faults)
    if not isinstance(root.value, dict):
        raise ProfileError(
            [*faults, Fault(file, root.line, root.column, "", "标准应由键值对组成，如 profile: beijing-2018")]
        )
    try:
        entry = ProfileEntry.model_validate(root.plain())
    except ValidationError as error:
        raise ProfileError([*faults, *faults_of(error, ProfileEntry, root, file)]) from None
    source = _Source(file, root, entry, built_in)
    faults += _faults_between(source)
    if faults:
        raise ProfileError(faults)
    return source


def _faults_between(source: _Source) -> list[Fault]:
    """Faults that no single value shows."""
    faults = []
    if not source.built_in and source.entry.profile in names():
        message = "与内置标准同名；请另起编号，需要沿用内置标准时写 extends"
        faults.append(_fault(source, ("profile",), message))
    known = standards.load()
    for index, id in enumerate(source.entry.basis or ()):
        if id not in known.clauses and id not in known.documents:
            near = suggestion(id, [*known.documents, *known.clauses])
            faults.append(
                _fault(source, ("basis", index), f"没有编号为“{printable(id, 60)}”的文件或条款；{near}")
            )
    for place, row in enumerate(source.entry.scoring.indicators or () if source.entry.scoring else ()):
        if row.clause and row.clause not in known.clauses:
            near = suggestion(row.clause, known.clauses)
            message = f"没有编号为“{printable(row.clause, 60)}”的条款；{near}"
            faults.append(_fault(source, ("scoring", "indicators", place, "clause"), message))
    for rule_id, rule in (source.entry.rules or {}).items():
        if rule.points is not None and rule.effect is not None and rule.effect not in SCORED:
            message = "只有 deduct（扣分）和 bonus（加分）才写 points"
            faults.append(_fault(source, ("rules", rule_id, "points"), message))
    return faults


def _fault(source: _Source, path: tuple[str | int, ...], message: str) -> Fault:
    node = source.root.find(path)
    return Fault(source.file, node.line, node.column, path_text(path), message)


def _build(source: _Source, base: Path, chain: tuple[str, ...]) -> Profile:
    """The profile of a file, laid over the one it extends."""
    under = None
    if source.entry.extends is not None:
        under = _load_under(source, base, chain)
    places = _places(source)
    profile, misfits = lay(source.entry, under, places)
    if misfits:
        faults = [_fault(source, path, message) for path, message in misfits]
        raise ProfileError(faults)
    return profile


def _load_under(source: _Source, base: Path, chain: tuple[str, ...]) -> Profile:
    wanted = source.entry.extends or ""
    try:
        if len(chain) >= MAX_EXTENDS or (wanted not in names() and str(_resolved(base, wanted)) in chain):
            raise ProfileError([_fault(source, ("extends",), f"extends 绕回了自己，或超过 {MAX_EXTENDS} 层")])
        return _load(wanted, base, chain)
    except ProfileError as error:
        if all(fault.line for fault in error.faults):
            raise
        # The file or name could not be found: point at the line that asks for it.
        faults = [_fault(source, ("extends",), f"{fault.message}（{fault.file}）") for fault in error.faults]
        raise ProfileError(faults) from None


def _places(source: _Source) -> dict[str, str]:
    rules = source.root.find(("rules",)).value if source.entry.rules else {}
    return {id: f"{source.file}:{node.key_line}:{node.key_column}" for id, node in rules.items()}
