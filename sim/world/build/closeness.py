"""How close the shipped accounts come to published figures.

``python -m sim.world.build.closeness`` prints the tables of docs/world.md and exits with one when
a bound is missed. It reads shipped tables only.
"""

from __future__ import annotations

import csv
import sys
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.world.base import BASE_YEARS, load_base, stored_economies

if TYPE_CHECKING:
    from sim.world.world import World

Floats = NDArray[np.float64]

PARTNERS = 15
ECONOMIES = 20
PARTNER_BOUND = 0.003  # of goods imports: 0.3 percentage points
SECTOR_BOUND = 0.02  # of the sector's share; of one per cent of imports for smaller sectors
SMALL_SECTOR = 0.01
GDP_BOUND = 0.10
REVENUE_BOUND = 0.15
BALANCE_BOUND = 1e-9
HEADER = "| | published | accounts | gap | bound |\n|---|---:|---:|---:|---:|\n"


@dataclass(frozen=True)
class Comparison:
    """One published figure against the accounts.

    Parameters
    ----------
    base : int
        Base year.
    measure, key : str
        What is compared, and for which economy or sector.
    published, accounts : float
        The two figures, shares or USD million.
    gap : float
        Distance in the unit of the bound.
    bound : float
        The most that the gap may be.
    """

    base: int
    measure: str
    key: str
    published: float
    accounts: float
    gap: float
    bound: float

    @property
    def met(self) -> bool:
        """Whether the gap is within the bound."""
        return abs(self.gap) <= self.bound


def partner_shares(base: int) -> list[Comparison]:
    """Shares of the largest partners, the EU among them, in US goods imports; the gap in shares."""
    published = _targets(base, "us_import")
    total = sum(value for code, value in published.items() if code != "EU")
    accounts = _us_imports(base)
    accounts_total = sum(value for code, value in accounts.items() if code != "EU")
    largest = sorted((code for code in published if code != "ROW"), key=lambda code: -published[code])
    return [
        Comparison(base, "share of US goods imports", code, share, ours, ours - share, PARTNER_BOUND)
        for code in largest[: PARTNERS + 1]
        for share, ours in [(published[code] / total, accounts[code] / accounts_total)]
    ]


def china_sectors(base: int = 2024) -> list[Comparison]:
    """Shares of goods sectors in US imports from China; the gap relative to the share, or to one per cent."""
    published = _targets(base, "us_import_from_china")
    total = sum(published.values())
    world = load_base(base)
    flow = world.customs_value[world.position("CHN"), world.position("USA")]
    goods = float(flow[world.is_goods].sum())
    rows = []
    for sector in (sector for index, sector in enumerate(world.sectors) if _makes_goods(world, index)):
        groups = world.sector_of_group == world.sectors.index(sector)
        share, ours = published[sector] / total, float(flow[groups].sum()) / goods
        gap = (ours - share) / max(share, SMALL_SECTOR)
        rows.append(
            Comparison(base, "share of US imports from China", sector, share, ours, gap, SECTOR_BOUND)
        )
    return rows


def _makes_goods(world: World, sector: int) -> bool:
    return bool(world.is_goods[world.sector_of_group == sector].all())


def gross_domestic_products(base: int) -> list[Comparison]:
    """GDP of the largest economies; the gap relative to the published figure."""
    published = _targets(base, "gdp")
    world = load_base(base)
    accounts = dict(zip(world.economies, world.gdp.tolist(), strict=True))
    largest = sorted((code for code in published if code != "ROW"), key=lambda code: -published[code])
    return [
        Comparison(
            base,
            "GDP",
            code,
            published[code],
            accounts[code],
            _gap(accounts[code], published[code]),
            GDP_BOUND,
        )
        for code in largest[:ECONOMIES]
    ]


def exports_to_china(base: int) -> Comparison:
    """US goods exports to China; the gap relative to the published figure."""
    published = _targets(base, "us_export_to_china")["CHN"]
    world = load_base(base)
    flow = world.customs_value[world.position("USA"), world.position("CHN")]
    accounts = float(flow[world.is_goods].sum())
    gap = _gap(accounts, published)
    return Comparison(base, "US exports to China", "CHN", published, accounts, gap, SECTOR_BOUND)


def tariff_revenue(base: int) -> Comparison:
    """US tariff revenue against duties collected (2017) or calculated (2024); the gap relative."""
    published = _targets(base, "us_duty")["USA"]
    world = load_base(base)
    accounts = float(world.revenue[world.position("USA")])
    return Comparison(
        base, "US tariff revenue", "USA", published, accounts, _gap(accounts, published), REVENUE_BOUND
    )


def largest_imbalance(world: World) -> float:
    """Return the largest residual of any account, relative to the size of the account.

    Each economy's spending against its income, each group's purchases against its uses, each
    sector's sales against its costs, and all deficits against zero.
    """
    income = world.labour_income + world.revenue + world.deficit
    uses = world.intermediate + world.final_goods
    uses[:, world.services] += world.margin_services + world.final_services
    costs = (world.input_share.sum(axis=1) + world.value_added_share) * world.output
    sales = np.zeros_like(world.output)
    for group, sector in enumerate(world.sector_of_group):
        sales[:, sector] += world.customs_value[:, :, group].sum(axis=1)
    residuals = (
        _relative(world.consumption, income),
        _relative(world.absorption, uses),
        _relative(sales, costs),
        abs(float(world.deficit.sum())) / float(world.gdp.sum()),
    )
    return max(residuals)


def least_account(world: World) -> dict[str, float]:
    """Return the least value of every account that cannot be negative."""
    return {
        "flows": float(world.expenditure.min()),
        "use by producers": float(world.intermediate.min()),
        "final goods": float(world.final_goods.min()),
        "final services": float(world.final_services.min()),
        "value-added shares": float(world.value_added_share.min()),
        "tariffs": float(world.base_tariff.min()),
    }


def comparisons() -> list[Comparison]:
    """Return every comparison of both base years."""
    rows = [row for base in BASE_YEARS for row in partner_shares(base)]
    rows += china_sectors()
    rows += [exports_to_china(base) for base in BASE_YEARS]
    rows += [tariff_revenue(base) for base in BASE_YEARS]
    return rows + [row for base in BASE_YEARS for row in gross_domestic_products(base)]


def _relative(one: Floats, other: Floats) -> float:
    scale = np.maximum(np.abs(one), np.abs(other))
    gap = np.abs(one - other)
    return float(np.divide(gap, scale, out=np.zeros_like(gap), where=scale > 0.0).max())


def _gap(accounts: float, published: float) -> float:
    return accounts / published - 1.0


def _targets(base: int, measure: str) -> dict[str, float]:
    text = (files("sim.world") / "tables" / "closeness_targets.csv").read_text(encoding="utf-8")
    return {
        row["key"]: float(row["value"])
        for row in csv.DictReader(text.splitlines())
        if row["base"] == str(base) and row["measure"] == measure
    }


def _us_imports(base: int) -> dict[str, float]:
    """US goods imports by partner at customs value, USD million; ``EU`` beside its members."""
    world = load_base(base)
    flows = world.customs_value[:, world.position("USA")][:, world.is_goods].sum(axis=1)
    imports = dict(zip(world.economies, flows.tolist(), strict=True))
    imports["USA"] = 0.0
    imports["EU"] = sum(imports[economy.code] for economy in stored_economies() if economy.in_eu)
    return imports


def as_markdown() -> str:
    """Return the tables of docs/world.md."""
    rows, text = comparisons(), []
    for base in BASE_YEARS:
        for measure in dict.fromkeys(row.measure for row in rows):
            chosen = [row for row in rows if row.base == base and row.measure == measure]
            if chosen:
                text += [f"\n### {measure}, {base}\n\n{HEADER}", *map(_line, chosen)]
    return "".join(text)


def _line(row: Comparison) -> str:
    if row.published > 1.0:
        figures = f"{row.published / 1e3:,.1f} bn | {row.accounts / 1e3:,.1f} bn"
    else:
        figures = f"{row.published:.2%} | {row.accounts:.2%}"
    unit = " pp" if row.bound == PARTNER_BOUND else " %"
    gap = round(100.0 * row.gap, 2) + 0.0  # no negative zero
    return f"| {row.key} | {figures} | {gap:.2f}{unit} | {100.0 * row.bound:g}{unit} |\n"


def main() -> int:
    """Print the comparison as Markdown; one when a bound is missed."""
    sys.stdout.write(as_markdown())
    for base in BASE_YEARS:
        sys.stdout.write(f"\nLargest imbalance in {base}: {largest_imbalance(load_base(base)):.0e}\n")
    return 0 if all(row.met for row in comparisons()) else 1


if __name__ == "__main__":
    sys.exit(main())
