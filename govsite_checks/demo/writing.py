"""Ways of writing that a careless reader misses: digits in pieces or full width, footers by script."""

from __future__ import annotations

from markupsafe import Markup, escape

_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
LATE_MS = 2000
# What the escape() of the scripting language leaves as it is.
_SAFE = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789@*_+-./")


def number(text: str, digits: str) -> Markup:
    """An identifier as HTML, its digits written ``plain``, ``split`` over tags, or ``full-width``."""
    if digits == "full-width":
        return escape(text.translate(_FULL_WIDTH))
    if digits == "split":
        cut = len(text) // 2
        return Markup("<span>{}</span><font>{}</font><b>{}</b>").format(
            text[: cut - 1], text[cut - 1 : cut + 2], text[cut + 2 :]
        )
    return escape(text)


def _units(text: str) -> memoryview:
    """The 16-bit units that the scripting language counts as characters."""
    return memoryview(text.encode("utf-16-le", "surrogatepass")).cast("H")


def js_escape(text: str) -> str:
    """As the function escape() of the scripting language: ``%xx`` and ``%uxxxx``."""
    return "".join(
        chr(unit) if chr(unit) in _SAFE else f"%{unit:02X}" if unit < 256 else f"%u{unit:04X}"
        for unit in _units(text)
    )


def _js_string(text: str) -> str:
    """A string literal; a closing script tag must not end the script that holds it."""
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'").replace("</", "<\\/") + "'"


def written_by_unescape(html: str) -> str:
    """A script that writes ``html`` by ``document.write(unescape(…))``."""
    return f'document.write(unescape("{js_escape(html)}"));'


def written_by_concatenation(html: str) -> str:
    """A script that writes ``html`` by one ``document.write`` of many literals joined by ``+``."""
    return "document.write(" + " +\n  ".join(_js_string(line) for line in _lines(html)) + ");"


def written_line_by_line(html: str) -> str:
    """A script of one ``document.writeln`` a line, as content systems make of a template."""
    return "".join(f"document.writeln({_js_string(line)});\n" for line in _lines(html))


def put_into(element: str, html: str) -> str:
    """A script that has its library put ``html``, one literal, into an element of the page."""
    literal = _js_string("".join(_lines(html)))
    return f'$("#{element}").html({literal});'  # unlike innerHTML, a library runs the scripts in it


def computed(html: str) -> str:
    """A script that puts ``html`` together from numbers: only running it shows the text."""
    return _from_numbers(html, "document.write(s);")


def computed_late(element: str, html: str) -> str:
    """As ``computed``, into an element of the page and two seconds late."""
    put = f"document.getElementById('{element}').innerHTML=s;"
    return _from_numbers(html, f"setTimeout(function(){{{put}}},{LATE_MS});")


def _from_numbers(html: str, then: str) -> str:
    codes = ",".join(str(unit ^ 73) for unit in _units(html))
    return (
        f"(function(){{var c=[{codes}],s='',i;for(i=0;i<c.length;i++)s+=String.fromCharCode(c[i]^73);"
        f"{then}}})();"
    )


def _lines(html: str) -> list[str]:
    return [line.strip() for line in html.splitlines() if line.strip()]
