"""The colours that a page names in its own styles."""

from __future__ import annotations

from govsite_checks import sample
from govsite_checks.reading.looks.palette import read_palette
from govsite_checks.reading.page.document import Document


def doc(html: str) -> Document:
    return Document(sample.page("article", "/a/1.html", html), sample.AS_OF)


def test_greys_are_no_colours() -> None:
    styles = "".join(
        f".a{n}{{color:{colour}}}" * 3 for n, colour in enumerate(("#333", "#fff", "#c00", "rgb(0,0,200)"))
    )
    palette = read_palette(doc(f"<style>{styles}</style>"))
    assert palette.hues == ("#cc0000", "#0000c8")
    assert palette.whole
    assert not read_palette(doc('<link rel="stylesheet" href="/a.css">')).whole
    assert read_palette(doc("<style>.a{color:#c00}.b{color:#0c0}</style>")).hues == ()
