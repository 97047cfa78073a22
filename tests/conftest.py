"""Fixtures shared by all tests."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import settings
from synthetic_run import write_run

from sim.records.reading import read_run

# The same examples each time, and none that fails since a machine is busy.
settings.register_profile("project", deadline=None, derandomize=True)
settings.load_profile("project")


@pytest.fixture(scope="session")
def war_run(tmp_path_factory):
    """A made-up run of a trade war between the United States and China."""
    return read_run(write_run(tmp_path_factory.mktemp("runs") / "war"))


@pytest.fixture(scope="session")
def standoff_run(tmp_path_factory):
    """The same war, in which the two governments negotiate, with four other draws of chance."""
    return read_run(write_run(tmp_path_factory.mktemp("runs") / "standoff", standoff=True))


@pytest.fixture(scope="session")
def quiet_run(tmp_path_factory):
    """A made-up run of four weeks in which nothing happens."""
    return read_run(write_run(tmp_path_factory.mktemp("runs") / "quiet", weeks=4, steps=()))


@pytest.fixture(scope="session")
def other_war_run(tmp_path_factory):
    """A made-up run of a trade war in which neither the United States nor China takes part."""
    steps = (
        (date(2025, 2, 4), "EU", "JPN", 0.6, "European Union: 60 % on Japan"),
        (date(2025, 2, 11), "JPN", "EU", 0.3, "Japan: 30 % on the European Union"),
    )
    return read_run(write_run(tmp_path_factory.mktemp("runs") / "other", weeks=12, steps=steps))
