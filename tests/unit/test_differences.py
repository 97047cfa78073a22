"""By how much tables, documents and pages differ."""

import datetime as dt

import polars as pl
import pytest

from sim.records.differences import SINGLE, FileDifference
from sim.records.table_differences import table_differences
from sim.records.tree_differences import tree_differences
from sim.report.page.reading import data_of_page, text_of_page

TABLE = pl.DataFrame(
    {
        "economy": ["USA", "CHN", "USA", "CHN"],
        "week": [dt.date(2025, 1, 6)] * 2 + [dt.date(2025, 1, 13)] * 2,
        "income": [2000.0, 1000.0, 2010.0, 990.0],
        "profit": [1e-10, 0.0, -1e-10, 3.0],
        "share": pl.Series([0.1, 0.2, 0.3, 0.4], dtype=pl.Float32),
        "switches": [1, 2, 3, 4],
    }
)
UNITS = {"income": "USD mn", "profit": "USD mn", "share": "fraction", "switches": "count"}


def changed(**columns):
    return TABLE.with_columns(**{name: pl.Series(values) for name, values in columns.items()})


def test_the_same_table_differs_in_nothing():
    assert table_differences(TABLE, TABLE.clone(), UNITS) == ((), ())


def test_a_number_is_held_against_the_largest_of_its_unit():
    now = changed(profit=[2e-10, 0.0, 1e-10, 3.0])
    ((found,), problems) = table_differences(TABLE, now, UNITS)
    assert problems == ()
    assert (found.column, found.values) == ("profit", 2)
    assert found.absolute == pytest.approx(2e-10)
    assert found.relative == pytest.approx(2e-10 / 2010.0)
    assert found.where == {"economy": "USA", "week": "2025-01-13"}
    assert (found.then, found.now) == ("-1e-10", "1e-10")


def test_a_change_of_a_count_is_no_rounding():
    ((found,), _) = table_differences(TABLE, changed(switches=[1, 2, 3, 5]), UNITS)
    assert found.relative == pytest.approx(1 / 5)
    assert not found.is_within(1e-9)


def test_a_last_digit_of_single_precision_is_rounding_and_two_per_cent_are_none():
    digit = TABLE.with_columns((pl.col("share") * (1.0 + 1e-7)).cast(pl.Float32))
    ((found,), _) = table_differences(TABLE, digit, UNITS)
    assert found.least == SINGLE
    assert found.is_within(0.0)
    ((found,), _) = table_differences(TABLE, TABLE.with_columns(pl.col("share") * 1.02), UNITS)
    assert not found.is_within(1e-9)


def test_columns_are_told_from_the_largest_difference_on():
    now = changed(income=[2001.0, 1000.0, 2010.0, 990.0], switches=[9, 2, 3, 4])
    columns, _ = table_differences(TABLE, now, UNITS)
    assert [each.column for each in columns] == ["switches", "income"]


@pytest.mark.parametrize(
    ("now", "said"),
    [
        (TABLE.drop("share"), "column share is gone"),
        (TABLE.with_columns(more=1), "column more is new"),
        (TABLE.with_columns(pl.col("income").cast(pl.String)), "column income is String and was Float64"),
        (TABLE.head(3), "4 rows then, 3 now; 1 of them only then, the first at economy CHN, week 2025-01-13"),
        (changed(economy=["USA", "CHN", "USA", "MEX"]), "economy differs in 1 rows"),
        (changed(income=[None, 1000.0, 2010.0, 990.0]), "income is a number then or now only, in 1 rows"),
        (
            changed(income=[float("inf"), 1000.0, 2010.0, 990.0]),
            "income is a number then or now only, in 1 rows",
        ),
    ],
)
def test_what_is_no_matter_of_digits_is_said(now, said):
    columns, problems = table_differences(TABLE, now, UNITS)
    assert (columns, problems) == ((), (said,))
    assert not FileDifference("tables/x.parquet", columns, problems).is_within(1.0)


def test_lists_are_compared_place_by_place():
    then, now = (pl.DataFrame({"case": ["a"], "path": [[1.0, 2.0, last]]}) for last in (3.0, 4.0))
    ((found,), _) = table_differences(then, now, {})
    assert (found.column, found.absolute) == ("path[2]", 1.0)


def test_trees_differ_by_branch():
    then = {"a": [1.0, 2.0, 400.0], "b": {"c": 0.5, "d": "x"}, "e": True}
    now = {"a": [1.0, 2.5, 400.1], "b": {"c": 0.5, "d": "x"}, "e": True}
    ((found,), problems) = tree_differences(then, now)
    assert problems == ()
    assert (found.column, found.values, found.where) == ("a", 2, {"place": "1"})
    assert found.relative == pytest.approx(0.5 / 400.1)
    assert tree_differences(then, then) == ((), ())


@pytest.mark.parametrize(
    ("now", "said"),
    [
        ({"a": [1.0], "b": "x"}, "a has 1 values and had 2"),
        ({"a": [1.0, 2.0]}, "b is gone"),
        ({"a": [1.0, 2.0], "b": "x", "c": 1}, "c is new"),
        ({"a": [1.0, 2.0], "b": "y"}, "b is y and was x"),
        ({"a": [1.0, None], "b": "x"}, "a[1] is nothing and was 2.0"),
        ({"a": [1.0, 2.0], "b": True}, "b is True and was x"),
    ],
)
def test_what_else_differs_in_trees_is_said(now, said):
    assert tree_differences({"a": [1.0, 2.0], "b": "x"}, now) == ((), (said,))


def test_data_and_text_of_a_page_are_told_apart():
    page = (
        '<p>numpy 2.1</p>\n<a href="data:application/zip;base64,UEs=">all</a>\n'
        '<script type="application/json" id="data">{"y": {"dtype": "f8", "bdata": "AAAAAAAA8D8="}, "n": 1}'
        "</script>"
    )
    assert data_of_page(page) == {"y": [1.0], "n": 1}
    assert text_of_page(page)[:2] == ["<p>numpy 2.1</p>", '<a href="">all</a>']
    assert "bdata" not in "\n".join(text_of_page(page))
    assert data_of_page("<p>no data</p>") is None
