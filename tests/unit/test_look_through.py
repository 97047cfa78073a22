"""Reliance at face value and looked through, as metrics read it."""

import itertools

import numpy as np
import pytest
from hand_made import evidence, filled, mondays

from sim.metrics.decoupling.look_through import LOOK_THROUGH, TOP_SUPPLIERS, hidden, share_of_foreign

ECONOMIES = ("USA", "CHN", "MEX")
# Sources in rows, users in columns.
DEPTH = np.array([[9.0, 0.02, 0.05], [0.06, 9.0, 0.10], [0.03, 0.01, 9.0]])


def test_shares_of_foreign_reliance_by_hand():
    shares = share_of_foreign(DEPTH)
    assert shares[1:, 0] == pytest.approx([2 / 3, 1 / 3])
    assert np.isnan(np.diag(shares)).all()
    assert np.nansum(shares, axis=0) == pytest.approx(1.0)


def test_shares_know_no_unit_and_no_order():
    order = [1, 2, 0]
    moved = share_of_foreign(7.0 * DEPTH[np.ix_(order, order)])
    assert moved == pytest.approx(share_of_foreign(DEPTH)[np.ix_(order, order)], nan_ok=True)


def test_user_that_relies_on_nobody_has_no_shares():
    assert np.isnan(share_of_foreign(np.diag([1.0, 2.0, 3.0]))).all()


def test_hidden_ratio_is_undefined_where_nothing_is_bought_directly():
    found = hidden(np.array([0.06, 0.02]), np.array([0.02, 0.0]))
    assert found[0] == pytest.approx(3.0)
    assert np.isnan(found[1])


def pairs(table, value, sectors=None, weeks=2):
    """Rows of a table of pairs: `value(arm, origin, destination, sector, name)` in every week."""
    keys = [("scenario", "reference"), ECONOMIES, ECONOMIES, sectors or (None,), mondays(weeks)]
    rows = [row for row in itertools.product(*keys) if row[1] != row[2]]
    columns = dict(
        zip(("arm", "origin", "destination", "user_sector", "week"), zip(*rows, strict=True), strict=True)
    )
    if sectors is None:
        del columns["user_sector"]
    for name in ("face_value", "look_through", "made_face_value", "made_look_through"):
        columns[name] = [value(*row[:4], name) for row in rows]
    return {table: filled(table, columns)}


def seen(tables):
    flows = np.full((3, 3, 1), 5.0)
    return evidence(ECONOMIES, ("toys",), flows, flows, tables=tables)


def test_table_holds_both_arms_and_the_hidden_ratio():
    def value(arm, origin, destination, sector, name):
        o, d = ECONOMIES.index(origin), ECONOMIES.index(destination)
        return (
            DEPTH[o, d]
            * (0.5 if arm == "scenario" and origin == "CHN" else 1.0)
            / (3 if "face" in name else 1)
        )

    frame = LOOK_THROUGH.frame(seen(pairs("reliance", value)))
    row = frame.filter(importer="USA", partner="CHN").row(0, named=True)
    assert frame.height == 2 * 2 * 2
    assert (row["look_through"], row["look_through_reference"]) == pytest.approx((0.03, 0.06))
    assert (row["look_through_share"], row["look_through_share_reference"]) == pytest.approx((1 / 2, 2 / 3))
    assert row["hidden"] == pytest.approx(3.0)


def test_largest_supplier_can_be_hidden():
    def value(arm, origin, destination, sector, name):
        if destination != "USA" or sector != "C26":
            return 0.0
        depth = {"CHN": (0.1, 0.5), "MEX": (0.3, 0.4)}[origin]
        return depth["look" in name] if arm == "reference" else depth["face" in name]

    frame = TOP_SUPPLIERS.frame(
        evidence_with_sectors(pairs("sector_reliance", value, sectors=("C26", "C27", "SERV")))
    )
    assert frame["sector"].unique().sort().to_list() == ["C26", "C27"]
    row = frame.filter(importer="USA", sector="C26").row(0, named=True)
    assert (row["face_value_reference"], row["look_through_reference"]) == ("MEX", "CHN")
    assert row["look_through_share_reference"] == pytest.approx(0.5 / 0.9)
    empty = frame.filter(importer="USA", sector="C27").row(0, named=True)
    assert empty["look_through"] is None
    assert empty["look_through_share"] is None


def evidence_with_sectors(tables):
    found = seen(tables)
    found.run.manifest["world"]["sectors"] = dict.fromkeys(("C26", "C27", "SERV"), "")
    return found
