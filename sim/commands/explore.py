"""The command ``tradewar explore``: the local app."""

from __future__ import annotations

import webbrowser
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from sim.exit_codes import OK, USAGE, complain
from sim.extras import is_missing, needs

_PORT = 8050


def explore(
    run: Path | None = None,
    *,
    port: int = _PORT,
    results: Path = Path("results"),
    scenarios: Path | None = None,
    browser: Annotated[bool, Parameter(negative="--no-browser")] = True,
) -> int:
    """Edit scenarios, run them and compare runs in the browser; an app for this machine only.

    Parameters
    ----------
    run
        Results folder to open first.
    port
        Port on 127.0.0.1; 0 takes any that is free.
    results
        Folder of results: runs are written there, and no others are shown.
    scenarios
        Folder of scenario files of your own; by default ./scenarios, or the present folder if there is none.
    browser
        Open the app in the browser.
    """
    if is_missing("explore"):
        return complain(needs("tradewar explore", "explore"), USAGE)
    from sim.explore.guarded_paths import Folders, RefusedPathError
    from sim.explore.serving import served
    from sim.records.reading import read_run

    folders = Folders(scenarios or _own_scenarios(), results)
    opened = ""
    if run is not None:
        read_run(run)
        try:
            opened = run.resolve().relative_to(results.resolve()).as_posix()
            folders.page(f"{opened}/report.html")
        except (ValueError, RefusedPathError):
            hint = f"(hint: --results {run.parent})"
            return complain(f"{run}: no run with a page in the folder {results} {hint}", USAGE)
    try:
        with served(folders, port, opened) as app:
            print(app.address, flush=True)
            print(f"scenarios: {folders.scenarios}, results: {folders.results}; Ctrl-C ends it", flush=True)
            if browser:
                webbrowser.open(app.address)
            app.server.serve_forever()
    except KeyboardInterrupt:
        return OK
    except (OSError, OverflowError) as error:
        return complain(f"port {port}: {error} (hint: --port 0 takes any that is free)", USAGE)
    return OK


def _own_scenarios() -> Path:
    usual = Path("scenarios")
    return usual if usual.is_dir() else Path()
