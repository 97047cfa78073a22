"""Compiled functions: where their machine code is kept."""

import os
import subprocess
import sys

MODULE = """
from sim.world.kernels import kernel

@kernel
def doubled(number):
    return 2 * number

if __name__ == "__main__":
    import os
    from pathlib import Path
    print(doubled(21), len(list(Path(os.environ["NUMBA_CACHE_DIR"]).rglob("*.nbc"))))
    print(os.environ["NUMBA_CACHE_DIR"])
"""


def test_where_nothing_can_be_written_kernels_are_kept_for_the_process_and_that_is_said(tmp_path):
    (tmp_path / "doubling.py").write_text(MODULE)
    # Neither the folder beside the source nor one in the home can be made, whoever asks.
    (tmp_path / "__pycache__").write_text("")
    nowhere = {"HOME": os.devnull, "XDG_CACHE_HOME": os.devnull, "LOCALAPPDATA": os.devnull}
    kept = {name: value for name, value in os.environ.items() if name != "NUMBA_CACHE_DIR"}
    environment = kept | nowhere | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    command = [sys.executable, "-W", "default", str(tmp_path / "doubling.py")]
    made = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    figures, folder = made.stdout.splitlines()
    assert figures == "42 1"
    assert not os.path.exists(folder)
    assert made.stderr.count("compiled anew in every run (hint: set NUMBA_CACHE_DIR") == 1
