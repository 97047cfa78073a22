"""What a model says of itself in a notebook or at a prompt: where it stands and who has moved most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import TYPE_CHECKING

import numpy as np

from sim.economy.prices import cost_of_living
from sim.economy.sourcing import WEEKS_PER_YEAR
from sim.model.figures import figures_of_agents

if TYPE_CHECKING:
    from sim.model.trade_war import TradeWar

_SHOWN = 6
_HEADINGS = (
    "economy", "goods imports, USD bn a year", "against the base", "average tariff", "consumer prices",
    "real consumption",
)  # fmt: skip


@dataclass(frozen=True)
class Summary:
    """Where a model stands: a sentence, and a table of the economies whose imports have moved most."""

    sentence: str
    rows: Sequence[Sequence[str]]

    def text(self) -> str:
        """Lines of plain text."""
        table = [_HEADINGS, *self.rows] if self.rows else []
        widths = [max(map(len, column)) for column in zip(*table, strict=True)]
        lines = ["  ".join(cell.rjust(wide) for cell, wide in zip(row, widths, strict=True)) for row in table]
        return "\n".join([self.sentence, *lines])

    def markup(self) -> str:
        """HTML for notebooks."""
        if not self.rows:
            return f"<p>{escape(self.sentence)}</p>"
        head = "".join(f"<th>{escape(heading)}</th>" for heading in _HEADINGS)
        body = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in self.rows)
        table = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        return f"<p>{escape(self.sentence)}</p>{table}"


def summary(model: TradeWar) -> Summary:
    """Tell where a model stands."""
    world = model.world
    if not hasattr(model, "state"):
        return Summary(f"TradeWar: {len(world.economies)} economies, finished and released", ())
    population = model.network.population
    size = (
        f"{len(world.economies)} economies, {population.producers.count:,} producers, "
        f"{population.relationships.count:,} relationships"
    )
    before = not model.state.income.any()
    where = "before its first week" if before else f"after the week of {_words(model.monday)}"
    return Summary(f"TradeWar {where}: {size}", () if before else _rows(model))


def _rows(model: TradeWar) -> list[list[str]]:
    """Economies whose goods imports have moved most against the base, largest move first."""
    world, state = model.world, model.state
    abroad = ~np.eye(len(world.economies), dtype=bool)[:, :, None] & world.is_goods
    imports = (state.customs_value * abroad).sum(axis=(0, 2)) * WEEKS_PER_YEAR
    base = (world.customs_value * abroad).sum(axis=(0, 2))
    duty = (state.customs_value * state.effective_tariff * abroad).sum(axis=(0, 2)) * WEEKS_PER_YEAR
    price = cost_of_living(state.retail_price, world.taste)
    welfare = figures_of_agents(model).welfare
    change = np.divide(imports, base, out=np.ones_like(base), where=base > 0.0) - 1.0
    rate = np.divide(duty, imports, out=np.zeros_like(duty), where=imports > 0.0)
    order = np.argsort(-np.abs(change), kind="stable")[:_SHOWN]
    return [
        [
            world.economies[place],
            f"{imports[place] / 1000.0:,.0f}",
            f"{change[place]:+.1%}",
            f"{rate[place]:.1%}",
            f"{price[place] - 1.0:+.2%}",
            f"{welfare[place] - 1.0:+.2%}",
        ]
        for place in order
    ]


def _words(monday: date) -> str:
    return f"{monday.day} {monday:%B %Y}"
