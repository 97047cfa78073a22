"""Paths that lead elsewhere, and what is no file of text: named where it is asked for, never waited for."""

import os
import warnings

import pytest
from command_line import call, complaint

HEAD = "name: x\n"


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """A folder in a folder, so that there is something to climb to."""
    inner = tmp_path / "inner"
    inner.mkdir()
    (tmp_path / "outside.yaml").write_text("name: outside\n")
    (tmp_path / "outside.py").write_text("class Mine:\n    pass\n")
    monkeypatch.chdir(inner)
    return inner


def made_odd(folder):
    """Make one of everything that a path can end in and that is no file of text."""
    os.mkfifo(folder / "pipe.yaml")
    os.mkfifo(folder / "pipe.py")
    (folder / "folder.yaml").mkdir()
    for name, target in {
        "loop.yaml": "loop.yaml", "lost.yaml": "nowhere", "zero.yaml": "/dev/zero", "zero.py": "/dev/zero",
        "out.yaml": "../outside.yaml", "out.py": "../outside.py",
    }.items():  # fmt: skip
        (folder / name).symlink_to(target)
    with (folder / "huge.yaml").open("wb") as file:
        file.truncate(10**10)


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("pipe.yaml", "is a pipe, not a scenario file"),
        ("folder.yaml", "is a folder, not a scenario file"),
        ("loop.yaml", "cannot be read: a symbolic link that leads back to itself"),
        ("lost.yaml", "no such file: a symbolic link that leads nowhere"),
        ("zero.yaml", "is a device, not a scenario file"),
        ("/dev/zero", "is a device, not a scenario file"),
        ("huge.yaml", "too large to be a scenario (hint: at most 1,000,000 bytes)"),
        ("none.yaml", "no such file"),
        (f"{'a' * 300}.yaml", "cannot be read: File name too long"),
    ],
)
def test_what_is_no_file_of_text_is_neither_read_nor_waited_for(folder, capsys, path, words):
    made_odd(folder)
    for command in ("validate", "run", "sweep"):
        assert complaint(capsys, command, path).startswith(f"{path}: {words}")


LEADS_OUT = "leads out of the folder of the scenario"


@pytest.mark.parametrize(
    ("extends", "words"),
    [
        ("../../etc/passwd", LEADS_OUT),
        ("/etc/passwd", LEADS_OUT),
        ("../outside.yaml", LEADS_OUT),
        ("out.yaml", LEADS_OUT),
        ("zero.yaml", LEADS_OUT),
        ("pipe.yaml", "is no file that can be read"),
        ("folder.yaml", "is no file that can be read"),
        ("loop.yaml", "is no file that can be read"),
        ("lost.yaml", "is no file that can be read"),
        ("./" + "a" * 300, "does not exist"),
        ("a" * 300, "no scenario `aaa"),
        ('"a\\0.yaml"', "the character U+0000"),
        ("../inner/x.yaml", "extends itself: x.yaml -> x.yaml"),
    ],
)
def test_a_parent_that_is_none_is_named_where_it_is_asked_for(folder, capsys, extends, words):
    made_odd(folder)
    (folder / "x.yaml").write_text(f"name: x\nextends: {extends}\n")
    line = complaint(capsys, "validate", "x.yaml")
    assert line.startswith("x.yaml:2:10: "), line
    assert words in line


@pytest.mark.parametrize(
    ("policy", "words"),
    [
        ("../outside.py", "leads out of its folder"),
        ("/etc/x.py", "leads out of its folder"),
        ("out.py", "leads out of its folder"),
        ("zero.py", "leads out of its folder"),
        ("pipe.py", "is a pipe"),
        ("none.py", "there is no file none.py"),
        ("deep.py", "is no Python file"),
    ],
)
def test_a_policy_that_is_none_is_named_where_it_is_asked_for(folder, capsys, policy, words):
    made_odd(folder)
    (folder / "deep.py").write_text("(" * 5_000)
    (folder / "x.yaml").write_text(f"name: x\ngovernments: {{CHN: {{policy: '{policy}:Mine'}}}}\n")
    line = complaint(capsys, "validate", "x.yaml")
    assert line.startswith("x.yaml:2:29: "), line
    assert words in line


def test_a_file_of_a_folder_above_may_be_named_from_a_folder_that_holds_both(folder, capsys, monkeypatch):
    (folder / "x.yaml").write_text("name: x\nextends: ../outside.yaml\n")
    monkeypatch.chdir(folder.parent)
    assert call(capsys, "validate", "inner/x.yaml")[0] == 0


def test_a_parent_may_lead_back_into_the_folder_of_its_child(folder, capsys, monkeypatch):
    (folder / "x.yaml").write_text("name: x\nextends: sub/y.yaml\n")
    (folder / "sub").mkdir()
    (folder / "sub" / "y.yaml").write_text("name: y\nextends: ../z.yaml\n")
    (folder / "z.yaml").write_text("name: z\n")
    monkeypatch.chdir("/")
    assert call(capsys, "validate", str(folder / "x.yaml"))[0] == 0


@pytest.mark.parametrize("back_to", [0, 3, 400])
def test_a_long_chain_of_parents_and_a_circle_in_it_end(folder, capsys, back_to):
    for number in range(400):
        after = number + 1 if number < 399 and (number != 7 or back_to != 3) else back_to
        (folder / f"c{number}.yaml").write_text(f"name: c{number}\nextends: ./c{after}.yaml\n")
    line = complaint(capsys, "validate", "c0.yaml")
    circle = "c7.yaml:2:10: extends itself: c3.yaml -> c4.yaml -> c5.yaml -> c6.yaml -> c7.yaml -> c3.yaml"
    assert line.startswith(circle if back_to == 3 else "c50.yaml:2:10: more than 50 scenarios"), line


def test_a_sweep_reads_no_scenario_from_elsewhere(folder, capsys):
    (folder / "x.yaml").write_text(
        "name: x\nscenario: ../outside.yaml\nlevers: {a: {path: title, values: [b]}}\n"
    )
    _, _, err = call(capsys, "validate", "x.yaml")
    assert "x.yaml:2:11: the scenario `../outside.yaml` leads out of the folder of the sweep" in err


def test_no_warning_of_somebody_elses_python_is_passed_on(folder, capsys):
    (folder / "mine.py").write_text('class Mine:\n    words = "\\d"\n')
    (folder / "x.yaml").write_text("name: x\ngovernments: {CHN: {policy: 'mine.py:Mine', rival: USA}}\n")
    with warnings.catch_warnings(record=True) as heard:
        warnings.simplefilter("always")
        assert call(capsys, "validate", "x.yaml")[0] == 0
    assert heard == []


def test_a_parent_whose_measures_are_none_is_named(folder, capsys):
    (folder / "parent.yaml").write_text("name: parent\nmeasures: 3\n")
    (folder / "x.yaml").write_text("name: x\nextends: parent.yaml\n")
    assert complaint(capsys, "validate", "x.yaml").startswith("parent.yaml:2:11: `measures` should be a list")


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_that_may_not_be_read_is_named(folder, capsys):
    (folder / "x.yaml").write_text(HEAD)
    (folder / "x.yaml").chmod(0)
    assert complaint(capsys, "validate", "x.yaml").startswith("x.yaml: cannot be read: Permission denied")
