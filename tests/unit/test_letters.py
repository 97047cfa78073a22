"""What is printed where the encoding has few letters."""

import gc
import io
import sys

import pytest

from sim import cli


@pytest.mark.parametrize(
    ("encoding", "printed"),
    [
        ("ascii", "-0.05 % in Turkiye, 2018-2020 ??"),
        ("cp1252", "-0.05 % in Türkiye, 2018–2020 ??"),  # noqa: RUF001
        ("utf-8", "−0.05 % in Türkiye, 2018–2020 贸易"),  # noqa: RUF001
    ],
)
def test_a_minus_stays_a_minus_and_a_command_ends_well_in_any_encoding(encoding, printed, monkeypatch):
    written = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(written, encoding=encoding, newline="\n"))
    monkeypatch.setattr(gc, "freeze", lambda: None)
    monkeypatch.setattr(gc, "set_threshold", lambda number: None)
    said = "−0.05 % in Türkiye, 2018–2020 贸易"  # noqa: RUF001
    monkeypatch.setattr(cli, "exit_code", lambda arguments: print(said))
    with pytest.raises(SystemExit) as ended:
        cli.main()
    sys.stdout.flush()
    assert ended.value.code is None
    assert written.getvalue().decode(encoding) == printed + "\n"
