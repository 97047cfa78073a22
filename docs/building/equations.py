"""Equations of the pages as MathML, which browsers draw themselves: no script, no font, no network."""

from __future__ import annotations

import html
import re

from latex2mathml.converter import convert

INLINE = re.compile(r'<span class="arithmatex">\\\((.*?)\\\)</span>', flags=re.DOTALL)
BLOCK = re.compile(r'<div class="arithmatex">\\\[(.*?)\\\]</div>', flags=re.DOTALL)
NEIGHBOURS = re.compile(r"(?<=\S)\$\$\n\$\$(?=\S)")
NUMBER = re.compile(r"\\tag\{(\d+)\}")


def on_page_markdown(text: str, **_: object) -> str:
    """Give equations on lines of their own paragraphs of their own, as they have on the web."""
    return NEIGHBOURS.sub("$$\n\n$$", text)


def on_page_content(text: str, **_: object) -> str:
    """Put MathML where Arithmatex left LaTeX."""
    return INLINE.sub(lambda found: convert(html.unescape(found[1])), BLOCK.sub(_numbered, text))


def _numbered(found: re.Match[str]) -> str:
    """An equation on a line of its own, its number at the right, which links can lead to."""
    latex = html.unescape(found[1])
    number = NUMBER.search(latex)
    drawn = convert(NUMBER.sub("", latex).strip(), display="block")
    if number is None:
        return f'<div class="equation">{drawn}</div>'
    return f'<div class="equation" id="equation-{number[1]}">{drawn}<span>({number[1]})</span></div>'
