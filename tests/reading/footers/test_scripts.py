"""What scripts write, read off their literals; and hostile scripts, in bounded time."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govsite_checks.reading.footers.scripts import read_script


@pytest.mark.parametrize(
    ("code", "html"),
    [
        ('document.write("<b>备</b>")', "<b>备</b>"),
        ("document.writeln('a' + 'b');", "ab"),
        ('document.write(unescape("%3Cb%3E%u5907%3C/b%3E"))', "<b>备</b>"),
        ('document.write(decodeURIComponent("%E5%A4%87"))', "备"),
        (r'document.write("\x3cb\x3e\u5907\u{5907}\/")', "<b>备备/"),
        ("document.write(`备\n案`)", "备\n案"),
        ('var s = "备"; s += "案"; document.write(s)', "备案"),
        ('var s = "备";\nvar t = "x"\ns += "案"\ndocument.write(s)', "备案"),
        ('var a = []; a.push("备"); a.push("案"); document.write(a.join(""))', "备案"),
        ('var a = ["备", "案"]; document.write(a.join(""))', "备案"),
        ('el.innerHTML = "备" +\n  "案"\nnext()', "备案"),
        ('$("#foot").html("备案")', "备案"),
        ('$("<p>备案</p>").appendTo("#foot")', "<p>备案</p>"),
        ('x.insertAdjacentHTML("beforeend", "<i>备案</i>")', "<i>备案</i>"),
        ('document.write("a\\\nb")', "ab"),
        ('s.replace(/"/g, "x"); document.write("备案")', "备案"),
    ],
)
def test_what_is_written(code: str, html: str) -> None:
    assert [write.html.removeprefix("beforeend") for write in read_script(code).writes if write.html] == [
        html
    ]


@pytest.mark.parametrize(
    "code",
    [
        '// document.write("备案")',
        '/* document.write("备案") */',
        '/* a\n document.write("备案")',
        '<!-- document.write("备案")',
    ],
)
def test_comments_write_nothing(code: str) -> None:
    script = read_script(code)
    assert not script.writes
    assert "备案" not in script.residue


def test_what_is_not_understood_is_kept() -> None:
    script = read_script('var conf = {icp: "京ICP备05000001号"}; render(conf)')
    assert not script.writes
    assert "京ICP备05000001号" in script.residue


def test_loads() -> None:
    script = read_script(
        '$("#footer").load("/inc/foot.html"); $.ajax({url: "/x.json"}); s.src = "/js/foot.js";'
    )
    assert [(load.url, load.script) for load in script.loads] == [
        ("/inc/foot.html", False),
        ("/x.json", False),
        ("/js/foot.js", True),
    ]
    assert script.loads[0].target == "#footer"


def test_a_packed_script_is_opaque() -> None:
    assert read_script("eval(function(p,a,c,k,e,d){return p}('0',1,1,'x'.split('|'),0,{}))").opaque


HOSTILE = {
    "quotes": '"' * 1_000_000,
    "mixed": "'\"/`" * 250_000,
    "comments": "/*" * 500_000,
    "calls": "document.write(" * 70_000,
    "brackets": "document.write(" + "(" * 1_000_000,
    "html calls": '.html("a"+' * 100_000,
    "assignments": 'a="x";' * 150_000 + "document.write(a)",
    "self": "a=a+a;" * 150_000 + "document.write(a)",
    "chain": "".join(f"v{n}=v{n - 1}+v{n - 1};" for n in range(1, 40_000)) + "document.write(v39999)",
    "regex": "=/[\\" * 250_000,
    "backslashes": '"' + "\\" * 1_000_001,
    "percent": 'document.write(unescape("' + "%u" * 500_000 + '"))',
    "big": 'document.write("' + "备" * 1_000_000 + '")',
    "identifiers": "document.write(" + "a+" * 300_000 + "1)",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_scripts_end_soon(name: str) -> None:
    start = time.process_time()
    script = read_script(HOSTILE[name])
    assert time.process_time() - start < 6
    assert sum(len(write.html) for write in script.writes) <= 4_000_000


@given(st.text(alphabet="abd.write(\"'`\\/*+=;,%u3C<>\n{}$[]备 ", max_size=300))
@settings(max_examples=300, deadline=None)
def test_never_raises(code: str) -> None:
    read_script("document.write(" + code)
    read_script(code)


@given(st.text(max_size=60))
@settings(max_examples=200, deadline=None)
def test_what_was_escaped_is_read_back(text: str) -> None:
    text = text.replace("\ue000", "").encode("utf-16", "ignore").decode("utf-16", "ignore")
    escaped = "".join(f"\\u{ord(c):04x}" if ord(c) < 0x10000 else f"\\u{{{ord(c):x}}}" for c in text)
    if text:
        assert read_script(f'document.write("{escaped}")').writes[0].html == text
