"""What the documentation prints below a command is what the command says; the tutorial fits into its five minutes."""

from __future__ import annotations

import difflib
import re
from pathlib import Path

import pytest
from building import consoles
from building.pages import PROJECT, with_commands

MINUTES = 5
SHELL = re.compile(r"```console\n(.*?)```", re.DOTALL)
TUTORIAL = "docs/tutorial/gate.md"
PAGES = [path.relative_to(PROJECT).as_posix() for path in with_commands()]


def test_the_pages_for_every_user_run_their_commands() -> None:
    users = {f"docs/how-to/{name}.md" for name in ("office", "owner", "vendor")}
    assert {TUTORIAL, "docs/reference/exit-codes.md", *users} <= set(PAGES)


@pytest.mark.parametrize("name", PAGES)
def test_the_outputs_of_a_page_are_those_of_its_commands(name: str) -> None:
    text = (PROJECT / name).read_text("utf-8")
    ran = consoles.run(text)
    told = difflib.unified_diff(
        text.splitlines(), ran.text.splitlines(), "as written", "as run", lineterm="", n=1
    )
    assert ran.text == text, "\n".join([f"{name} is stale: run make docs", *told])
    if name == TUTORIAL:
        assert sum(seconds for _, seconds in ran.seconds) < MINUTES * 60, ran.seconds


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_a_newcomer_gates_a_site_from_the_readme(name: str) -> None:
    """The steps of the README in a fresh folder, with a site to be checked: what is wrong today, then nothing new."""
    block = next(body for body in SHELL.findall((PROJECT / name).read_text("utf-8")) if "gate.sh" in body)
    steps = "".join(f"$ {line.partition(' #')[0].rstrip()}\n" for line in block.splitlines())
    tutorial = (PROJECT / TUTORIAL).read_text("utf-8")
    given = "".join(f"<!-- file {file} -->\n```text\n{body}```\n" for file, body in consoles.files(tutorial))
    server = "$ python -m http.server 8080 --bind 127.0.0.1 --directory www &\n"
    ran = consoles.run(f"{given}<!-- run -->\n```console\n{server}{steps}```\n")
    outcomes = [part.rstrip().endswith("（退出码 1）") for part in ran.text.split("\n$ ")[2:]]
    assert outcomes == [False, True, False, False], ran.text
    assert " failed" not in ran.text.rpartition("\n$ ")[2]
    assert sum(seconds for _, seconds in ran.seconds) < MINUTES * 60, ran.seconds


def test_a_stale_output_and_a_new_exit_code_are_seen() -> None:
    page = "<!-- file a.txt -->\n```text\none\n```\n\n<!-- run -->\n```console\n$ cat a.txt\n{}```\n"
    assert consoles.run(page.format("one\n")).text == page.format("one\n")
    assert consoles.run(page.format("two\n")).text == page.format("one\n")
    failing = page.format("").replace("cat a.txt", "cat a.txt; exit 3")
    assert consoles.run(failing).text.endswith("one\n（退出码 3）\n```\n")


def test_what_differs_between_runs_is_written_alike() -> None:
    page = '<!-- run -->\n```console\n$ echo "1 passed in 0.51s" && pwd && echo 20261201-101112 && echo http://127.0.0.1:8080/\n```\n'
    ran = consoles.run(page)
    assert ran.text == page[:-4] + "1 passed in …s\n/home/me\n<时间>\nhttp://127.0.0.1:8080/\n```\n"
    assert [command.partition(" ")[0] for command, _ in ran.seconds] == ["echo"]


def test_only_a_marked_block_is_run(tmp_path: Path) -> None:
    page = f"```console\n$ touch {tmp_path}/made\n```\n"
    assert consoles.run(page).text == page
    assert not list(tmp_path.iterdir())
