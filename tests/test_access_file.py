"""The file of accesses: secrets come from the environment or from files, and are told by no message."""

from __future__ import annotations

import base64
import json
from pathlib import Path

import pytest

from govsite_checks import access_file
from govsite_checks.access_file import AccessError, cookies_of
from govsite_checks.collect.access import Access

ENVIRONMENT = {"PW": "pass word-1", "TOKEN": "tok-123456", "BAD": "a\nb", "CN": "口令一二三"}


def load(tmp_path: Path, text: str) -> object:
    path = tmp_path / "access.yaml"
    path.write_text(text, encoding="utf-8")
    return access_file.load(path, ENVIRONMENT)


def test_what_is_sent(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("from-a-file\nsecond line\n", encoding="utf-8")
    (tmp_path / "c.pem").write_text("-----BEGIN CERTIFICATE-----", encoding="utf-8")
    path = tmp_path / "access.yaml"
    path.write_text(
        "access:\n"
        "  - host: WWW.Staging.gov.cn\n"
        "    user: checker\n    password: {env: PW}\n"
        "    headers: {X-Preview: {env: TOKEN}, X-Other: {file: token}}\n"
        "    certificate: c.pem\n",
        encoding="utf-8",
    )
    access = access_file.load(path, ENVIRONMENT)
    found = access.of("www.staging.gov.cn")
    assert found is not None
    assert found.lines == [
        "Authorization: Basic Y2hlY2tlcjpwYXNzIHdvcmQtMQ==",
        "X-Preview: tok-123456",
        "X-Other: from-a-file",
    ]
    assert (found.certificate, found.key) == (b"-----BEGIN CERTIFICATE-----", b"")
    assert access.of("www.gov.cn") is None
    assert "pass" not in repr(found)


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        (
            "host: a.gov.cn\n    user: u\n    password: hunter2",
            "password：不能直接写在文件里；请写 {env: 环境变量名}",
        ),
        ("host: a.gov.cn\n    headers: {X-A: hunter2}", "不能直接写在文件里"),
        ("host: a.gov.cn\n    user: u\n    password: {env: NONE}", "环境变量 NONE 没有内容"),
        ("host: a.gov.cn\n    user: u\n    password: {file: none}", "文件 none 无法读取"),
        ("host: a.gov.cn\n    user: u\n    password: {env: PW, file: x}", "二者选一"),
        ("host: a.gov.cn\n    user: u\n    password: {env: BAD}", "应为一行可打印的字符"),
        ("host: a.gov.cn\n    headers: {X-A: {env: CN}}", "应为一行可打印的 ASCII 字符"),
        ("host: a.gov.cn\n    user: u", "user 和 password 应同时给出"),
        ("host: a.gov.cn\n    user: 'u:v'\n    password: {env: PW}", "user 中不能有冒号"),
        ("host: http://a.gov.cn/", "只写主机名"),
        ("host: a.gov.cn\n    headers: {'X A': {env: TOKEN}}", "请求头 'X A' 不能使用"),
        ("host: a.gov.cn\n    headers: {Host: {env: TOKEN}}", "请求头 'Host' 不能使用"),
        ("host: a.gov.cn\n    certificate: none.pem", "文件 none.pem 无法读取"),
        ("host: a.gov.cn\n    certificate: access.yaml", "不是 PEM 格式"),
        ("host: a.gov.cn\n    key: none.pem", "缺少 certificate"),
        ("host: a.gov.cn\n  - host: A.gov.cn.", "主机 a.gov.cn 写了两次"),
        ("hots: a", "是否为 host"),
    ],
)
def test_what_cannot_be_used_is_said_with_its_place_and_without_the_secret(
    tmp_path: Path, rows: str, says: str
) -> None:
    with pytest.raises(AccessError, match=r"access\.yaml:\d+:\d+ access\[\d\]") as refused:
        load(tmp_path, f"access:\n  - {rows}\n")
    assert says in str(refused.value)
    for secret in ("hunter2", "pass word-1", "tok-123456", "口令一二三"):
        assert secret not in str(refused.value)


def test_a_password_may_be_of_any_letters(tmp_path: Path) -> None:
    access = load(tmp_path, "access:\n  - {host: a.gov.cn, user: 用户, password: {env: CN}}\n")
    assert isinstance(access, Access)
    found = access.of("a.gov.cn")
    assert found is not None
    token = base64.b64encode("用户:口令一二三".encode()).decode()
    assert found.lines == [f"Authorization: Basic {token}"]
    assert "口令" not in access.masked("<p>口令一二三".encode()).decode()
    assert "口令" not in access.masked_text("口令一二三")


def test_the_values_of_a_login_are_secret(tmp_path: Path) -> None:
    path = tmp_path / "state.json"
    state = {
        "cookies": [{"name": "sid", "value": "0123456789abcdef"}, {"name": "lang", "value": "zh-CN"}],
        "origins": [{"origin": "http://a", "localStorage": [{"name": "t", "value": "token-token-token"}]}],
    }
    path.write_text(json.dumps(state), encoding="utf-8")
    assert cookies_of(path) == ("0123456789abcdef", "token-token-token")
    path.write_text("[]", encoding="utf-8")
    assert cookies_of(path) == ()
