"""Code blocks of a page of the documentation, and what it takes to run them as a reader would."""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from markdown_it import MarkdownIt
from ruamel.yaml import YAML

from sim.cli import exit_code

ROOT = Path(__file__).parents[1]
MARK = re.compile(r"<!-- (slow|prints|installs|cluster|test-command|part of [\w.]+) -->\s*\Z")

SAID = re.compile(r"^print\(.*\)  # (.*)$", flags=re.MULTILINE)
"""What a block of Python says that it prints, line by line."""


@dataclass(frozen=True)
class Block:
    """A fenced block: language, text, first line in the page, and the mark in the line above it.

    Marks: `slow` takes more than a second or two; `prints` is what the block before it prints; `installs`
    asks a registry; `cluster` needs several machines; `part of NAME` is laid over a shipped scenario.
    """

    page: Path
    line: int
    language: str
    text: str
    mark: str


@cache
def blocks_of(page: Path) -> list[Block]:
    """Return the blocks of a page; an indented one has no language."""
    source = page.read_text(encoding="utf-8")
    lines = source.splitlines()
    found = []
    for token in MarkdownIt("commonmark").enable("table").parse(source):
        if token.type in ("fence", "code_block"):
            first = token.map[0]
            mark = MARK.search("\n".join(lines[max(first - 2, 0) : first]))
            language = token.info.strip()
            found.append(Block(page, first + 1, language, token.content, mark[1] if mark else ""))
    return found


def block_of(page: Path, opening: str) -> Block:
    """Return the one block of a page that begins with a text."""
    (found,) = (each for each in blocks_of(page) if each.text.startswith(opening))
    return found


class Reader:
    """Someone who follows a page in an empty folder, with the program at hand."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.names: dict[str, Any] = {"__name__": "__main__"}
        self.printed = ""
        binaries = folder / ".venv" / "bin"
        binaries.mkdir(parents=True)
        for name, command in (("tradewar", "-m sim"), ("python", "")):
            file = binaries / name
            file.write_text(f'#!/bin/sh\nexec {sys.executable} {command} "$@"\n')
            file.chmod(0o755)
        paths = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
        self.environment = {
            **os.environ, "PATH": f"{binaries}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": paths,
        }  # fmt: skip

    def follow(self, block: Block) -> None:
        """Do what a block says, or hold what it shows against what was printed."""
        if block.mark == "prints":
            assert self.printed.strip() == block.text.strip(), f"{block.page.name}:{block.line}"
        elif block.language == "sh":
            self.printed = self._shell(block.text)
        elif block.language == "python":
            self.printed = self._python(block)
        elif block.language == "yaml":
            self._file(block)

    def _shell(self, text: str) -> str:
        """Run commands; those of the program alone without a process of their own."""
        lines = [line for line in text.replace("\\\n", " ").splitlines() if line.strip()]
        calls = [shlex.split(line, comments=True) for line in lines]
        if all(not call or call[0] == "tradewar" for call in calls) and not set(";&|>") & set(text):
            printed = io.StringIO()
            with contextlib.redirect_stdout(printed):
                for call in filter(None, calls):
                    assert exit_code(call[1:]) == 0, " ".join(call)
            return printed.getvalue()
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", text], cwd=self.folder, env=self.environment, check=False,
            capture_output=True, text=True,
        )  # fmt: skip
        assert done.returncode == 0, f"{text}\n{done.stderr}"
        return done.stdout

    def _python(self, block: Block) -> str:
        """Run Python with the names that earlier blocks of the page left; a named file is kept as well."""
        if name := _name_of_file(block.text):
            (self.folder / name).write_text(block.text)
        printed = io.StringIO()
        code = compile("\n" * block.line + block.text, block.page.name, "exec")
        with contextlib.redirect_stdout(printed):
            exec(code, self.names)
        if said := SAID.findall(block.text):
            assert printed.getvalue().splitlines() == said, f"{block.page.name}:{block.line}"
        return printed.getvalue()

    def _file(self, block: Block) -> None:
        """Write a file under the name that its first line has and check it; lay a part over a scenario."""
        name = _name_of_file(block.text)
        text = block.text
        if name is None or block.mark.startswith("part of "):
            content = YAML(typ="safe").load(text)
            parent = block.mark.removeprefix("part of ") or "impasse_145_125"
            if isinstance(content, list):
                text = "measures:\n" + text
            if not (isinstance(content, Mapping) and "name" in content):
                text = f"name: part\nextends: {parent}\n{text}"
            name = f"{block.page.stem}-{block.line}.yaml"
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
        assert exit_code(["validate", str(name)]) == 0, f"{block.page.name}:{block.line}"


def _name_of_file(text: str) -> str | None:
    """Name in the first line of a block that is to be kept as a file."""
    match = re.match(r"# ([\w/]+\.(?:yaml|py))\n", text)
    return match[1] if match else None
