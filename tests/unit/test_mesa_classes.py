"""Mesa in parts: the same classes, and what a run does not use stays unloaded."""

import subprocess
import sys
import textwrap

import pytest

from sim.agents.mesa_classes import package_on_demand


def said(code):
    """What a fresh interpreter prints."""
    command = [sys.executable, "-c", textwrap.dedent(code)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()


def test_running_does_not_load_what_mesa_brings_along():
    code = """
        import sys, sim.running
        unused = ("pandas", "networkx", "scipy.spatial", "mesa.space")
        print(*(name for name in unused if name in sys.modules))
    """
    assert said(code) == []


def test_mesa_is_whole_for_whoever_asks_for_more():
    code = """
        from sim.agents import Households
        import mesa
        print(issubclass(Households, mesa.Agent), mesa.agent.Agent is mesa.Agent)
        print(mesa.space.SingleGrid.__name__)
        from mesa.discrete_space import CellAgent
        print(issubclass(CellAgent, mesa.Agent), mesa.__version__ > "3")
    """
    assert said(code) == ["True", "True", "SingleGrid", "True", "True"]


def test_mesa_may_have_been_imported_before():
    code = """
        import mesa
        from sim.agents import Households
        from sim.model.trade_war import TradeWar
        print(issubclass(Households, mesa.Agent), issubclass(TradeWar, mesa.Model))
    """
    assert said(code) == ["True", "True"]


def test_mesa_is_imported_whole_where_its_parts_do_not_stand_alone(tmp_path):
    (tmp_path / "mesa").mkdir()
    (tmp_path / "mesa" / "__init__.py").write_text(
        "from mesa.model import Model\nfrom mesa.agent import Agent\n"
    )
    (tmp_path / "mesa" / "agent.py").write_text("from mesa import Model\nclass Agent: pass\n")
    (tmp_path / "mesa" / "model.py").write_text("class Model: pass\n")
    code = f"""
        import sys
        sys.path.insert(0, {str(tmp_path)!r})
        from sim.agents.mesa_classes import Agent, Model
        import mesa
        print(mesa.__file__.startswith({str(tmp_path)!r}), Agent is mesa.Agent, Model is mesa.Model)
    """
    assert said(code) == ["True", "True", "True"]


def test_a_package_that_is_missing_is_named():
    with pytest.raises(ModuleNotFoundError, match="no_such_package"):
        package_on_demand("no_such_package")
