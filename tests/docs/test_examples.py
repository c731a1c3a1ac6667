"""Every command and every file that a page shows is one that the program takes."""

from __future__ import annotations

import argparse
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from building import consoles
from building.pages import PROJECT, reference, written

from govsite_checks import access_file, cli, inventory, profiles, registry
from govsite_checks.exports.places import SourceMap
from govsite_checks.plugin import options as plugin_options

PAGES = [path.relative_to(PROJECT).as_posix() for path in written()] + [
    path.relative_to(PROJECT).as_posix() for path in sorted((PROJECT / "changelog.d").glob("*.md"))
]
SHELL = re.compile(r"```(?:console|bash|sh|powershell)\n(.*?)```", re.DOTALL)
INLINE = re.compile(r"`((?:govsite|pytest|python -m pytest) [^`]+)`")
CHECKED = re.compile(r"<!-- check ([\w-]+) -->\n+```yaml\n(.*?)```", re.DOTALL)
YAML = re.compile(r"```yaml\n(.*?)```", re.DOTALL)


def text(name: str) -> str:
    return (PROJECT / name).read_text("utf-8")


def commands(page: str) -> Iterator[str]:
    """The command lines of a page, whole ones in blocks and within sentences."""
    for block in SHELL.findall(page):
        for line in re.sub(r"[\\`]\n\s*", "", block).splitlines():
            yield from re.split(r"\s(?:&&|\|)\s|;\s", line.removeprefix("$ "))
    yield from INLINE.findall(page)


def words(command: str) -> list[str]:
    parts = shlex.split(command, comments=True)
    while parts and re.fullmatch(r"[A-Z_]+=.*", parts[0]):
        del parts[0]
    return parts[2:] if parts[:2] == ["python", "-m"] else parts


def govsite(parts: list[str]) -> None:
    """Parse as the command does; a mere name of a command (``govsite notice``) is one that exists."""
    parser = cli._parser()
    while (
        parts and parser._subparsers and parts[0] in (choices := parser._subparsers._group_actions[0].choices)
    ):
        parser, parts = choices[parts[0]], parts[1:]
    parser.exit_on_error = False
    if any(
        re.fullmatch(r"[A-Z]+(\.\w+)?", part) for part in parts
    ):  # words that stand for a value: KIND, FILE.xlsx
        assert {part for part in parts if part.startswith("-")} <= set(parser._option_string_actions)
    elif parts not in ([], ["--help"]):
        parser.parse_args([part for part in parts if part not in {">", "2>/dev/null"}])


def pytest_line(parts: list[str], parser: pytest.Parser) -> None:
    known = parser._getparser() if hasattr(parser, "_getparser") else parser.optparser
    _, rest = known.parse_known_args(parts)
    assert not [word for word in rest if word.startswith("-") and not word.startswith("-n")], rest


@pytest.mark.parametrize("name", PAGES)
def test_every_command_of_a_page_parses(name: str, pytestconfig: pytest.Config) -> None:
    for command in commands(text(name)):
        if "…" in command or not command.startswith(("govsite", "pytest", "python -m pytest", "BASE_URL")):
            continue
        program, *parts = words(command) or [""]
        try:
            if program == "govsite":
                govsite(parts)
            elif program == "pytest":
                pytest_line(parts, pytestconfig._parser)
        except (SystemExit, Exception) as error:
            raise AssertionError(f"{name}: {command}") from error


@pytest.mark.parametrize("name", PAGES)
def test_every_option_that_a_page_names_exists(name: str) -> None:
    known = {f"--govsite-{option.name}" for option in plugin_options.OPTIONS}
    used = set(re.findall(r"--govsite-[a-z][a-z\-]*[a-z]", text(name)))
    assert used <= known, used - known


@pytest.mark.parametrize("name", PAGES)
def test_every_file_that_a_page_shows_can_be_used(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = text(name)
    wrong = [body for file, body in consoles.files(page) if file.startswith("wrong")]
    for number, body in enumerate(YAML.findall(page)):
        path = tmp_path / f"{number}.yaml"
        path.write_text(body, encoding="utf-8")
        if body.startswith("inventory:") and body not in wrong:
            assert inventory.load(path).sites
        elif body.startswith("profile:"):
            used(path)
    monkeypatch.setenv("STAGING_PASSWORD", "not-a-real-one")
    monkeypatch.setenv("GATE_TOKEN", "not-a-real-one-either")
    for kind, body in CHECKED.findall(page):
        path = tmp_path / f"{kind}.yaml"
        path.write_text(body, encoding="utf-8")
        {"access": access_file.load, "source-map": SourceMap.load, "profile": used}[kind](path)


def used(path: Path) -> None:
    """A profile that loads and, where its rules are installed, fits them."""
    profile = profiles.load(str(path))
    rules = registry.gather(registry.installed())
    if set(profile.effects) <= set(rules):
        assert not profiles.check(profile, rules)


def test_commands_that_are_wrong_are_seen(pytestconfig: pytest.Config) -> None:
    assert list(commands("`govsite rules`\n```console\n$ pytest --sites a \\\n  -q | tail\n```")) == [
        "pytest --sites a -q",
        "tail",
        "govsite rules",
    ]
    with pytest.raises((SystemExit, argparse.ArgumentError)):
        govsite(["census", "--quarters", "2018Q3"])
    with pytest.raises(AssertionError):
        pytest_line(["--govsite-only-one", "x"], pytestconfig._parser)


@pytest.mark.parametrize("name", [*PAGES, *(f"docs/{name}" for name in reference())])
def test_every_link_of_a_page_leads_somewhere(name: str) -> None:
    page = re.sub(r"```.*?```", "", text(name), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)\s#]+)(?:#[^)]*)?\)", page):
        if not re.match(r"[a-z]+:", target):
            base = PROJECT if name.startswith("changelog.d/") else (PROJECT / name).parent
            assert (base / target).exists(), target
