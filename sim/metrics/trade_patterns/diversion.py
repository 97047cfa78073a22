"""What becomes of trade that a tariff drives away: bought elsewhere, made at home, or not bought."""

from __future__ import annotations

import polars as pl

from sim.metrics.axes import Floats, empty_where_undefined, relative_change
from sim.metrics.flows import Flows
from sim.metrics.trade_patterns.creation import lost_trade


def trade_diversion(flows: Flows, importer: str, partner: str) -> pl.DataFrame:
    """Split the fall in imports from a partner by what takes its place, for each product group.

    With ``L`` the fall in imports from the partner (zero when they rise), ``T`` the rise in imports
    from third economies and ``H`` the rise in domestic sales, all against the reference in the last
    four weeks and not below zero: diverted to third economies ``D = min(L, T)``, replaced at home
    ``R = min(L - D, H)``, not bought ``L - D - R``. The three add up to ``L`` in every group. A falling
    partner with ``D > 0`` is Viner's (1950) trade diversion; ``L - D`` is trade destroyed, the reverse
    of trade creation.

    Returns
    -------
    DataFrame
        group, reference, scenario (imports from the partner, USD mn a year), change (relative), lost,
        diverted, replaced_at_home, not_bought (USD mn a year), and the last five under the prefix
        ``benchmark_`` in the long run without frictions, against the base; largest loss first.
    """
    here, there = flows.axes.economy(importer), flows.axes.economy(partner)
    scenario, reference = flows.closing[:, there, here]
    end = _split(flows.closing[0, :, here] - flows.closing[1, :, here], here, there)
    rest = _split(flows.benchmark[:, here] - flows.base[:, here], here, there)
    frame = pl.DataFrame(
        {
            "group": flows.axes.goods,
            "reference": reference,
            "scenario": scenario,
            "change": relative_change(scenario, reference),
            **end,
            "benchmark_change": relative_change(flows.benchmark[there, here], flows.base[there, here]),
            **{f"benchmark_{name}": part for name, part in rest.items()},
        }
    )
    return empty_where_undefined(frame).sort(["lost", "group"], descending=[True, False])


def _split(change: Floats, here: int, there: int) -> dict[str, Floats]:
    """Split the fall in what ``here`` buys from ``there``, given the change (N, G) of its purchases."""
    partner, home = change[there], change[here]
    return lost_trade(partner, change.sum(axis=0) - partner - home, home)


def replacements(flows: Flows, importer: str, partner: str) -> pl.DataFrame:
    """Change in an economy's purchases by product group and origin, its own producers included.

    Returns
    -------
    DataFrame
        group, origin, change (USD mn a year against the reference, last four weeks), benchmark_change
        (long run without frictions against the base); the partner itself is left out.
    """
    here, there = flows.axes.economy(importer), flows.axes.economy(partner)
    change: Floats = flows.closing[0, :, here] - flows.closing[1, :, here]
    rest: Floats = flows.benchmark[:, here] - flows.base[:, here]
    frames = [
        pl.DataFrame(
            {
                "group": flows.axes.goods,
                "origin": [code] * len(flows.axes.goods),
                "change": change[index],
                "benchmark_change": rest[index],
            }
        )
        for index, code in enumerate(flows.axes.economies)
        if index != there
    ]
    return pl.concat(frames)
