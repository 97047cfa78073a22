"""Small things to test with: a balanced world of three economies, its vocabulary, measures."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np

from sim.scenario.measures import Exemption, Tariff
from sim.scenario.vocabulary import EU_MEMBERS, Vocabulary
from sim.world.products import ProductCatalogue, ProductList
from sim.world.world import World

ECONOMIES = ("USA", "CHN", "ROW")
SECTORS = ("A01", "C24A", "C26", "SERV")
GROUPS = ("soybeans", "grains", "steel", "phones", "semiconductors", "services")
SECTOR_OF_GROUP = (0, 0, 1, 2, 2, 3)
CODES = (
    "100199", "100590", "120190", "720851", "720852", "720890",
    "730890", "851713", "851714", "854110", "854231", "854232",
)  # fmt: skip
GROUP_OF_CODE = (1, 1, 0, 2, 2, 2, 2, 3, 3, 4, 4, 4)


def small_catalogue(seed: int = 0) -> ProductCatalogue:
    """Twelve HS codes in five groups, random trade weights, a list without and one with rates."""
    draw = np.random.default_rng([seed, 1])
    half_of_steel = np.array([0.5 if code.startswith("72") else 0.0 for code in CODES])
    chips = np.array([1.0 if code.startswith("8542") else 0.0 for code in CODES])
    rates = np.array([0.1 if code == "854231" else -0.02 for code in CODES])
    return ProductCatalogue(
        codes=CODES,
        descriptions=("",) * len(CODES),
        group_of_code=np.array(GROUP_OF_CODE, dtype=np.int64),
        lists={
            "half_of_steel": ProductList(
                "half_of_steel", "Half of steel", "test", "2025-01-01", half_of_steel
            ),
            "chips": ProductList("chips", "Chips, with rates", "test", "2025-01-01", chips, rates),
        },
        economies=ECONOMIES,
        united_states_imports=draw.uniform(1.0, 10.0, (len(ECONOMIES), len(CODES))),
        china_imports_from_united_states=draw.uniform(1.0, 10.0, len(CODES)),
        reference_weights={code: draw.uniform(1.0, 10.0, len(CODES)) for code in ("CHN", "USA")},
        statutory={pair: draw.uniform(0.0, 0.1, len(CODES)) for pair in (("USA", "CHN"), ("CHN", "USA"))},
    )


def small_world(seed: int = 0) -> World:
    """Balanced world of three economies, four sectors and six groups.

    Sales at home are large, services are hardly traded and never taxed, inputs take less than
    half of every product and of every sector's output, so that all residual accounts are
    positive for any seed.
    """
    draw = np.random.default_rng([seed, 0])
    economies, groups, sectors = len(ECONOMIES), len(GROUPS), len(SECTORS)
    size = np.array([3000.0, 2000.0, 5000.0])
    importance = np.array([0.5, 0.5, 1.0, 1.0, 1.0, 12.0])
    expenditure = draw.uniform(0.05, 0.15, (economies, economies, groups))
    expenditure[:, :, -1] *= 0.1
    home = np.arange(economies)
    expenditure[home, home] = draw.uniform(0.8, 1.2, (economies, groups))
    expenditure *= importance * np.sqrt(size[:, None, None] * size[None, :, None])
    tariff = draw.uniform(0.0, 0.1, (economies, economies, groups))
    tariff[home, home] = 0.0
    tariff[:, :, -1] = 0.0
    sector_of_group = np.array(SECTOR_OF_GROUP, dtype=np.int64)
    output = np.zeros((economies, sectors))
    np.add.at(output.T, sector_of_group, (expenditure / (1.0 + tariff)).sum(axis=1).T)
    absorption = expenditure.sum(axis=0)
    # each using sector takes a part of at most a tenth of every product, and of its own output
    part = draw.uniform(0.02, 0.1, (economies, groups, sectors))
    use = part * np.minimum(absorption[:, :, None], output[:, None, :] / 2.0)
    return World(
        base_year=2024,
        economies=ECONOMIES,
        economy_names=("United States", "China", "Rest of the world"),
        members=tuple((code,) for code in ECONOMIES),
        sectors=SECTORS,
        groups=GROUPS,
        sector_of_group=sector_of_group,
        expenditure=expenditure,
        base_tariff=tariff,
        input_share=use / output[:, None, :],
        margin_share=np.array([0.25, 0.2, 0.15]),
        margin_labour_share=np.array([0.6, 0.5, 0.7]),
        theta=np.array([2.0, 1.5, 2.5, 1.2, 3.0, 1.0]),
        distance=np.where(np.eye(economies, dtype=bool), 500.0, 8000.0),
        products=small_catalogue(seed),
    )


def small_vocabulary() -> Vocabulary:
    """Words that fit the small world, with some more economies to misspell."""
    names = {"USA": "United States", "CHN": "China", "VNM": "Vietnam", "MEX": "Mexico", "CHE": "Switzerland"}
    members = {code: code for code in EU_MEMBERS}
    return Vocabulary(
        economies={**names, **members, "DEU": "Germany", "EU": "European Union", "ROW": "Rest of the world"},
        default_economies=("USA", "CHN", "EU", "VNM", "ROW"),
        sectors=dict(
            zip(SECTORS, ("Agriculture", "Basic iron and steel", "Electronics", "Services"), strict=True)
        ),
        groups={group: group.capitalize() for group in GROUPS},
        group_sector={group: SECTORS[rank] for group, rank in zip(GROUPS, SECTOR_OF_GROUP, strict=True)},
        hs_codes=frozenset(code[:size] for code in CODES for size in (2, 4, 6)),
        product_lists={"half_of_steel": "Half of steel", "chips": "Chips, with rates"},
        elasticity_sets=("FGO", "CP"),
        base_years=(2017, 2024),
        group_of_code={code: GROUPS[rank] for code, rank in zip(CODES, GROUP_OF_CODE, strict=True)},
        listed_codes={"half_of_steel": frozenset(), "chips": frozenset({"854231", "854232"})},
        rated_lists=frozenset({"chips"}),
    )


def tariff(rate: Any = 0.25, start: str = "2025-03-04", **keys: Any) -> Tariff:
    """US tariff on China unless the keys say otherwise; dates as text."""
    return Tariff(**{"importer": "USA", "exporter": "CHN", "rate": rate, **_dated(start=start, **keys)})


def exemption(start: str = "2025-03-04", **keys: Any) -> Exemption:
    """US exemption for China unless the keys say otherwise; dates as text."""
    return Exemption(**{"importer": "USA", "exporter": "CHN", **_dated(start=start, **keys)})


def _dated(**keys: Any) -> dict[str, Any]:
    days = ("start", "end", "announced")
    return {key: date.fromisoformat(value) if key in days else value for key, value in keys.items()}
