"""The pair of economies that a run is about."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.metrics.flows import Flows
from sim.metrics.tariffs import Tariffs

_USUAL = ("USA", "CHN")
_SMALLEST_RISE = 1e-6


@dataclass(frozen=True)
class Focus:
    """The two main belligerents: ``first`` hits more trade with its tariffs than ``second``.

    ``at_war`` is false when no tariff rises; the pair is then only the one that is worth a look.
    """

    first: str
    second: str
    at_war: bool


def focus_pair(tariffs: Tariffs, flows: Flows) -> Focus:
    """Choose the pair whose tariffs rise most, each direction weighted by its base trade.

    Without any rise: the United States and China when the world has both, otherwise the pair with
    the largest goods trade.
    """
    codes = flows.axes.economies
    imports = flows.base_total.T.copy()
    np.fill_diagonal(imports, 0.0)
    hit = tariffs.largest_rise * imports
    at_war = bool((tariffs.largest_rise * (imports > 0.0)).max() > _SMALLEST_RISE)
    if not at_war and set(_USUAL) <= set(codes):
        return Focus(*_USUAL, at_war=False)
    weight = hit if at_war else imports
    here, there = np.unravel_index(np.argmax(np.triu(weight + weight.T)), weight.shape)
    if weight[there, here] > weight[here, there]:
        here, there = there, here
    return Focus(codes[int(here)], codes[int(there)], at_war)
