"""Tables of words and numbers in HTML that the keyboard can reach."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape


def scrolling_region(label: str, content: str) -> str:
    """Scrolling area that the keyboard can reach and a screen reader names."""
    return f'<div class="scroll" tabindex="0" role="region" aria-label="{escape(label)}">{content}</div>'


def plain_table(headings: Sequence[str], rows: Sequence[Sequence[str]], name: str = "") -> str:
    """Table of cells of text; ``name`` is its class."""
    head = "".join(f'<th scope="col">{escape(heading)}</th>' for heading in headings)
    body = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
    mark = f' class="{name}"' if name else ""
    return f"<table{mark}><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def facts_table(rows: Sequence[tuple[str, str]]) -> str:
    """Table of names and values, a pair a row."""
    body = "".join(
        f"<tr><th scope='row'>{escape(name)}</th><td>{escape(value)}</td></tr>" for name, value in rows
    )
    return f'<table class="facts">{body}</table>'
