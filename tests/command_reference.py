"""docs/commands.md from the help of the command line: ``python tests/command_reference.py`` writes it."""

from __future__ import annotations

import re
from importlib.metadata import version
from pathlib import Path

from sim.cli import app

PAGE = Path(__file__).parents[1] / "docs" / "commands.md"

HEAD = """\
# All commands

What `tradewar COMMAND --help` says, on one page. Exit codes: 0 done, 1 finished with missed checks or
failed runs, 2 bad usage or scenario, 3 the output exists already, 130 interrupted. A message for the user
is one line, with file, line and column where there is one, and a hint.
"""


def markdown() -> str:
    """Return the page: the library's own text, synopses as plain text, without its table of contents."""
    _, *chapters = re.split(r"(?m)^(?=## tradewar )", app.generate_docs())
    text = "\n\n".join(sorted(each.strip() for each in chapters)).replace("```console", "```text")
    # The library names the program as the process was started.
    text = re.sub(r"(?m)^(tradewar [a-z ]+?) -m [\w.]+", r"\1", text)
    text = re.sub(r"\*\[default: (?:\(\)|False)\]\*", "", text)
    text = "\n".join(line.rstrip() for line in text.splitlines())
    made = f"<!-- made by tests/command_reference.py with cyclopts {version('cyclopts')} -->\n"
    return f"{HEAD}\n{made}\n{text.strip()}\n"


def parts(text: str) -> set[str]:
    """Headings and options of a page, whatever the library makes of the rest."""
    return set(re.findall(r"^#+ tradewar .*$|^\* `--[\w-]+", text, flags=re.MULTILINE))


if __name__ == "__main__":
    PAGE.write_text(markdown(), encoding="utf-8", newline="\n")
