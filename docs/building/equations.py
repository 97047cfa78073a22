"""Equations of the pages as MathML, which browsers draw themselves: no script, no font, no network."""

from __future__ import annotations

import html
import re
from xml.etree import ElementTree

from latex2mathml.converter import convert

INLINE = re.compile(r'<span class="arithmatex">\\\((.*?)\\\)</span>', flags=re.DOTALL)
BLOCK = re.compile(r'<div class="arithmatex">\\\[(.*?)\\\]</div>', flags=re.DOTALL)
MATHML = "http://www.w3.org/1998/Math/MathML"
BAR = "\N{HORIZONTAL BAR}"
NEIGHBOURS = re.compile(r"(?<=\S)\$\$\n\$\$(?=\S)")
NUMBER = re.compile(r"\\tag\{(\d+)\}")

ElementTree.register_namespace("", MATHML)


def on_page_markdown(text: str, **_: object) -> str:
    """Give equations on lines of their own paragraphs of their own, as they have on the web."""
    return NEIGHBOURS.sub("$$\n\n$$", text)


def on_page_content(text: str, **_: object) -> str:
    """Put MathML where Arithmatex left LaTeX."""
    return INLINE.sub(lambda found: drawn(html.unescape(found[1]), "inline"), BLOCK.sub(_numbered, text))


def drawn(latex: str, display: str) -> str:
    """Return a formula as MathML, its bars over means as borders, which are as wide as what they are over.

    Fonts for mathematics would stretch a sign; few readers have one.
    """
    formula = ElementTree.fromstring(convert(latex, display=display))
    for over in formula.iter(f"{{{MATHML}}}mover"):
        if over[-1].text == BAR:
            over.tag, over.attrib["class"] = f"{{{MATHML}}}mrow", "mean"
            over.remove(over[-1])
    return ElementTree.tostring(formula, encoding="unicode")


def _numbered(found: re.Match[str]) -> str:
    """An equation on a line of its own, its number at the right, which links can lead to."""
    latex = html.unescape(found[1])
    number = NUMBER.search(latex)
    formula = drawn(NUMBER.sub("", latex).strip(), "block")
    if number is None:
        return f'<div class="equation">{formula}</div>'
    return f'<div class="equation" id="equation-{number[1]}">{formula}<span>({number[1]})</span></div>'
