"""The layers of ARCHITECTURE.md, held: what each room may import of ours, and that the page lists every room."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "govsite_checks"
RUNNER = {"plugin", "pytest_plugin", "hookspecs", "cli"}
LAYERS: dict[str, set[str]] = {
    "__init__": {"model"},
    "model": set(),
    "wording": {"model"},
    "waivers": {"model"},
    "files": set(),
    "yamlfile": {"model"},
    "reading": {"model", "wording"},
    "sample": {"model", "wording"},
    "rules": {"model", "reading", "sample", "wording"},
    "registry": {"model"},
    "evaluate": {"model", "sample", "wording"},
    "findings": {"model"},
    "standards": {"yamlfile"},
    "profiles": {"model", "standards", "yamlfile"},
    "inventory": {"model", "yamlfile"},
    "evidence": {"model", "reading", "files", "version"},
    "collect": {"model", "wording", "reading", "evidence", "version"},
    "score": {"model", "profiles"},
    "visits": {"model"},
    "sampler": {"model", "collect", "evidence", "visits"},
    "summary": {"model", "wording", "reading", "findings", "evaluate", "waivers", "profiles", "score"},
    "report": {
        "census",
        "model",
        "wording",
        "findings",
        "standards",
        "summary",
        "files",
        "waivers",
        "profiles",
        "score",
    },
    "office": {"model", "files", "yamlfile"},
    "importing": {"inventory", "office", "yamlfile", "files"},
    "census": {"model", "wording", "summary"},
    "history": {"model", "wording", "census", "summary", "waivers"},
    "ledgers": {"model", "office", "census", "summary", "reading", "yamlfile"},
    "notice": {"model", "wording", "office", "census", "ledgers", "files"},
    "rulebook": {"model", "wording", "evaluate", "standards", "profiles"},
    "demo": set(),
    "settings": {"model"},
    "browsing": {"collect", "settings"},
    "folders": {"evidence", "model", "settings"},
    "progress": {"collect"},
    "base_urls": {"inventory", "settings"},
    "access_file": {"collect", "yamlfile"},
    "baseline": {"model", "files", "yamlfile"},
    "gate": {"model", "waivers", "baseline"},
    "exports": {"model", "wording", "files", "yamlfile"},
    "audit": {"model", "collect", "evidence"},
    "pictures": {"model", "collect", "evidence"},
}
LAYERS["run"] = set(LAYERS) | {"version"}
LAYERS["outputs"] = {"model", "evidence", "files", "report", "run", "summary", "version"}
LAYERS["merge"] = {"model", "evidence", "files", "findings", "outputs", "run", "settings"}
LAYERS["doctor"] = {"model", "collect", "pictures"}
LAYERS["laws"] = {"model", "evaluate"}
LAYERS["scaffold"] = {"files"}
LAYERS["selfcheck"] = {"model", "findings", "files", "office", "wording"}
LAYERS["first_inventory"] = {
    *("model", "evaluate", "evidence", "collect", "reading", "importing", "office", "yamlfile", "version"),
}
LAYERS["commands"] = set(LAYERS) | {"version"}
LAYERS["cli"] = set(LAYERS) | {"version"}
LAYERS["hookspecs"] = {"model"}
LAYERS["plugin"] = set(LAYERS) - {"cli", "commands"} | {"version"}
LAYERS["pytest_plugin"] = set(LAYERS) - {"cli", "commands"} | {"version"}


def modules() -> Iterator[tuple[str, Path]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        yield parts[0], path


def imports_in(source: str, package: tuple[str, ...]) -> Iterator[str]:
    """Every module that a source imports, anywhere in it, relative imports made absolute."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            stem = ".".join([*base, *([node.module] if node.module else [])])
            yield from (f"{stem}.{alias.name}" for alias in node.names)


@cache
def imports(path: Path) -> tuple[str, ...]:
    package = ("govsite_checks", *path.relative_to(PACKAGE).parent.parts)
    return tuple(imports_in(path.read_text(encoding="utf-8"), package))


def rooms_of(name: str) -> str | None:
    parts = name.split(".")
    if parts[0] != "govsite_checks":
        return None
    if len(parts) == 1:
        return "__init__"
    return "version" if parts[1] == "__version__" else parts[1]


@pytest.mark.parametrize(("room", "path"), list(modules()))
def test_each_room_imports_only_what_its_layer_allows(room: str, path: Path) -> None:
    allowed = LAYERS[room] | {room}
    found = {name: rooms_of(name) for name in imports(path)}
    wrong = {name for name, target in found.items() if target is not None and target not in allowed}
    assert not wrong, f"{path.relative_to(ROOT)} must not import {sorted(wrong)}"


def test_the_collector_takes_nothing_of_the_evidence_but_the_exchange() -> None:
    for path in (PACKAGE / "collect").rglob("*.py"):
        taken = {name for name in imports(path) if rooms_of(name) == "evidence"}
        assert all(name.startswith("govsite_checks.evidence.exchange") for name in taken), path


@pytest.mark.parametrize("library", ["pycurl", "socket", "urllib.request", "http.client", "playwright"])
def test_only_the_collector_touches_the_network(library: str) -> None:
    users = {room for room, path in modules() if any(name.split(".")[0] == library for name in imports(path))}
    assert users <= {"collect", "demo"}


def test_the_page_lists_every_room() -> None:
    page = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    listed = {re.sub(r"\.py$|/$", "", name) for name in re.findall(r"`([a-z_]+(?:\.py|/))`", page)}
    rooms = {room for room, _ in modules()} - {"__init__"}
    assert rooms <= listed


def test_an_import_of_a_higher_layer_would_be_seen() -> None:
    source = "from govsite_checks.collect import collect\ndef f():\n    from ..run import Run\n"
    found = {rooms_of(name) for name in imports_in(source, ("govsite_checks", "rules"))}
    assert found == {"collect", "run"}
