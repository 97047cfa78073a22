"""The commands ``tradewar data ...``."""

from __future__ import annotations

import sys
from typing import Literal

from cyclopts import App

from sim.commands.options import AsJson
from sim.exit_codes import MISSED, OK, USAGE, complain

data = App(name="data", help="The base tables: what they hold and where they come from.")


@data.command(name="list")
def data_list(*, as_json: AsJson = False) -> int:
    """List the base tables.

    Parameters
    ----------
    as_json
        Print JSON.
    """
    from sim.commands.printing import print_rows
    from sim.world.provenance import shipped_tables

    rows = [
        {"table": each.path, "tag": each.tag, "kB": round(each.size / 1000), "title": each.title}
        for each in shipped_tables()
    ]
    print_rows(rows, as_json)
    return OK


@data.command(name="show")
def data_show(table: str, *, as_json: AsJson = False) -> int:
    """Print a table's fields, units, sources, terms and first values.

    Parameters
    ----------
    table
        File name of the table, with or without its ending.
    as_json
        Print JSON.
    """
    from sim.commands.printing import print_table_record
    from sim.world.provenance import find_table

    try:
        record = find_table(table)
    except ValueError as error:
        return complain(f"{error} (hint: tradewar data list)", USAGE)
    print_table_record(record, as_json)
    return OK


@data.command(name="cite")
def data_cite(*, style: Literal["text", "bibtex"] = "text") -> int:
    """Print the citations of all sources.

    Parameters
    ----------
    style
        Plain text or BibTeX.
    """
    from sim.world.provenance import citations

    print(citations(style))
    return OK


@data.command(name="verify")
def data_verify() -> int:
    """Compare the installed tables with their published checksums; exit code 1 if any differs."""
    from sim.world.provenance import damaged_tables, shipped_tables

    damaged = damaged_tables()
    for path, problem in damaged.items():
        print(f"{path}: {problem} (hint: install tradewar-sim again)", file=sys.stderr)
    if not damaged:
        print(f"all {len(shipped_tables())} tables are as published")
    return MISSED if damaged else OK
