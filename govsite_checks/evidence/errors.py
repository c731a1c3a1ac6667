"""The one error of this room: a line in Chinese that says what is wrong, where, and what to do."""

from __future__ import annotations

from govsite_checks.model import printable

_CHARS = 600


class EvidenceError(Exception):
    """Evidence that cannot be written or used. Its text is one printable line for the user."""

    def __init__(self, message: str) -> None:
        super().__init__(printable(message, _CHARS))


def corrupt(place: str, why: str) -> EvidenceError:
    """Evidence of a site that cannot be trusted.

    ``place`` is relative to the evidence folder: the words end in findings, which must not depend on where the
    folder lies.
    """
    return EvidenceError(
        f"证据损坏：{place} {why}；请从备份恢复该站点的证据，或删除该站点的证据目录后用 --govsite-resume 重新采集"
    )


def unknown_format(place: str, format_: object, tool_version: object, known: int) -> EvidenceError:
    """A file in a format that this version does not know; ``known`` is the one that it does."""
    earlier = "较早的" if type(format_) is int and format_ < known else ""
    written = (
        f"由{earlier} govsite-checks {tool_version} 写成"
        if isinstance(tool_version, str) and tool_version
        else "来源不明"
    )
    return EvidenceError(
        f"{place} 的格式版本 {format_!r} 本版本不能读取（{written}）；请改用写成它的版本，或重新采集"
    )
