"""Which issuers of certificates are trusted: the system's list, and what the user adds to it."""

from __future__ import annotations

import ssl
from pathlib import Path

_FILE_BYTES = 16 * 1024 * 1024


def trusted_issuers(ca_file: str) -> Path | bytes | None:
    """The system's list of issuers as a file, or its content with the user's behind it; None where there is none.

    Raises:
        ValueError: the user's file cannot be read or holds no certificate; the message is in Chinese.
    """
    system = _system_list()
    if not ca_file:
        return system
    try:
        with Path(ca_file).open("rb") as stream:
            added = stream.read(_FILE_BYTES)
    except OSError as error:
        raise ValueError(
            f"证书文件 {ca_file} 无法读取（{error.strerror or error}）；请检查路径和权限"
        ) from None
    if b"-----BEGIN CERTIFICATE-----" not in added:
        raise ValueError(f"证书文件 {ca_file} 中没有 PEM 格式的证书；请换成签发机构的 .pem 文件")
    return (system.read_bytes() if system else b"") + b"\n" + added


def _system_list() -> Path | None:
    """The file that OpenSSL, or the environment that speaks for it, names."""
    paths = ssl.get_default_verify_paths()
    for name in (paths.cafile, paths.openssl_cafile):
        if name and (path := Path(name)).is_file() and path.stat().st_size:
            return path
    return None
