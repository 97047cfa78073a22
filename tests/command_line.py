"""Call the command line as a process would, without one."""

from sim.cli import exit_code


def call(capsys, *arguments):
    """Exit code, standard output and standard error of one command."""
    code = exit_code(arguments)
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def complaint(capsys, *arguments):
    """Return the one line that a command says, having refused."""
    code, out, err = call(capsys, *arguments)
    assert (code, out) == (2, "")
    assert len(err.splitlines()) == 1, err
    return err.strip()
