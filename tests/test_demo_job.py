"""The main job's script: what it takes for a finished run, with the tools that it calls replaced by what they leave."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[1] / ".ci/demo"
PYTEST = """#!/bin/sh
while [ "$1" != --govsite-report-dir ]; do shift; done
mkdir -p "$2" && cp "$SUMMARY" "$2/summary.json" && touch "$2/index.html" && echo x > "$2/index.html"
exit 1
"""


@pytest.mark.parametrize(("judged", "goes_on"), [(0, False), (3, True)])
def test_a_run_that_judged_nothing_is_not_finished(tmp_path: Path, judged: int, goes_on: bool) -> None:
    (tmp_path / ".ci").mkdir()
    script = tmp_path / ".ci/demo"
    script.write_bytes(SCRIPT.read_bytes())
    tools = tmp_path / "bin"
    tools.mkdir()
    for name, text in (("pytest", PYTEST), ("govsite", "#!/bin/sh\nexit 1\n")):
        (tools / name).write_text(text, encoding="utf-8")
        (tools / name).chmod(0o755)
    (tools / "python").symlink_to(sys.executable)
    summary = tmp_path / "summary.json"
    summary.write_text(json.dumps({"sites": {"judged": {"n": judged}}}), encoding="utf-8")
    environment = {**os.environ, "PATH": f"{tools}:{os.environ['PATH']}", "SUMMARY": str(summary)}
    done = subprocess.run(
        ["bash", str(script)], env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 1
    assert ("演示没有跑完：没有判定任何网站" in done.stderr) is not goes_on
    assert ("按季度普查的标准再判定一次" in done.stdout) is goes_on
