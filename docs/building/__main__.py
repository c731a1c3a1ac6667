"""``python -m building write``: all pages anew. ``python -m building reference``: those made from code alone.

``python -m building site``: the website in ``build/docs``.
"""

from __future__ import annotations

import sys

from govsite_checks.files import write_text

from . import consoles
from .pages import DOCS, PROJECT, reference, with_commands
from .website import build


def main(words: list[str]) -> int:
    """Do what the first word says; further words of ``write`` choose pages by a part of their names."""
    if words[:1] == ["site"]:
        sys.stdout.write(f"{build(PROJECT / 'build/docs') / 'index.html'}\n")
        return 0
    if words[:1] not in (["write"], ["reference"]):
        sys.stderr.write(f"{__doc__}\n")
        return 2
    for name, text in reference().items():
        (DOCS / name).parent.mkdir(exist_ok=True)
        write_text(DOCS / name, text, durable=False)
    for path in with_commands() if words[0] == "write" else ():
        if not words[1:] or any(word in path.name for word in words[1:]):
            ran = consoles.run(path.read_text("utf-8"))
            write_text(path, ran.text, durable=False)
            sys.stdout.write(
                f"{path.relative_to(PROJECT)}: {sum(seconds for _, seconds in ran.seconds):.0f} s\n"
            )
            sys.stdout.writelines(
                f"  {seconds:5.1f} s  {command.splitlines()[0]}\n" for command, seconds in ran.seconds
            )
            sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
