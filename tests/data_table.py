"""Sources and tables of the shipped data; ``python tests/data_table.py`` prints them for docs/data.md."""

from __future__ import annotations

from sim.world.provenance import shipped_tables


def sources() -> str:
    """One row for each publication: who, what, of when, terms, and which tables have figures of it."""
    tables: dict[tuple[str, ...], list[str]] = {}
    for table in shipped_tables():
        for each in table.sources:
            key = (each.organisation, each.title, each.year, each.terms, each.url)
            tables.setdefault(key, []).append(table.path)
    lines = ["| who | what | of | terms | in |", "|---|---|---|---|---|"]
    for (who, title, year, terms, address), found in sorted(tables.items()):
        named = f"[{title}]({address})" if address else title
        files = ", ".join(f"`{path}`" for path in dict.fromkeys(found))
        lines.append(f"| {who} | {named} | {year} | {terms} | {files} |")
    return "\n".join(lines)


def tables() -> str:
    """One row for each shipped table."""
    lines = ["| table | what it holds | tag | kB |", "|---|---|---|---:|"]
    lines += [
        f"| `{each.path}` | {each.title} | {each.tag} | {round(each.size / 1000)} |"
        for each in shipped_tables()
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    print(f"{tables()}\n\n{sources()}")
