"""The words that a scenario may use, taken from what the world ships."""

from __future__ import annotations

from functools import cache
from itertools import compress

from sim.scenario.vocabulary import Vocabulary
from sim.world.aggregation import DEFAULT_ECONOMIES, MERGED_NAMES
from sim.world.base import BASE_YEARS, stored_economies, stored_groups, stored_sectors
from sim.world.elasticity import elasticity_sets
from sim.world.products import load_products

WHOLE = 0.999  # a list covers a code whole, up to rounding in the shipped shares


@cache
def vocabulary(base: int = BASE_YEARS[-1]) -> Vocabulary:
    """Return the codes of economies, sectors, products, lists and data sets of a base year.

    Raises
    ------
    ValueError
        No tables are shipped for the year.
    """
    if base not in BASE_YEARS:
        message = f"no base year {base}: the shipped ones are {', '.join(map(str, BASE_YEARS))}"
        raise ValueError(message)
    products = load_products(base)
    groups = stored_groups()
    codes = tuple(groups)
    return Vocabulary(
        economies={economy.code: economy.name for economy in stored_economies()} | MERGED_NAMES,
        default_economies=DEFAULT_ECONOMIES,
        sectors=stored_sectors(),
        groups={code: title for code, (title, _) in groups.items()},
        group_sector={code: sector for code, (_, sector) in groups.items()},
        hs_codes=products.prefixes,
        product_lists={name: listed.title for name, listed in products.lists.items()},
        elasticity_sets=tuple(elasticity_sets()),
        base_years=BASE_YEARS,
        group_of_code={
            code: codes[group] for code, group in zip(products.codes, products.group_of_code, strict=True)
        },
        listed_codes={
            name: frozenset(compress(products.codes, (listed.share >= WHOLE).tolist()))
            for name, listed in products.lists.items()
        },
        rated_lists=frozenset(name for name, listed in products.lists.items() if listed.rate is not None),
    )
