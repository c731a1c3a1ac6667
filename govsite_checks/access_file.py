"""The file in which a user says how to enter staging sites: YAML, with secrets from the environment or from files only."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from govsite_checks.collect.access import Access, HostAccess
from govsite_checks.yamlfile import Fault, FileError, read_model
from govsite_checks.yamlfile.faults import shown

MAX_HOSTS = 200
MAX_SECRET = 8192
MAX_PEM = 256 * 1024
# Shorter values of a login's cookies are settings, such as zh-CN, and stand on every page.
LEAST_LOGIN = 12
_HOST = re.compile(r"[a-z0-9]([a-z0-9.\-]{0,251}[a-z0-9])?")
_NAME = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~\-]{1,64}")
# What a request's framing hangs on, and what the collector says itself.
_OURS = frozenset(
    {"host", "content-length", "transfer-encoding", "connection", "user-agent", "accept-encoding"}
)
_Text = Annotated[str, StringConstraints(strict=True, min_length=1, max_length=500)]


class AccessError(FileError):
    """The file cannot be used; every fault is one line of Chinese with its place. No secret is ever told."""


class _Secret(BaseModel):
    """Where a secret is: a variable of the environment, or a file whose first line it is."""

    model_config = ConfigDict(extra="forbid")

    env: _Text | None = None
    file: _Text | None = None


class _Host(BaseModel):
    model_config = ConfigDict(extra="forbid")

    host: _Text
    user: _Text | None = None
    password: _Secret | None = None
    headers: dict[str, _Secret] = Field(default={}, max_length=20)
    certificate: _Text | None = None
    key: _Text | None = None
    key_password: _Secret | None = None


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    access: list[_Host] = Field(min_length=1, max_length=MAX_HOSTS)


def load(path: Path, environment: Mapping[str, str] = os.environ, *, more: tuple[str, ...] = ()) -> Access:
    """The ways into the hosts that a file names; ``more`` are further texts that may be kept nowhere.

    Raises:
        AccessError: the file cannot be read, says a secret itself, or names one that is not there.
    """
    try:
        file, root = read_model(path, _File, AccessError)
    except AccessError as error:
        raise AccessError(_explained(error.faults)) from None
    made: dict[str, HostAccess] = {}
    for number, row in enumerate(file.access):
        node = root.find(("access", number))
        try:
            host, access = _made(row, path.parent, environment)
            if host in made:
                raise ValueError(f"主机 {host} 写了两次")
        except ValueError as problem:
            fault = Fault(shown(path), node.line, node.column, f"access[{number}]", str(problem))
            raise AccessError([fault]) from None
        made[host] = access
    return Access(made, more)


def cookies_of(path: Path) -> tuple[str, ...]:
    """The values of the cookies and of the storage in a file of a browser's login; none where it is no such file."""
    try:
        state = json.loads(path.read_text(encoding="utf-8"))
        values = [cookie["value"] for cookie in state.get("cookies", [])]
        values += [
            row["value"] for origin in state.get("origins", []) for row in origin.get("localStorage", [])
        ]
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return ()
    return tuple(str(value) for value in values if len(str(value)) >= LEAST_LOGIN)


def _explained(faults: Iterable[Fault]) -> list[Fault]:
    """Faults in which a secret that is written out is not repeated, and what to do is said."""
    return [
        Fault(
            f.file, f.line, f.column, f.path, "不能直接写在文件里；请写 {env: 环境变量名} 或 {file: 文件路径}"
        )
        if f.message == "应为键值对"
        else f
        for f in faults
    ]


def _made(row: _Host, folder: Path, environment: Mapping[str, str]) -> tuple[str, HostAccess]:
    host = row.host.lower().rstrip(".")
    if not _HOST.fullmatch(host):
        raise ValueError(f"主机名 {row.host[:80]!r} 不合规：只写主机名，不写协议、端口和路径")
    if bool(row.user) != bool(row.password):
        raise ValueError("user 和 password 应同时给出")
    if row.user and ":" in row.user:
        raise ValueError("user 中不能有冒号")
    if row.key and not row.certificate:
        raise ValueError("给出了 key，缺少 certificate")
    headers = tuple(
        (_header(name), _secret(value, folder, environment)) for name, value in row.headers.items()
    )
    certificate = _pem(row.certificate, folder)
    access = HostAccess(
        user=row.user or "",
        password=_secret(row.password, folder, environment, ascii_only=False),
        headers=headers,
        certificate=certificate,
        key=_pem(row.key, folder) or (certificate if b"PRIVATE KEY" in certificate else b""),
        key_password=_secret(row.key_password, folder, environment),
    )
    return host, access


def _header(name: str) -> str:
    if not _NAME.fullmatch(name) or name.lower() in _OURS:
        raise ValueError(f"请求头 {name[:64]!r} 不能使用")
    return name


def _secret(
    secret: _Secret | None, folder: Path, environment: Mapping[str, str], *, ascii_only: bool = True
) -> str:
    """The secret itself; the messages name where it should be, never what it is.

    A password may be of any letters, it is sent as base64 of UTF-8 (RFC 7617). A header field may not.
    """
    if secret is None:
        return ""
    if bool(secret.env) == bool(secret.file):
        raise ValueError("密码、令牌应写 {env: 环境变量名} 或 {file: 文件路径}，二者选一")
    if secret.env:
        value, where = environment.get(secret.env, ""), f"环境变量 {secret.env}"
    else:
        where = f"文件 {secret.file}"
        try:
            with (folder / str(secret.file)).open(encoding="utf-8") as stream:
                value = stream.readline(MAX_SECRET + 1).rstrip("\r\n")
        except (OSError, UnicodeDecodeError):
            raise ValueError(f"{where} 无法读取") from None
    if not value:
        raise ValueError(f"{where} 没有内容")
    if len(value) > MAX_SECRET or not value.isprintable() or (ascii_only and not value.isascii()):
        letters = "ASCII 字符" if ascii_only else "字符"
        raise ValueError(f"{where} 的内容不能作为密码或令牌：应为一行可打印的{' ' * ascii_only}{letters}")
    return value


def _pem(name: str | None, folder: Path) -> bytes:
    if not name:
        return b""
    try:
        with (folder / name).open("rb") as stream:
            data = stream.read(MAX_PEM + 1)
    except OSError:
        raise ValueError(f"文件 {name} 无法读取") from None
    if len(data) > MAX_PEM or b"-----BEGIN " not in data:
        raise ValueError(f"文件 {name} 不是 PEM 格式的证书或私钥")
    return data
