"""The command ``tradewar explore``: what it needs, refuses, and costs those who never use it."""

import socket
import subprocess
import sys

import pytest
from command_line import call


def test_help_of_the_program_does_not_load_the_app():
    program = (
        "import sys; from sim.cli import exit_code; exit_code(['--help']); "
        "print([each for each in ('dash', 'flask', 'plotly') if each in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert found.stdout.splitlines()[-1] == "[]"


def test_without_dash_the_extra_is_named(capsys, monkeypatch):
    monkeypatch.setitem(sys.modules, "dash", None)
    code, _, said = call(capsys, "explore", "--no-browser")
    assert code == 2
    assert said.splitlines() == [
        'tradewar explore needs the extra `explore` (hint: pip install "tradewar-sim[explore]")'
    ]


def test_a_port_that_is_taken_is_said(capsys, tmp_path):
    pytest.importorskip("dash")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        code, _, said = call(
            capsys,
            "explore",
            "--port",
            port,
            "--no-browser",
            "--results",
            str(tmp_path),
            "--scenarios",
            str(tmp_path),
        )
    assert code == 2
    assert f"port {port}" in said
    assert "--port 0" in said


def test_a_run_outside_the_folder_of_results_is_not_opened(capsys, tmp_path, war_run):
    pytest.importorskip("dash")
    code, _, said = call(capsys, "explore", str(war_run.folder), "--no-browser", "--results", str(tmp_path))
    assert code == 2
    assert f"--results {war_run.folder.parent}" in said
    code, _, said = call(capsys, "explore", str(tmp_path), "--no-browser")
    assert code == 2
    assert "not a results folder" in said
