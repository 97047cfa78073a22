"""Input shares of 28 sectors: the WIOD's technology fitted to the ICIO's outputs and purchases.

The WIOD tells what sixteen families of industries buy from each other; the accounts need 28
sectors. Rows are split by what the economy buys of each sector and by who is known to use it, and
the table is then scaled by rows and columns (RAS) until every sector's inputs add up to its output
less value added and every product's use leaves its final demand.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from sim.world.build.icio import SECTORS
from sim.world.build.wiod import Technology, family_of_sector

Floats = NDArray[np.float64]

LEAST_VALUE_ADDED = 0.05  # share of output
LEAST_FINAL_USE = 0.005  # share of purchases: above any rounding, so that no residual is negative
WORLD_SHARE = 0.02  # part of every coefficient taken from the mean economy, so that no user is cut off
ROUNDS = 400

# Who uses what, within families that the WIOD does not tell apart: multiples of an even split, by input
# and user. Assumed, after published input-output tables (BEA, OECD): refineries take crude oil,
# smelters ores, pulp and timber mills logs, hospitals medicines.
AFFINITY: dict[str, dict[str, float]] = {
    "A01": {"A02": 0.1, "A03": 0.3, "C16": 0.05, "C17_18": 0.05},
    "A02": {"A01": 0.1, "A03": 0.05, "C10T12": 0.05, "C13T15": 0.05, "C16": 20.0, "C17_18": 10.0},
    "A03": {"A01": 0.1, "A02": 0.05, "C13T15": 0.05, "C16": 0.05, "C17_18": 0.05, "A03": 5.0},
    "B05": {"C19": 0.3, "C24A": 5.0, "C23": 3.0, "C24B": 0.5, "B07": 0.5},
    "B06": {"C19": 10.0, "C20": 3.0, "C24A": 0.2, "C24B": 0.1, "C25": 0.1, "C23": 0.3},
    "B07": {"C19": 0.01, "C20": 0.3, "C23": 0.3, "C24A": 8.0, "C24B": 12.0, "C25": 0.1, "SERV": 0.02},
    "B08": {"C19": 0.02, "C20": 2.0, "C23": 10.0, "C24A": 0.5, "C24B": 0.5, "C31T33": 5.0, "SERV": 2.0},
    "B09": {"B05": 5.0, "B06": 10.0, "B07": 5.0, "B08": 5.0, "C19": 0.1, "SERV": 0.5},
    "C21": {"C20": 0.1, "C21": 4.0, "SERV": 4.0, "A01": 0.5},
    "C24A": {"C24A": 3.0, "C24B": 0.1, "C25": 2.0, "C26": 0.2, "C27": 0.7, "C301": 2.0},
    "C24B": {"C24A": 0.3, "C24B": 5.0, "C25": 1.0, "C26": 1.5, "C27": 3.0, "C31T33": 3.0},
    "C25": {"C24A": 0.2, "C24B": 0.2},
    "C26": {"C26": 4.0, "C27": 0.7, "C28": 0.7, "C29": 0.7},
    "C27": {"C26": 0.3, "C27": 3.0, "C28": 1.5},
    "C29": {"C29": 10.0, "C301": 0.05, "C302T309": 0.1},
    "C301": {"C29": 0.01, "C301": 20.0, "C302T309": 0.05},
    "C302T309": {"C29": 0.05, "C301": 0.2, "C302T309": 10.0},
}


def value_added_share(technology: Technology, output: Floats, value_added: Floats) -> Floats:
    """(N, S) value added as a share of output, the WIOD's moved until it adds up to the economy's.

    The odds of input against value added are multiplied by one factor for each economy.

    Parameters
    ----------
    technology : Technology
        The WIOD's input shares.
    output : (N, S) float
        Gross output, USD million.
    value_added : (N,) float
        Value added of all sectors, USD million; not a number keeps the WIOD's shares.
    """
    family = family_of_sector()
    inputs = technology.inputs.sum(axis=1)[:, family]

    def shares(factor: Floats) -> Floats:
        scaled = factor[:, None] * inputs
        return np.asarray(np.maximum((1.0 - inputs) / (1.0 - inputs + scaled), LEAST_VALUE_ADDED))

    found = _bisect(lambda factor: -(shares(factor) * output).sum(axis=1), -value_added)
    return shares(np.where(np.isfinite(value_added), found, 1.0))


def input_shares(
    technology: Technology, output: Floats, absorption: Floats, value_added_shares: Floats
) -> Floats:
    """(N, S, S) spending on an input sector as a share of the using sector's output.

    Parameters
    ----------
    technology : Technology
        The WIOD's input shares and the producers' part of each family's purchases.
    output, absorption : (N, S) float
        Gross output, and purchases at landed prices, USD million.
    value_added_shares : (N, S) float
        Value added as a share of output.
    """
    bill = (1.0 - value_added_shares) * output
    use = _producers_use(technology, absorption, bill.sum(axis=1))
    table = _first_guess(technology, output, absorption)
    for _ in range(ROUNDS):
        table *= _ratio(use, table.sum(axis=2))[:, :, None]
        table *= _ratio(bill, table.sum(axis=1))[:, None, :]
    # Rows close last: what is left of a product for final use must not depend on convergence.
    table *= np.minimum(_ratio(use, table.sum(axis=2)), 1.0)[:, :, None]
    return table * _ratio(np.ones_like(output), output)[:, None, :]


def _producers_use(technology: Technology, absorption: Floats, total: Floats) -> Floats:
    """(N, S) purchases by producers: the WIOD's part, its odds moved until all add up to the bill."""
    part = np.minimum(technology.intermediate_use[:, family_of_sector()], 1.0 - LEAST_FINAL_USE)

    def use(factor: Floats) -> Floats:
        scaled = factor[:, None] * part
        share = np.minimum(scaled / (1.0 - part + scaled), 1.0 - LEAST_FINAL_USE)
        return np.asarray(share * absorption)

    return use(_bisect(lambda factor: use(factor).sum(axis=1), total))


def _first_guess(technology: Technology, output: Floats, absorption: Floats) -> Floats:
    """(N, S, S) inputs of the WIOD's families, split by the economy's purchases and by affinity."""
    family = family_of_sector()
    coefficients = technology.inputs
    coefficients = (1.0 - WORLD_SHARE) * coefficients + WORLD_SHARE * coefficients.mean(axis=0)
    affinity = np.ones((len(SECTORS), len(SECTORS)))
    for bought, users in AFFINITY.items():
        for user, multiple in users.items():
            affinity[SECTORS.index(bought), SECTORS.index(user)] = multiple
    table = coefficients[:, family][:, :, family] * output[:, None, :]
    return np.asarray(table * affinity * absorption[:, :, None])


def _ratio(wanted: Floats, present: Floats) -> Floats:
    """Wanted over present, zero where there is nothing."""
    return np.divide(wanted, present, out=np.zeros_like(present), where=present > 0.0)


def _bisect(function: Callable[[Floats], Floats], target: Floats) -> Floats:
    """Positive arguments, one an economy, at which increasing functions take their targets."""
    low, high = np.full(target.shape, 1e-4), np.full(target.shape, 1e4)
    for _ in range(80):
        middle = np.sqrt(low * high)
        above = function(middle) > target
        low, high = np.where(above, low, middle), np.where(above, middle, high)
    return np.asarray(np.sqrt(low * high))
