"""Input shares of 28 sectors: the WIOD's technology fitted to the ICIO's outputs and purchases.

The WIOD tells what sixteen families of industries buy from each other; the accounts need 28
sectors. Rows are split by what the economy buys of each sector and by who is known to use it, and
the table is then scaled by rows and columns (RAS) until every sector's inputs add up to its output
less value added, and the use of every sector's products to what producers buy of them.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.world.build.end_use import bisect
from sim.world.build.icio import SECTORS
from sim.world.build.wiod import Technology, family_of_sector

Floats = NDArray[np.float64]

LEAST_VALUE_ADDED = 0.05  # share of output
WORLD_SHARE = 0.02  # part of every coefficient taken from the mean economy, so that no user is cut off
ROUNDS = 400

# Who uses what, within families that the WIOD does not tell apart: multiples of an even split, by input
# and user. Assumed, after published input-output tables (BEA, OECD): refineries take crude oil,
# smelters ores, pulp and timber mills logs, hospitals medicines.
AFFINITY: dict[str, dict[str, float]] = {
    "A01": {"A02": 0.1, "A03": 0.3, "C16": 0.05, "C17_18": 0.05},
    "A02": {"A01": 0.1, "A03": 0.05, "C10T12": 0.05, "C13T15": 0.05, "C16": 20.0, "C17_18": 10.0},
    "A03": {"A01": 0.1, "A02": 0.05, "A03": 5.0, "C13T15": 0.05, "C16": 0.05, "C17_18": 0.05},
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
    inputs = technology.inputs.sum(axis=1)[:, family_of_sector()]

    def shares(factor: Floats) -> Floats:
        scaled = factor[:, None] * inputs
        return np.asarray(np.maximum((1.0 - inputs) / (1.0 - inputs + scaled), LEAST_VALUE_ADDED))

    found = bisect(lambda factor: -(shares(factor) * output).sum(axis=1), -value_added)
    return shares(np.where(np.isfinite(value_added), found, 1.0))


def input_shares(technology: Technology, output: Floats, use: Floats, value_added_shares: Floats) -> Floats:
    """(N, S, S) spending on an input sector as a share of the using sector's output.

    Parameters
    ----------
    technology : Technology
        The WIOD's input shares.
    output : (N, S) float
        Gross output, USD million.
    use : (N, S) float
        What producers buy of each sector's products, USD million.
    value_added_shares : (N, S) float
        Value added as a share of output.
    """
    bill = (1.0 - value_added_shares) * output
    table = _first_guess(technology, output, use)
    for _ in range(ROUNDS):
        table *= ratio(use, table.sum(axis=2))[:, :, None]
        table *= ratio(bill, table.sum(axis=1))[:, None, :]
    # What is left of a product for final use must not depend on convergence.
    table *= np.minimum(ratio(use, table.sum(axis=2)), 1.0)[:, :, None]
    return table * ratio(np.ones_like(output), output)[:, None, :]


def _first_guess(technology: Technology, output: Floats, use: Floats) -> Floats:
    """(N, S, S) inputs of the WIOD's families, split by what producers buy and by affinity."""
    family = family_of_sector()
    coefficients = (1.0 - WORLD_SHARE) * technology.inputs + WORLD_SHARE * technology.inputs.mean(axis=0)
    affinity = np.ones((len(SECTORS), len(SECTORS)))
    for bought, users in AFFINITY.items():
        for user, multiple in users.items():
            affinity[SECTORS.index(bought), SECTORS.index(user)] = multiple
    table = coefficients[:, family][:, :, family] * output[:, None, :]
    return np.asarray(table * affinity * use[:, :, None])


def ratio(wanted: Floats, present: Floats) -> Floats:
    """Wanted over present, zero where there is nothing."""
    return np.divide(wanted, present, out=np.zeros_like(present), where=present > 0.0)
