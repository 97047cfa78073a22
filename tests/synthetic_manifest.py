"""The manifest of a small made-up run."""

from synthetic_world import SECTORS, START


def manifest_of(economies, groups, weeks, steps):
    return {
        "name": "synthetic",
        "title": "Tariffs of mid-April 2025 stay" if steps else "No new tariffs",
        "question": "What if the tariffs of mid-April 2025 stay?" if steps else "What if nothing changes?",
        "description": "Made-up numbers in the shape of a run.",
        "command": "tradewar run synthetic --seed 1",
        "versions": {"tradewar-sim": "0.1.0", "python": "3.12.1", "polars": "2.1.0"},
        "scenario_hash": "5f2c9a1be07d4c11",
        "data_hash": "a81b33c09f5e7712",
        "seed": 1,
        "started": "2025-05-01T12:00:00+00:00",
        "timings": {"world": 0.8, "steps": 4.2, "tables": 1.1},
        "accounting": {
            "largest_residual": 3.1e-12,
            "spending_equals_receipts": 3.1e-12,
            "world_deficits": 4.4e-13,
        },
        "theory": {"welfare_gap_points": 0.08, "flow_gap_percent": 0.3},
        "world": {
            "base": 2024,
            "economies": dict(economies),
            "groups": {k: title for k, (_, title) in groups.items()},
            "theta": dict.fromkeys(groups, 4.0),
            "sectors": SECTORS,
        },
        "horizon": {"start": START.isoformat(), "weeks": weeks},
        "phases": [
            "apply_policies",
            "review_suppliers",
            "place_orders",
            "set_prices",
            "ship_and_clear",
            "pay_incomes",
            "consume",
            "adjust_wages",
        ],
        "relationships": 1_000_000,
        "producers": 20_000,
        "parameters": {"resourcing_hazard": 0.25, "short_run_elasticity": 0.6, "mean_trade_elasticity": 1.25},
        "assumptions": [
            _figure("behaviour.resourcing_hazard", 0.25, "found by Somebody (2014)", "from evidence"),
            _figure("behaviour.fastest_resourcing", 8.0, "assumed: three months", "assumed"),
        ],
    }


def _figure(name, value, source, tag):
    return {
        "name": name,
        "value": value,
        "default": 0.25 if tag == "from evidence" else 4.0,
        "unit": "per year",
        "minimum": 0.0,
        "maximum": 52.0,
        "meaning": "How often a relationship is reconsidered.",
        "source": source,
        "tag": tag,
    }
