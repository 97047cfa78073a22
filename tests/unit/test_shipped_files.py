"""Shipped tables are read only when they are what was published."""

import pytest
from command_line import call

from sim.world import shipped_files
from sim.world.elasticity import elasticity_sets
from sim.world.provenance import shipped_tables
from sim.world.shipped_files import DamagedTableError, published, while_tables_are_built


@pytest.fixture
def altered(monkeypatch):
    """Let one figure of the table of elasticities be another."""
    read = shipped_files.content

    def other(name):
        found = read(name)
        return found.replace(b"1", b"2", 1) if name == "trade_elasticities.csv" else found

    monkeypatch.setattr(shipped_files, "content", other)
    elasticity_sets.cache_clear()
    yield
    elasticity_sets.cache_clear()


def test_every_shipped_table_is_read_as_published():
    for table in shipped_tables():
        assert len(published(table.path)) == table.size


def test_an_altered_table_is_named_with_both_hashes(altered):
    with pytest.raises(DamagedTableError, match=r"trade_elasticities\.csv: cut, altered") as raised:
        elasticity_sets()
    expected = next(table.sha256 for table in shipped_tables() if table.path == "trade_elasticities.csv")
    assert expected[:12] in str(raised.value)
    assert "install tradewar-sim again" in str(raised.value)


def test_a_missing_table_is_named():
    with pytest.raises(DamagedTableError, match=r"nowhere\.csv: missing"):
        published("nowhere.csv")


def test_tables_that_are_being_built_are_newer_than_their_descriptor(altered):
    with while_tables_are_built():
        assert elasticity_sets()
    elasticity_sets.cache_clear()
    with pytest.raises(DamagedTableError):
        elasticity_sets()


def test_a_run_on_an_altered_table_is_refused_and_writes_nothing(altered, capsys, tmp_path):
    code, out, err = call(capsys, "run", "impasse_145_125", "--out", str(tmp_path / "run"), "--quiet")
    assert (code, out) == (2, "")
    assert "trade_elasticities.csv" in err
    assert list(tmp_path.iterdir()) == []
