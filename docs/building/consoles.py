"""Console blocks of the documentation, run where they are shown, so that what a page prints is what a reader gets.

In a page, ``<!-- file NAME -->`` before a fenced block writes the block into the page's own temporary folder, and
``<!-- run -->`` before a ``console`` block runs its lines that begin with ``$``, one after another, in that folder. What
follows a command in the block is its output; a code other than 0 stands in the last line. A command that ends with ``&``
serves until the page is through. Whatever differs between two runs or machines is written the same way.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

RECIPES = Path(__file__).parents[1] / "recipes"
SECONDS = 240  # that one command may take
PORT = "8080"  # as the pages write it; each run takes a free one
_BLOCK = re.compile(
    r"(<!-- (?P<kind>run|file)(?: (?P<name>[^\s>]+))? -->\n+```\w+\n)(?P<body>.*?)(?=^```$)",
    re.DOTALL | re.MULTILINE,
)
_ALIKE = (
    (re.compile(r"\b\d+\.\d\d?s\b(?: \(\d:\d\d:\d\d\))?"), "…s"),
    (re.compile(r"\b20\d{6}-\d{6}(?:-\d+)?\b"), "<时间>"),
    (re.compile(r"[ \t]+$", re.MULTILINE), ""),
)


@dataclass
class Ran:
    """A page with the outputs of its commands, and how many seconds each command took."""

    text: str
    seconds: list[tuple[str, float]] = field(default_factory=list)


def is_run(text: str) -> bool:
    """Whether a page has anything to run."""
    return any(found["kind"] == "run" for found in _BLOCK.finditer(text))


def run(text: str) -> Ran:
    """Run the commands of a page in their order.

    Raises:
        RuntimeError: a command took too long, or a server did not answer.
    """
    with tempfile.TemporaryDirectory(prefix="govsite-docs-") as name:
        session = _Session(Path(name).resolve())
        try:
            ran = Ran("", session.seconds)
            ran.text = _BLOCK.sub(session.block, text)
            return ran
        finally:
            session.close()


def files(text: str) -> Iterator[tuple[str, str]]:
    """The files that a page asks its reader to write: name and content."""
    for found in _BLOCK.finditer(text):
        if found["kind"] == "file":
            yield found["name"], found["body"]


class _Session:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = _free_port()
        self.seconds: list[tuple[str, float]] = []
        self.servers: list[subprocess.Popen[bytes]] = []
        shutil.copy(RECIPES / "gate.sh", folder)

    def block(self, found: re.Match[str]) -> str:
        if found["kind"] == "file":
            path = self.folder / found["name"]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(found["body"].replace(PORT, self.port), encoding="utf-8")
            return found[0]
        return found[1] + "".join(self._shown(command) for command in _commands(found["body"]))

    def _shown(self, command: str) -> str:
        begun = time.monotonic()
        output = self._serve(command) if command.endswith("&") else self._run(command)
        self.seconds.append((command, time.monotonic() - begun))
        return f"$ {command}\n{output}"

    def _serve(self, command: str) -> str:
        self.servers.append(
            subprocess.Popen(
                ["bash", "-c", f"exec {self._here(command[:-1])}"],
                cwd=self.folder,
                env=_environment(self.folder),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        )
        for _ in range(300):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", int(self.port))) == 0:
                    return ""
            time.sleep(0.1)
        raise RuntimeError(f"nothing answers: {command}")

    def _run(self, command: str) -> str:
        try:
            done = subprocess.run(
                ["bash", "-c", self._here(command)],
                cwd=self.folder,
                env=_environment(self.folder),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                timeout=SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise RuntimeError(f"more than {SECONDS} s: {command}") from None
        output = done.stdout.decode("utf-8", "replace").rstrip()
        lines = [self._alike(output)] if output else []
        lines += [f"（退出码 {done.returncode}）"] if done.returncode else []
        return "".join(f"{line}\n" for line in lines)

    def _here(self, command: str) -> str:
        return command.replace(PORT, self.port)

    def _alike(self, output: str) -> str:
        output = output.replace(str(self.folder), "/home/me").replace(f":{self.port}", f":{PORT}")
        for pattern, words in _ALIKE:
            output = pattern.sub(words, output)
        return output

    def close(self) -> None:
        for server in self.servers:
            server.terminate()
            server.wait(10)


def _commands(body: str) -> Iterator[str]:
    """The commands of a block; one that ends with a backslash goes on in the next line."""
    lines = iter(body.splitlines())
    for line in lines:
        if line.startswith("$ "):
            command = line[2:]
            while command.endswith("\\"):
                command += "\n" + next(lines, "")
            yield command


def _environment(folder: Path) -> dict[str, str]:
    """Nothing of the caller's own settings: a page reads the same on each machine."""
    return {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(folder),
        "LANG": "C.UTF-8",
        "COLUMNS": "100",
        "NO_COLOR": "1",
        "PYTEST_ADDOPTS": "-p no:cacheprovider",
    }


def _free_port() -> str:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return str(free.getsockname()[1])
