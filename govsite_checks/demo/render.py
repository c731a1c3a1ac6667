"""The templates, and how a path is read from a request."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from urllib.parse import unquote_to_bytes

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

_TEMPLATES = Path(__file__).with_name("templates")


@cache
def environment() -> Environment:
    """The templates, compiled once."""
    return Environment(
        loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )


@cache
def resource(name: str) -> bytes:
    """A file that is sent as it is."""
    return (_TEMPLATES / name).read_bytes()


def script_tag(script: str) -> Markup:
    """A script of the page itself."""
    return Markup('<script type="text/javascript">\n{}\n</script>').format(Markup(script))  # noqa: S704


def readable(target: str | bytes) -> str:
    """A request target without its fragment, its escapes undone, read as UTF-8 or else as GBK."""
    sent = target.encode("latin-1", "replace") if isinstance(target, str) else target
    raw = unquote_to_bytes(sent.partition(b"#")[0])
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("gb18030", "replace")
