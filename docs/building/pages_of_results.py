"""Pages and pictures of the folder `results` as part of the site, and links to files that are no pages."""

from __future__ import annotations

import posixpath
import re
from pathlib import Path
from typing import Any

from mkdocs.structure.files import File, Files

ROOT = Path(__file__).parents[2]
SHOWN = ("showcase", "standoff", "findings", "benchmarks")
ENDINGS = (".md", ".png", ".html")
LINK = re.compile(r"(?<!!)\[([^\]]*)\]\((?!https?:|#)([^)\s#]+)(#[^)]*)?\)")


def on_files(files: Files, config: Any) -> Files:
    """Add what the folder `results` shows."""
    for folder in SHOWN:
        for source in sorted((ROOT / "results" / folder).rglob("*")):
            if source.suffix in ENDINGS:
                place = source.relative_to(ROOT).as_posix()
                files.append(File.generated(config, place, abs_src_path=str(source)))
    return files


def on_page_markdown(text: str, page: Any, files: Files, **_: object) -> str:
    """Lead links between `docs` and `results` to their pages; files that are no pages lose theirs."""
    folder = posixpath.dirname(page.file.src_uri)
    in_results = page.file.src_uri.startswith("results/")

    def led(found: re.Match[str]) -> str:
        words, target, anchor = found[1], found[2], found[3] or ""
        # Where the file lies in the checkout: pages of `results` stand beside `docs`, not in it.
        place = posixpath.normpath(posixpath.join(folder if in_results else f"docs/{folder}", target))
        if not (ROOT / place).exists():
            return found[0]
        within = place.removeprefix("docs/")
        if files.get_file_from_path(within) is None:
            return words
        return f"[{words}]({posixpath.relpath(within, folder or '.')}{anchor})"

    return LINK.sub(led, text)
