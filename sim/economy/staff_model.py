"""What a government's economists expect: the benchmark at published elasticities, asked about tariffs."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from sim.economy.deficits import Closure
from sim.economy.equilibrium import Equilibrium, long_run
from sim.world.elasticity import trade_elasticities
from sim.world.world import World

Floats = NDArray[np.float64]

ANSWERS_KEPT = 64


class StaffModel:
    """Predictions of the long run without frictions, for governments to decide on.

    Ministries use the elasticities that are in print. Where the model's own are scaled to the evidence on the
    first years, the staff's are not: they expect tariffs to end more trade than they will for years.

    Parameters
    ----------
    world : World
        The base.
    elasticities : str
        Published set of the staff, as it stands; that of the world stays where the world has no sectors of
        it.
    deficits : str
        Closure of trade deficits.
    """

    def __init__(self, world: World, elasticities: str, deficits: Closure) -> None:
        self.world = with_published_elasticities(world, elasticities)
        self.deficits = deficits
        self._answers: OrderedDict[bytes, Equilibrium] = OrderedDict()

    def long_run(self, tariff: Floats, barred: Floats | None = None) -> Equilibrium:
        """Return the long run at some tariffs and bans; the last few answers are kept.

        Parameters
        ----------
        tariff : (N, N, G) float
            Tariffs, fractions.
        barred : (N, N, G) float, optional
            Share of each flow that bans keep out.
        """
        key = tariff.tobytes() + (b"" if barred is None else barred.tobytes())
        if key not in self._answers:
            self._answers[key] = long_run(self.world, tariff, self.deficits, barred=barred)
            if len(self._answers) > ANSWERS_KEPT:
                self._answers.popitem(last=False)
        self._answers.move_to_end(key)
        return self._answers[key]

    def trade_left(self, tariff: Floats, origin: int, destination: int, rate: float = 0.0) -> float:
        """Return predicted over base trade of a pair in the goods that pay a rate, customs values.

        Parameters
        ----------
        tariff : (N, N, G) float
            Tariffs, fractions.
        origin, destination : int
            The pair.
        rate : float
            Points above the base, fraction: product groups that pay less than half of it, because they are
            exempt, are left aside; with zero all goods count.
        """
        world, pair = self.world, (origin, destination)
        counted = world.is_goods & ((tariff - world.base_tariff)[pair] >= 0.5 * rate)
        base = world.customs_value[pair][counted].sum()
        left = self.long_run(tariff).customs_value[pair][counted].sum()
        return float(left / base) if base > 0.0 else 0.0


def with_published_elasticities(world: World, name: str) -> World:
    """Return a world whose trade elasticities are those of a published set, not scaled."""
    sectors = tuple(world.sectors[place] for place in world.sector_of_group)
    imports = np.ones(len(world.groups))  # only a mean would need them
    try:
        theta = trade_elasticities(name, sectors, None, imports, world.is_goods)
    except ValueError:
        return world
    return replace(world, theta=theta)
