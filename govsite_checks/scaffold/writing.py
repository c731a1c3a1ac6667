"""The files of a new rule, from templates."""

from __future__ import annotations

import re
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from govsite_checks.files import write_text

_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)+")
MAX_ID = 60


class RuleIdError(ValueError):
    """A rule cannot be made; the message is one line of Chinese."""


def new_rule(folder: Path, rule_id: str, *, title: str = "", words: str = "") -> tuple[Path, Path]:
    """Write a rule that already runs, and its test, into a folder: the paths of both.

    ``title`` is the required state in Chinese, ``words`` what the draft looks for on the home page.

    Raises:
        RuleIdError: the id is none, or one of the files is there already.
        OSError: a file cannot be written.
    """
    if not _ID.fullmatch(rule_id) or len(rule_id) > MAX_ID:
        raise RuleIdError(
            f"规则编号 {rule_id[:MAX_ID]!r} 不合规：应为小写字母、数字和连字符组成的两段以上名称，写明应有的状态，如 hotline-shown"
        )
    for given in (title, words):
        if re.search(r'["\\\n\r{}]', given):
            raise RuleIdError(f"{given[:40]!r} 中不能有引号、反斜杠、花括号或换行")
    name = rule_id.replace("-", "_")
    words = words or "便民服务热线"
    values = {
        "id": rule_id,
        "name": name,
        "words": words,
        "title": title or f"首页标明{words}",
        "sentence": f"The home page meets {rule_id}.",
    }
    made = {folder / f"{name}.py": "rule.py.jinja", folder / f"test_{name}.py": "test_rule.py.jinja"}
    for path in made:
        if path.exists():
            raise RuleIdError(f"{path} 已经存在：请换一个规则编号或目录")
    templates = Environment(  # noqa: S701 - Python is written, not HTML, and every value is checked above
        loader=PackageLoader("govsite_checks.scaffold", ""),
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    for path, template in made.items():
        write_text(path, templates.get_template(template).render(values))
    rule, test = made
    return rule, test
