"""Accounting identities of goods: what is shipped arrives or is on its way, what arrives is used or in stock.

Gaps as in :mod:`sim.economy.identities`.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.economy.identities import relative

Floats = NDArray[np.float64]


def receipts_are_payments(receipts: Floats, payments: Floats) -> Floats:
    """Return the gap of what a supplier receives less what its buyers pay it before duty.

    Relative to the payments. By firm, (F,), or by flow, (N, N, G), with the payments worked out
    relationship by relationship (:mod:`sim.economy.payments`).
    """
    return relative(receipts - payments, payments)


def shipped_is_received_plus_in_transit(
    opening_in_transit: Floats, shipped: Floats, received: Floats, closing_in_transit: Floats
) -> Floats:
    """Return the gap of the goods on their way: what sets out arrives or is still travelling.

    ``opening stock + shipped = received + closing stock``, relative to the left-hand side.

    Parameters
    ----------
    opening_in_transit, closing_in_transit : float
        Goods on their way before and after the week, USD mn at base prices.
    shipped, received : float, the same shape
        Quantities that firms sent off and that buyers received in the week, at base prices.
    """
    supply = opening_in_transit + shipped
    return relative(supply - received - closing_in_transit, supply)


def stock_is_received_less_used(
    opening: Floats, received: Floats, used: Floats, closing: Floats, usual: Floats
) -> Floats:
    """Return the gap of the goods that buyers hold: what arrives and is not used is in stock.

    ``opening stock + received - used = closing stock`` in every market, relative to the left-hand side
    without what is used, or to what is used in the base where that is more: where bans leave nobody to buy
    from, stocks run out. By market, because relationships that change their supplier take their stock from
    one origin's to another's.

    Parameters
    ----------
    opening, received, used, closing : (N, G) float
        Over all origins, USD mn at base prices.
    usual : (N, G) float
        Used in a week of the base.
    """
    supply = opening + received
    return relative(supply - used - closing, np.maximum(supply, usual))
