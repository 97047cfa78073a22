"""Text made to deceive or to fill the memory, numbers at the edge: one message, in its place, and code 2."""

import pytest
from command_line import call, complaint

HEAD = "name: x\n"
MEASURE = "measures:\n  - {{kind: tariff, importer: USA, exporter: CHN, rate: {}, start: {}}}\n"
BOMB = "a: &a [x, x]\n" + "".join(
    f"{new}: &{new} [*{old}, *{old}, *{old}, *{old}, *{old}, *{old}]\n"
    for old, new in zip("abcdefghi", "bcdefghij", strict=True)
)


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """A folder of its own to work in, so that shown paths are names."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


TEXTS = {
    # text after `name: x`, place and words of the message
    "alias bomb": (BOMB, "2:", "aliases (`*`) repeat this too often"),
    "bomb of text": (
        f"title: &t {'x' * 30_000}\nquestion: [{', '.join(['*t'] * 20)}]\n", "2:8", "repeat this too often"
    ),
    "merge key": ("world: &w {base: 2024}\nhorizon: {<<: *w}\n", "3:11", "merge keys (`<<`) are no part of"),
    "alias in itself": ("title: &t [*t]\n", "2:8", "contains itself"),
    "anchor twice": ("title: &t x\nquestion: &t y\n", "3:11", "the anchor `&t` is given twice"),
    "nested in brackets": (f"title: {'[' * 100}", "2:47", "nested too deeply"),
    "nested in lines": ("a:\n" + "".join(" " * row + "-\n" for row in range(1, 99)), "42:41", "nested too"),
    "long text": (f"title: {'x' * 100_001}\n", "2:8", "a text of 100,001 characters"),
    "tag of Python": ("title: !!python/object:os.x {}\n", "2:8", "the tag `python/object:os.x` has no"),
    "tag of its own": ("title: !foo x\n", "2:8", "the tag `!foo` has no meaning"),
    "tag of bytes": ("title: !!binary aGk=\n", "2:8", "the tag `binary` has no meaning"),
    "tag of a set": ("title: !!set {a}\n", "2:8", "the tag `set` has no meaning"),
    "tag of text": ("title: !!str 3\n", "2:8", "the tag `str` has no meaning"),
    "tag of a key": ("!!binary title: x\n", "2:1", "the tag `binary` has no meaning"),
    "second document": ("---\nname: y\n", "2:1", "a second document in the file"),
    "key that is a list": ("? [a]\n: 1\n", "2:3", "a key is one word"),
    "key twice": ("title: a\ntitle: b\n", "3:1", "`title` is given twice, first on line 2"),
    "escape beyond": ('title: "\\U00110000"\n', "2:9", "an escape or a tag that stands for nothing"),
    "half a character": ('title: "\\ud800"\n', "2:8", "the character U+D800"),
    "control character": ('title: "\\e[31m"\n', "2:8", "the character U+001B"),
    "turned around": ("title: a\u202eb\n", "2:9", "U+202E (right-to-left override)"),
    "separator of lines": ("# a\u2028title: b\n", "2:4", "U+2028 (line separator)"),
    "next line": ("title: a\x85b: 1\n", "2:9", "U+0085"),
    "nothing wide": ("title: a\u200bb\n", "2:9", "U+200B (zero width space)"),
    "figures without end": (f"horizon: {{weeks: 0x{'f' * 5_000}}}\n", "2:18", "has 5,002 digits"),
    "not a number": (MEASURE.format(".nan", "2025-04-09"), "3:56", "not `.nan`; it goes from -1 to 100"),
    "infinity": (MEASURE.format("-.inf", "2025-04-09"), "3:56", "not `-.inf`; it goes from -1"),
    "beyond floats": (MEASURE.format("1e999", "2025-04-09"), "3:56", "not `1e999`; it goes from"),
    "nearly infinity": (MEASURE.format("1e308", "2025-04-09"), "3:56", "is 1e+308, above the largest"),
    "just above": (MEASURE.format("100.0001", "2025-04-09"), "3:56", "100.0001 would be 10,000.01 %"),
    "just below": (MEASURE.format("-1.0001", "2025-04-09"), "3:56", "-1.0001, below the smallest value"),
    "weeks of nan": ("horizon: {weeks: .nan}\n", "2:18", "not `.nan`; it goes from 1 to 2,610"),
    "weeks of a float": ("horizon: {weeks: 104.0}\n", "2:18", "not `104.0`; it goes from 1 to 2,610"),
    "weeks in quotes": ("horizon: {weeks: '104'}\n", "2:18", "(hint: write weeks: 104)"),
    "weeks of a century": ("horizon: {weeks: 5200}\n", "2:18", "is 5200, above the largest value 2,610"),
    "base 60": ("horizon: {weeks: 1:30}\n", "2:18", "a whole number, not the text `1:30`"),
    "yes": ("behaviour: {routing: {on: yes}}\n", "2:27", "not the text `yes` (hint: write true)"),
    "percent elsewhere": ("behaviour: {routing: {fee: 10%}}\n", "2:28", "(hint: write the fraction 0.1)"),
    "year 0": (MEASURE.format("0.1", "0000-01-01"), "3:68", "`0000-01-01` is no date (year 0"),
    "year 1": (MEASURE.format("0.1", "0001-01-01"), "3:68", "0001-01-01 is out of range (hint: days go from"),
    "last year": ("horizon: {start: 9999-12-31}\n", "2:18", "9999-12-31 is out of range (hint: days go from"),
    "time of day": (MEASURE.format("0.1", "2025-04-09T10:00:00Z"), "3:68", "is no date"),
    "name in figures": ("title: 010\n", "2:8", 'not `010` (hint: write it in quotes: "010")'),
}  # fmt: skip


@pytest.mark.parametrize("case", TEXTS)
def test_a_hostile_text_is_refused_at_its_place(folder, capsys, case):
    text, place, words = TEXTS[case]
    (folder / "x.yaml").write_text(HEAD + text, encoding="utf-8")
    line = complaint(capsys, "validate", "x.yaml")
    assert line.startswith(f"x.yaml:{place}"), line
    assert words in line


@pytest.mark.parametrize(
    ("content", "place", "words"),
    [
        (b"%YAML 1.1\n---\nname: x\n", "1:1", "the directive `%YAML`"),
        (b"# c\n%TAG ! tag:x,2000:\n---\nname: x\n", "2:1", "the directive `%TAG`"),
        ("name: x\n".encode("utf-16"), "1:1", "is text in UTF-16, not UTF-8 (hint: save it as UTF-8)"),
        ("name: x\n".encode("utf-16-be"), "1:1", "is text in UTF-16 or UTF-32"),
        ("name: x\n".encode("utf-32"), "1:1", "is text in UTF-32"),
        (b"name: x\ntitle: caf\xe9\n", "2:11", "text that is not UTF-8"),
        (b"name: x\ntitle: a\x00b\n", "2:9", "is a binary file"),
        (b"\xef\xbb\xbfname: x\nhorizon: {weeks: 0}\n", "2:18", "`weeks` is 0"),
        (b"name: x\rhorizon: {weeks: 0}\r", "2:18", "`weeks` is 0"),
        (b"name: x\r\nhorizon: {weeks: 0}\r\n", "2:18", "`weeks` is 0"),
        (b"", "1:1", "the file is empty"),
    ],
)
def test_odd_encodings_are_named_or_read(folder, capsys, content, place, words):
    (folder / "x.yaml").write_bytes(content)
    line = complaint(capsys, "validate", "x.yaml")
    assert line.startswith(f"x.yaml:{place}: "), line
    assert words in line


@pytest.mark.parametrize("value", ["-0.99", "-0.0", "1e-320", "010", "0o17", "100", "1"])
def test_rates_from_a_hundredth_of_the_price_to_a_hundred_prices_are_accepted(folder, capsys, value):
    (folder / "x.yaml").write_text(HEAD + MEASURE.format(value, "2025-04-09"))
    assert call(capsys, "validate", "x.yaml")[:2] == (0, "x.yaml: ok\n")


def test_fifty_years_are_accepted(folder, capsys):
    (folder / "x.yaml").write_text(HEAD + "horizon: {start: 2999-12-30, weeks: 2610}\n")
    assert call(capsys, "validate", "x.yaml")[:2] == (0, "x.yaml: ok\n")


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("horizon.weeks", ".nan", "not `.nan`; it goes from 1 to 2,610"),
        ("horizon.weeks", "0x" + "f" * 5_000, "has 5,002 digits"),
        ("behaviour.resourcing_hazard", ".inf", "not `.inf`; it goes from 0 to 52"),
        ("behaviour.resourcing_hazard", "1e308", "is 1e+308, above the largest value 52"),
        ("horizon.start", "9999-12-31", "9999-12-31 is out of range"),
        ("title", "!!binary x", "the tag `binary` has no meaning"),
        ("title", "[" * 100, "nested too deeply"),
        ("title", "--- x\n--- y", "a second document"),
        ("title", '"\\ud800"', "the character U+D800"),
        ("world.economies", "&a [*a]", "contains itself"),
        (".".join("a" * 3_000), "1", "this key cannot be set"),
        ("measures." + "9" * 5_000 + ".rate", "1", "no entry `999"),
    ],
)
def test_an_override_is_treated_as_a_file_is(capsys, key, value, words):
    line = complaint(capsys, "validate", "impasse_145_125", "--set", f"{key}={value}")
    assert line.startswith(f"--set {key}"[:60]), line
    assert words in line or len(key) > 2_000


def test_nothing_in_a_message_moves_the_cursor(folder, capsys):
    line = complaint(capsys, "validate", "a\x1b[31m\n.yaml")
    assert line == r"a\x1b[31m\n.yaml: no such file"


@pytest.mark.parametrize(
    ("lever", "place", "words"),
    [
        ("{path: measures.0.rate, values: [0.1, .nan]}", "3:51", "a finite number, not `.nan`"),
        (
            "{path: horizon.weeks, values: [1e308]}",
            "3:44",
            "a whole number, not `1e+308`; it goes from 1 to 2,610",
        ),
        (f"{{path: {'.'.join('a' * 99)}, values: [1]}}", "3:20", "a scenario has no `a`"),
    ],
)
def test_numbers_of_levers_are_named_in_the_sweep(folder, capsys, lever, place, words):
    (folder / "x.yaml").write_text(f"name: x\nscenario: two_rates\nlevers: {{a: {lever}}}\n")
    line = complaint(capsys, "validate", "x.yaml")
    assert line.startswith(f"x.yaml:{place}: "), line
    assert words in line
