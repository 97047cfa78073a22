"""The build step: readers of raw data excepted, each part on small made-up accounts."""

from __future__ import annotations

import gzip
import os
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from sim.world.build import __main__ as build
from sim.world.build import icio
from sim.world.build.bilateral import SILENT_IN_BACI, baci
from sim.world.build.datapackage import Field, Source, Table, write_datapackage
from sim.world.build.distribution import carve_out
from sim.world.build.economies import CODES, ECONOMIES, POSITION, position_of, position_of_census
from sim.world.build.end_use import LEAST_FINAL_USE, bisect, producers_use
from sim.world.build.hs_groups import GROUPS
from sim.world.build.icio import GOODS, SECTORS, SERVICES
from sim.world.build.inputs import LEAST_VALUE_ADDED, input_shares, value_added_share
from sim.world.build.rebasing import GREATEST_LEVEL, HOME_SHARE, rebased
from sim.world.build.tables import rounded, write_arrays, write_rows
from sim.world.build.wiod import FAMILIES, Technology, family_of_sector

RAW = Path(os.environ.get("TRADEWAR_RAW_DATA", Path(__file__).parents[3] / "shared" / "data"))
USA, CHN = POSITION["USA"], POSITION["CHN"]
N, S = len(CODES), len(SECTORS)


@pytest.fixture
def draw():
    return np.random.default_rng(1)


@pytest.fixture
def technology(draw):
    inputs = draw.uniform(0.0, 1.0, (N, FAMILIES, FAMILIES))
    inputs *= draw.uniform(0.3, 0.8, (N, 1, FAMILIES)) / inputs.sum(axis=1, keepdims=True)
    return Technology(
        inputs=inputs,
        intermediate_use=draw.uniform(0.2, 1.0, (N, FAMILIES)),
        margin_share=np.full(N, 0.2),
        margin_labour_share=np.full(N, 0.6),
    )


@pytest.fixture
def flows(draw):
    flows = draw.uniform(1.0, 2.0, (N, N, S))
    flows[np.arange(N), np.arange(N)] *= 400.0
    return flows


@pytest.mark.slow
@pytest.mark.raw
@pytest.mark.skipif(not RAW.is_dir(), reason="the raw data folder is not here")
def test_the_raw_folder_yields_the_shipped_tables_byte_for_byte():
    assert build.main([str(RAW), "--check"]) == 0


def test_a_folder_that_is_no_raw_folder_is_refused(tmp_path, capsys):
    assert build.main([str(tmp_path)]) == 2
    assert "no raw data folder" in capsys.readouterr().err


def test_economies_are_81_with_the_rest_of_the_world_last():
    assert (len(ECONOMIES), ECONOMIES[-1].code) == (81, "ROW")
    assert position_of("XKX") == POSITION["ROW"]
    assert position_of_census(5700) == CHN
    assert position_of_census(3) is None
    assert len({economy.census for economy in ECONOMIES}) == 81


def test_rounding_errs_less_than_stated(draw):
    values = draw.lognormal(0.0, 8.0, 10_000)
    assert np.abs(rounded(values) / values - 1.0).max() < 8e-6
    assert rounded(np.zeros(3)).tolist() == [0.0, 0.0, 0.0]


def test_the_same_arrays_give_the_same_bytes(tmp_path):
    for name in ("one", "two"):
        write_arrays(tmp_path / name, {"values": np.arange(5.0), "codes": np.array(["A", "BC"])})
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    with np.load(tmp_path / "one") as stored:
        assert stored["codes"].tolist() == ["A", "BC"]


def test_rows_are_written_with_unix_line_ends(tmp_path):
    write_rows(tmp_path / "rows.csv", ("a", "b"), [(1, "x, y")])
    assert (tmp_path / "rows.csv").read_bytes() == b'a,b\n1,"x, y"\n'


def test_an_undescribed_table_is_refused(tmp_path):
    (tmp_path / "loose.csv").write_text("a\n1\n")
    with pytest.raises(ValueError, match=r"loose\.csv"):
        write_datapackage(tmp_path, ())
    table = Table(
        "loose.csv", "Loose", "assumed", (Field("a", "one"),), (Source("me", "it", "2025", "free"),)
    )
    write_datapackage(tmp_path, (table,))
    assert '"tag": "assumed"' in (tmp_path / "datapackage.json").read_text()


def test_bisection_finds_the_root():
    found = bisect(lambda x: x**2, np.array([4.0, 9.0, 0.25]))
    np.testing.assert_allclose(found, [2.0, 3.0, 0.5], rtol=1e-12)


def test_value_added_adds_up_to_what_is_asked(technology, draw):
    output = draw.uniform(10.0, 20.0, (N, S))
    asked = 0.5 * output.sum(axis=1)
    shares = value_added_share(technology, output, asked)
    np.testing.assert_allclose((shares * output).sum(axis=1), asked, rtol=1e-10)
    assert shares.min() >= LEAST_VALUE_ADDED


def test_unknown_value_added_keeps_the_technology(technology, draw):
    output = draw.uniform(10.0, 20.0, (N, S))
    shares = value_added_share(technology, output, np.full(N, np.nan))
    np.testing.assert_allclose(shares, 1.0 - technology.inputs.sum(axis=1)[:, family_of_sector()])


def test_inputs_add_up_by_user_and_leave_final_demand(technology, draw):
    output = draw.uniform(10.0, 20.0, (N, S))
    added = value_added_share(technology, output, 0.5 * output.sum(axis=1))
    use = draw.uniform(1.0, 2.0, (N, S))
    use *= ((1.0 - added) * output).sum(axis=1, keepdims=True) / use.sum(axis=1, keepdims=True)
    shares = input_shares(technology, output, use, added)
    np.testing.assert_allclose(shares.sum(axis=1), 1.0 - added, rtol=1e-6)
    np.testing.assert_allclose(np.einsum("nij,nj->ni", shares, output), use, rtol=1e-6)


def test_producers_buy_what_they_spend_and_leave_the_rest(technology, draw):
    absorption = draw.uniform(1.0, 2.0, (N, len(GROUPS)))
    total = 0.5 * absorption.sum(axis=1)
    use = producers_use(technology, absorption, total)
    np.testing.assert_allclose(use.sum(axis=1), total, rtol=1e-9)
    assert (absorption - use >= LEAST_FINAL_USE * absorption * 0.999).all()
    part = dict(zip(GROUPS, (use / absorption).mean(axis=0), strict=True))
    assert part["semiconductors"] > part["phones"]


def test_distributors_labour_leaves_gdp_and_purchases_alone(flows, draw):
    inputs = draw.uniform(0.0, 0.02, (N, S, S))
    output = flows.sum(axis=1)
    final, share, labour = np.full(N, 500.0), np.full(N, 0.2), np.full(N, 0.6)
    carved, shares = carve_out(flows, inputs, final, share, labour)
    paid = labour * final * share / (1.0 - share)
    np.testing.assert_allclose(carved.sum(axis=1)[:, SERVICES], output[:, SERVICES] - paid)
    np.testing.assert_allclose(
        np.einsum("nij,nj->ni", shares, carved.sum(axis=1)), np.einsum("nij,nj->ni", inputs, output)
    )
    before = ((1.0 - inputs.sum(axis=1)) * output).sum(axis=1)
    after = ((1.0 - shares.sum(axis=1)) * carved.sum(axis=1)).sum(axis=1) + paid
    np.testing.assert_allclose(after, before)


def test_rebased_trade_meets_what_is_observed(flows, draw):
    goods = flows[:, :, GOODS].sum(axis=2)
    observed = goods * draw.uniform(0.9, 1.3, (N, N))
    observed[:, 5] = np.nan
    result = rebased(flows, observed, np.full(N, 1e9), flows).customs_value
    bilateral = result[:, :, GOODS].sum(axis=2)
    partners = np.arange(N) != USA
    np.testing.assert_allclose(bilateral[partners, USA], observed[partners, USA], rtol=1e-10)
    assert bilateral[USA, CHN] == pytest.approx(observed[USA, CHN], rel=1e-10)


def test_a_pair_that_is_not_observed_keeps_its_flow_at_the_level_of_the_others(flows):
    observed = 1.1 * flows[:, :, GOODS].sum(axis=2)
    unseen, zero = (POSITION["KOR"], POSITION["VNM"]), (POSITION["VNM"], POSITION["KOR"])
    expected = observed[unseen]
    observed[unseen], observed[zero] = np.nan, 0.0
    result = rebased(flows, observed, np.full(N, 1e9), flows).customs_value[:, :, GOODS].sum(axis=2)
    assert result[unseen] == pytest.approx(expected, rel=0.02)  # the other pair's zero moves totals
    assert result[zero] == 0.0


def baci_file(folder, *rows):
    path = folder / "world" / "baci2023" / "baci2023_exports.csv.gz"
    path.parent.mkdir(parents=True)
    path.write_bytes(gzip.compress("\n".join(("exporter,importer,value_kusd_2023", *rows)).encode()))
    return folder


def test_what_neither_side_reports_is_unobserved_and_no_zero(tmp_path):
    rows = ("KOR,CHN,3e6", "CHN,VNM,2e6", "KOR,IRN,1e3", "DEU,CHN,1e6", "DEU,ETH,1e3")
    trade = baci(baci_file(tmp_path, *rows))
    korea, vietnam, germany, rest = (POSITION[code] for code in ("KOR", "VNM", "DEU", "ROW"))
    assert np.isnan(
        [trade[korea, vietnam], trade[vietnam, korea], trade[korea, rest], trade[rest, korea]]
    ).all()
    assert (trade[korea, CHN], trade[CHN, vietnam], trade[germany, rest]) == (3000.0, 2000.0, 1.0)
    assert (trade[CHN, korea], trade[korea, germany]) == (0.0, 0.0)


@pytest.mark.raw
@pytest.mark.skipif(not RAW.is_dir(), reason="the raw data folder is not here")
def test_the_silent_of_baci_are_those_without_a_row_between_them():
    with gzip.open(RAW / "world" / "baci2023" / "baci2023_exports.csv.gz", "rt", encoding="utf-8") as stream:
        listed = {frozenset(line.split(",")[:2]) for line in stream}
    pairs = [frozenset(pair) for pair in combinations(SILENT_IN_BACI, 2)]
    assert [pair for pair in pairs if pair in listed] == []
    goods = icio.customs_values(RAW, 2022)[:, :, GOODS].sum(axis=2)
    sizeable = [
        {CODES[one], CODES[other]}
        for one, other in combinations(range(N - 1), 2)
        if goods[one, other] + goods[other, one] > 100.0 and "TWN" not in {CODES[one], CODES[other]}
    ]
    assert [pair for pair in sizeable if pair not in listed and not pair <= set(SILENT_IN_BACI)] == []


def test_rebasing_keeps_outputs_where_home_sales_can_give_way(flows, draw):
    observed = flows[:, :, GOODS].sum(axis=2) * draw.uniform(0.9, 1.1, (N, N))
    result = rebased(flows, observed, np.full(N, 1e9), flows)
    np.testing.assert_allclose(result.customs_value.sum(axis=1), flows.sum(axis=1), rtol=1e-12)
    np.testing.assert_allclose(result.output_added, 0.0, atol=1e-9)


def test_rebasing_adds_output_rather_than_selling_nothing_at_home(flows):
    observed = flows[:, :, GOODS].sum(axis=2)
    observed[CHN, USA] *= 1e3
    result = rebased(flows, observed, np.full(N, 1e9), flows)
    home = np.einsum("nns->ns", result.customs_value)
    assert (home >= HOME_SHARE * np.einsum("nns->ns", flows) * 0.999).all()
    assert result.output_added[CHN].sum() > 0.0


def test_re_exports_do_not_swell_an_entrepot(flows):
    observed = flows[:, :, GOODS].sum(axis=2)
    entrepot = POSITION["HKG"]
    before = observed[:, entrepot].sum() - observed[entrepot, entrepot]
    observed[:, entrepot] *= 20.0
    result = rebased(flows, observed, np.full(N, 1e9), flows).customs_value[:, :, GOODS].sum(axis=2)
    after = result[:, entrepot].sum() - result[entrepot, entrepot]
    assert after <= GREATEST_LEVEL * before * (1.0 + 1e-9)
