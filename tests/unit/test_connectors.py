"""Who gains by standing between two economies at war."""

import numpy as np
import pytest
from hand_made import evidence, filled, mondays

from sim.metrics.trade_patterns.connectors import CONNECTOR_GAINS, joint_gain, ranks

CODES = ("USA", "CHN", "VNM", "MEX")


def test_joint_gain_is_the_lesser_of_the_two():
    exports = np.array([5.0, 2.0, 5.0, -1.0, -3.0])
    imports = np.array([3.0, 4.0, -1.0, 6.0, -2.0])
    assert joint_gain(exports, imports) == pytest.approx([3.0, 2.0, 0.0, 0.0, 0.0])
    assert joint_gain(imports, exports) == pytest.approx(joint_gain(exports, imports))
    assert joint_gain(1e3 * exports, 1e3 * imports) == pytest.approx(1e3 * joint_gain(exports, imports))


def test_only_those_who_gain_have_a_place():
    assert ranks(np.array([2.0, 0.0, 7.0, 2.0]))[[2, 0, 3]] == pytest.approx([1.0, 2.0, 3.0])
    assert np.isnan(ranks(np.array([2.0, 0.0]))[1])


def flows():
    """Origin, destination, one group."""
    found = np.zeros((4, 4, 1))
    found[0, 1], found[1, 0] = 20.0, 60.0
    found[1, 2], found[1, 3] = 8.0, 6.0
    found[2, 0], found[3, 0], found[3, 1] = 10.0, 30.0, 1.0
    return found


def after():
    """Vietnam sells 4 more and buys 3 more; Mexico sells 5 more and buys 2 less."""
    found = flows()
    found[1, 0] = 40.0
    found[2, 0], found[1, 2] = 14.0, 11.0
    found[3, 0], found[1, 3] = 35.0, 4.0
    return found


def routing():
    columns = {
        "arm": ["scenario"] * 4,
        "origin": ["CHN"] * 4,
        "connector": ["MEX"] * 4,
        "destination": ["USA"] * 4,
        "group": ["toys"] * 4,
        "week": mondays(4),
        "value": [5.0] * 4,
        "detected": [1.0] * 4,
        "fee": [0.5] * 4,
    }
    return {"routing": filled("routing", columns)}


def rows(frame):
    return {(row["destination"], row["connector"]): row for row in frame.iter_rows(named=True)}


def test_table_by_hand():
    found = rows(CONNECTOR_GAINS.frame(evidence(CODES, ("toys",), after(), flows())))
    assert list(found) == [("USA", "VNM"), ("USA", "MEX"), ("CHN", "VNM"), ("CHN", "MEX")]
    vietnam, mexico = found["USA", "VNM"], found["USA", "MEX"]
    assert vietnam["exports"] - vietnam["exports_reference"] == pytest.approx(52 * 4)
    assert vietnam["imports"] - vietnam["imports_reference"] == pytest.approx(52 * 3)
    assert (vietnam["joint_gain"], vietnam["rank"]) == (pytest.approx(52 * 3), 1)
    assert (mexico["joint_gain"], mexico["rank"], mexico["fees"]) == (0.0, None, 0.0)
    assert all(found["CHN", code]["rank"] is None for code in ("VNM", "MEX"))


def test_goods_passed_on_count_at_both_ends_by_declaration_and_at_neither_in_truth():
    mexico = rows(CONNECTOR_GAINS.frame(evidence(CODES, ("toys",), after(), flows(), tables=routing())))[
        "USA", "MEX"
    ]
    assert mexico["joint_gain"] == 0.0
    # Sells 5 of its own and 4 that are not found out; takes in 5 and buys 2 less for itself.
    assert mexico["declared_exports"] - mexico["declared_exports_reference"] == pytest.approx(52 * 9)
    assert mexico["declared_imports"] - mexico["declared_imports_reference"] == pytest.approx(52 * 3)
    assert mexico["declared_joint_gain"] == pytest.approx(52 * 3)
    assert mexico["fees"] == pytest.approx(52 * 0.5)


def test_equal_gains_keep_the_order_of_the_economies():
    found = rows(CONNECTOR_GAINS.frame(evidence(CODES, ("toys",), after(), flows(), tables=routing())))
    assert [found["USA", code]["rank"] for code in ("VNM", "MEX")] == [1, 2]


def test_relabelled_economies_gain_the_same():
    order = [0, 1, 3, 2]
    turned = [each[np.ix_(order, order)] for each in (after(), flows())]
    codes = tuple(CODES[place] for place in order)
    found, moved = (
        rows(CONNECTOR_GAINS.frame(evidence(names, ("toys",), *arms, tables=routing())))
        for names, arms in ((CODES, (after(), flows())), (codes, turned))
    )
    for key, row in found.items():
        assert {n: v for n, v in moved[key].items() if n != "rank"} == {
            n: pytest.approx(v) if isinstance(v, float) else v for n, v in row.items() if n != "rank"
        }


def test_without_a_change_nobody_is_a_connector():
    frame = CONNECTOR_GAINS.frame(evidence(CODES, ("toys",), flows(), flows()))
    assert frame["joint_gain"].to_list() == [0.0] * 4
    assert frame["rank"].null_count() == 4
