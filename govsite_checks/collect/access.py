"""What the user's own staging sites ask of those who may see them. It is sent to their hosts alone, and is kept nowhere."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from types import MappingProxyType
from urllib.parse import quote

# A shorter word would be found all over a page by chance.
LEAST_SECRET = 4
_CODING = re.compile(rb"(?im)^(?:content-encoding|content-length)[ \t]*:[^\n]*\n")


@dataclass(frozen=True, slots=True)
class HostAccess:
    """The way into one host: a user name with a password, header fields, a client certificate.

    ``headers`` are lines such as ``X-Preview: token``, ``certificate`` and ``key`` PEM, the key often in the same text.
    Nothing of it is part of ``repr``, so that no traceback tells it.
    """

    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    certificate: bytes = field(default=b"", repr=False)
    key: bytes = field(default=b"", repr=False)
    key_password: str = field(default="", repr=False)

    @property
    def fields(self) -> tuple[tuple[str, str], ...]:
        """The header fields that are sent, the one of the password included."""
        if not self.user:
            return self.headers
        token = base64.b64encode(f"{self.user}:{self.password}".encode()).decode()
        return (("Authorization", f"Basic {token}"), *self.headers)

    @property
    def lines(self) -> list[str]:
        """The same as lines of a request."""
        return [f"{name}: {value}" for name, value in self.fields]

    @property
    def secrets(self) -> tuple[str, ...]:
        """Every text that may not be found in anything that is kept."""
        values = [value for _, value in self.fields]
        said = (self.password, self.key_password, *values, *(value.rpartition(" ")[2] for value in values))
        return said + tuple(form for text in said for form in _derived(text))


class Access:
    """The ways into the hosts of a run, and what is to be masked wherever a server may have said it back."""

    def __init__(
        self, hosts: Mapping[str, HostAccess] = MappingProxyType({}), more: tuple[str, ...] = ()
    ) -> None:
        self._hosts = dict(hosts)
        texts = {text for host in hosts.values() for text in host.secrets} | set(more)
        written = {form for text in texts if len(text) >= LEAST_SECRET for form in _written(text)}
        found = sorted(written, key=lambda text: (-len(text), text))
        self.longest = max(map(len, found), default=0)
        self._texts = re.compile("|".join(map(re.escape, found))) if found else None
        encoded = sorted(
            {form for text in found for form in _forms(text)}, key=lambda form: (-len(form), form)
        )
        self._bytes = re.compile(b"|".join(map(re.escape, encoded))) if encoded else None

    def of(self, host: str) -> HostAccess | None:
        """The way into a host; None where nothing is to be sent."""
        return self._hosts.get(host)

    @property
    def hosts(self) -> Mapping[str, HostAccess]:
        """The ways into all hosts."""
        return self._hosts

    @property
    def has_secrets(self) -> bool:
        """Whether there is anything to mask."""
        return self._bytes is not None

    def masked(self, data: bytes) -> bytes:
        """Bytes of the same length without any secret."""
        return data if self._bytes is None else self._bytes.sub(lambda found: b"*" * len(found[0]), data)

    def masked_text(self, text: str) -> str:
        """A text of the same length without any secret."""
        return text if self._texts is None else self._texts.sub(lambda found: "*" * len(found[0]), text)


def _derived(text: str) -> tuple[str, ...]:
    """What a server makes of a text before it says it back: base64, with and without its padding, and other cases."""
    if len(text) < LEAST_SECRET:
        return ()
    data = text.encode()
    coded = {code(data).decode() for code in (base64.b64encode, base64.urlsafe_b64encode)}
    return (*sorted(coded), *sorted(form.rstrip("=") for form in coded), text.lower(), text.upper())


def _written(text: str) -> set[str]:
    """How a text stands in a page, in an attribute, in an address, in a script."""
    scripted = json.dumps(text)[1:-1]
    in_pages = {text, escape(text, quote=False), escape(text), quote(text), quote(text, safe="")}
    return in_pages | {scripted, scripted.replace("/", "\\/")}


def _forms(text: str) -> set[bytes]:
    """The bytes of a text, by the encodings of pages."""
    return {text.encode("utf-8"), text.encode("gb18030"), text.encode("utf-16-le")}


def without_coding(head: bytes) -> bytes:
    """A head for a body that is kept without its content coding, because a secret stood in it."""
    return _CODING.sub(b"", head)
