"""The website: the pages as they lie in ``docs``, built in a folder of their own, without a network."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

from .pages import DOCS

# The builder's bundle knows addresses of optional parts that no page here uses; a page itself asks nobody for anything.
_OUTSIDE = re.compile(r"""<(?:script|link|img|iframe)\b[^>]*\b(?:src|href)=["']?(?:https?:)?//[^"'>\s]+""")
# A line that ends within a Chinese sentence: a browser would put a space there.
_JOIN = re.compile(
    r"(?<=[\u2018-\u201f\u3000-\u9fff\uff00-\uffef)])\n(?=[\u2018-\u201f\u3000-\u9fff\uff00-\uffef\[])"
)
_LEFT_OUT = ("building", "__pycache__", ".cache", "zensical.toml")


def build(folder: Path) -> Path:
    """Build the website under ``folder`` and return the folder of its pages.

    Raises:
        RuntimeError: a link leads nowhere, or a page would load something from elsewhere.
    """
    if folder.exists():
        shutil.rmtree(folder)
    shutil.copytree(DOCS, folder / "docs", ignore=shutil.ignore_patterns(*_LEFT_OUT))
    shutil.copy(DOCS / "zensical.toml", folder)
    for path in (folder / "docs").rglob("*.md"):
        path.write_text(_within(path.read_text("utf-8"), path, folder / "docs"), encoding="utf-8")
    done = subprocess.run(
        [Path(sys.executable).parent / "zensical", "build", "--strict", "-f", folder / "zensical.toml"],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(done.stdout + done.stderr)
    site = folder / "site"
    _searchable_from_files(site)
    if outside := [
        f"{path.relative_to(site)}: {found}" for path in site.rglob("*.html") for found in outward(path)
    ]:
        raise RuntimeError("\n".join(outside))
    return site


def _searchable_from_files(site: Path) -> None:
    """Let the search work where a page is opened by double click: an index that is a script, and no worker."""
    index = (site / "search.json").read_text("utf-8")
    (site / "search.js").write_text(f"var __index = {index};\n", encoding="utf-8")
    for page in site.rglob("*.html"):
        up = "../" * (len(page.relative_to(site).parts) - 1)
        text = page.read_text("utf-8")
        page.write_text(
            text.replace("</head>", f'<script src="{up}assets/offline.js"></script></head>', 1), "utf-8"
        )


def outward(page: Path) -> list[str]:
    """What a built page would load from elsewhere."""
    return [found for found in _OUTSIDE.findall(page.read_text("utf-8")) if "canonical" not in found]


def _within(text: str, page: Path, docs: Path) -> str:
    """The page as the builder should read it: everything but its fenced blocks made fit for the website."""
    text = re.sub(r"<!-- file (\S+) -->\n+```(\w+)$", r'```\2 title="\1"', text, flags=re.MULTILINE)
    parts = re.split(r"(^```.*?^```$)", text, flags=re.DOTALL | re.MULTILINE)
    parts[::2] = [_JOIN.sub("", _linked(part, page, docs)) for part in parts[::2]]
    return "".join(parts)


def _linked(text: str, page: Path, docs: Path) -> str:
    """The text with links to files outside of the website turned into plain words."""

    def link(found: re.Match[str]) -> str:
        target = found[2].partition("#")[0]
        stays = not target or re.match(r"[a-z]+:", target) or _is_inside(page, target, docs)
        return found[0] if stays else found[1]

    return re.sub(r"(?<!!)\[([^\]\n]+)\]\(([^)\s]+)\)", link, text)


def _is_inside(page: Path, target: str, docs: Path) -> bool:
    """Whether a link stays within the website, or leads nowhere, which is for the builder to say."""
    return (page.parent / target).resolve().is_relative_to(docs.resolve())
