"""Call the command line as a process would, without one."""

from sim.cli import exit_code


def call(capsys, *arguments):
    """Exit code, standard output and standard error of one command."""
    code = exit_code(arguments)
    captured = capsys.readouterr()
    return code, captured.out, captured.err
