"""The world's input-output table of a week, as its relationships stand: who depends on whom."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


@dataclass(frozen=True)
class InputOutput:
    """Who used whose output in a week: ``N`` economies, ``S`` sectors, cells ``economy * S + sector``.

    A dollar of a cell's cost is inputs from all cells before duty, duty on them, and labour: the columns of
    ``inputs``, with ``duty`` and ``labour``, sum to one. Prices stand for cost: what strain or
    slack makes a supplier earn is spread over its inputs and labour.

    Parameters
    ----------
    inputs : (N * S, N * S) float
        Supplying cell, using cell: inputs before duty in a dollar of the user's cost.
    duty : (N * S,) float
        Duty and fees on inputs in a dollar of cost.
    labour : (N * S,) float
        Labour in a dollar of cost.
    final : (N * S, N) float
        Supplying cell, economy: what its distributors buy for households, before duty, USD mn a week.
    final_duty : (N,) float
        Duty and fees on that, USD mn a week.
    final_labour : (N,) float
        Labour of distributors, USD mn a week.
    economies : int
        Number of economies.
    """

    inputs: Floats
    duty: Floats
    labour: Floats
    final: Floats
    final_duty: Floats
    final_labour: Floats
    economies: int


@dataclass(frozen=True)
class Purchases:
    """What is bought in a week, by who uses it; USD mn a week, duty included.

    Parameters
    ----------
    own : (N, G, S) float
        By the producers of each sector that buy for themselves: destination, product group, sector.
    pooled : (N, G, S) float
        By those that buy from distributors.
    final : (N, G) float
        By distributors for households.
    """

    own: Floats
    pooled: Floats
    final: Floats


def purchases(
    input_share: Floats,
    cost: Floats,
    own: Floats,
    final: Floats,
    without_origin: NDArray[np.bool_] | None,
    services: int,
) -> Purchases:
    """Return who uses what is bought in each market.

    What a sector needs and does not buy itself comes from distributors, equation (28). What a market with no
    origin left would have cost goes to services, section 11.

    Parameters
    ----------
    input_share : (N, G, S) float
        Share of each product group in the cost of each sector.
    cost : (N, S) float
        Cost of the week's production, USD mn a week.
    own : (N, G, S) float
        What producers buy for themselves, USD mn a week.
    final : (N, G) float
        What distributors want for households, USD mn a week.
    without_origin : (N, G) bool, optional
        Markets that bans leave nobody to buy from.
    services : int
        Position of services among product groups.
    """
    pooled = np.maximum(input_share * cost[:, None, :] - own, 0.0)
    if without_origin is not None:
        final, nobody = final.copy(), without_origin[:, :, None]
        pooled[:, services] += np.where(nobody, pooled, 0.0).sum(axis=1)
        pooled = np.where(nobody, 0.0, pooled)
        final[:, services] += np.where(without_origin, final, 0.0).sum(axis=1)
        final[without_origin] = 0.0
    return Purchases(own, pooled, final)


def usual_share(pool: Floats, final_part: Floats, kept: Floats, kept_part: Floats) -> Floats:
    """Return the share of each origin in what pools buy for producers: what boycotts do not touch.

    Solves (74) for the shares of origins before households turn away, which are what boycotts divert from.

    Parameters
    ----------
    pool : (N, N, G) float
        What pools spend on each origin.
    final_part : (N, G) float
        Part that follows boycotts.
    kept : (N, N) float
        What boycotts leave of demand, by origin and destination.
    kept_part : (N, G) float
        What they leave of the pulls of all origins together.

    Returns
    -------
    (N, N, G) float
        Fractions that sum to one over origins; zero where nothing is spent.
    """
    usual = pool / (1.0 - final_part + final_part * kept[:, :, None] / kept_part)
    total = usual.sum(axis=0)
    return np.asarray(np.divide(usual, total, out=np.zeros_like(usual), where=total > 0.0))


def input_output(
    bought: Purchases,
    own: Floats,
    share: Floats,
    final_share: Floats,
    customs_part: Floats,
    sector_of_group: Integers,
    cost: Floats,
    labour_share: Floats,
    final_labour: Floats,
) -> InputOutput:
    """Return the world's input-output table of the week.

    Equation (108). ``A = Z / cost``, with ``Z`` what a cell uses of another before duty: what its
    producers buy for themselves, by their own relationships, and their part of what distributors buy.

    Parameters
    ----------
    bought : Purchases
        Who uses what.
    own : (N, S, N, S) float
        What producers buy for themselves before duty: origin, sector of the good, destination, sector.
    share, final_share : (N, N, G) float
        Share of each origin in what pools buy for producers, and for households.
    customs_part : (N, N, G) float
        Part of spending that is not duty or fees.
    sector_of_group : (G,) int
        Sector of each product group.
    cost : (N, S) float
        Cost of the week's production, USD mn a week.
    labour_share : (N, S) float
        Labour in cost.
    final_labour : (N,) float
        Distributors' labour bill, USD mn a week.
    """
    economies, sectors = cost.shape
    cells = economies * sectors
    by_destination = (share * customs_part).transpose(1, 0, 2)
    final_use = final_share * customs_part * bought.final
    use, final = own.copy(), np.zeros((economies, sectors, economies))
    for sector in np.unique(sector_of_group):
        groups = np.flatnonzero(sector_of_group == sector)
        pooled = by_destination[:, :, groups] @ bought.pooled[:, groups]
        use[:, sector] += pooled.transpose(1, 0, 2)
        final[:, sector] = final_use[:, :, groups].sum(axis=2)
    used = use.reshape(cells, cells)
    spent = (bought.own + bought.pooled).sum(axis=1).ravel()
    unit = np.where(cost > 0.0, cost, 1.0).ravel()
    return InputOutput(
        inputs=used / unit,
        duty=(spent - used.sum(axis=0)) / unit,
        labour=np.where(cost > 0.0, labour_share, 1.0).ravel(),
        final=final.reshape(cells, economies),
        final_duty=bought.final.sum(axis=1) - final.sum(axis=(0, 1)),
        final_labour=final_labour,
        economies=economies,
    )


@dataclass(frozen=True)
class Reliance:
    """What the output and the final purchases of a week depend on.

    Parameters
    ----------
    face_value, look_through : (N, N, S) float
        Source, user, sector of the user: inputs from the source in a dollar of cost, bought from it directly,
        and through whatever chain of suppliers.
    made_face_value, made_look_through : (N, N, S) float
        The same of manufactured inputs alone.
    value_added, final_value : (N, N) float
        Source, final user: labour of the source in what the user's households buy; what distributors buy for
        them of the source directly. USD mn a week.
    final_spending, embodied_duty : (N,) float
        What households' purchases cost distributors, and the duty in it, of all stages; USD mn a week.
    stages, borders : (N,) float
        Output of all stages, and value of all that crosses a border, in a dollar of final purchases.
    """

    face_value: Floats
    look_through: Floats
    made_face_value: Floats
    made_look_through: Floats
    value_added: Floats
    final_value: Floats
    final_spending: Floats
    embodied_duty: Floats
    stages: Floats
    borders: Floats


def reliance(table: InputOutput, manufacturing: NDArray[np.bool_]) -> Reliance:
    """Return who relies on whom, by way of all suppliers of suppliers.

    Equation (109). With ``L = (I - A)^-1`` cell ``k`` relies on ``j`` by ``sum_(i in j) (L - I)_ik``, at
    face value by ``sum_(i in j) A_ik`` (Baldwin, Freeman and Theodorakopoulos 2023).

    Equation (112). The labour of ``j`` in what households of ``n`` buy is
    ``sum_(i in j) l_i (L y_n)_i``, and at home that of distributors as well (Johnson and Noguera 2012). With
    the duty of all stages it is all that they pay.

    Equation (114). Stages are ``1' L y / spending``, and borders
    ``(b' L y + foreign final purchases) / spending`` with ``b`` the foreign inputs in a dollar of cost.

    Parameters
    ----------
    table : InputOutput
        The week's table.
    manufacturing : (S,) bool
        Which sectors make manufactures.
    """
    economies = table.economies
    cells = len(table.duty)
    sectors = cells // economies
    home, cell = np.repeat(np.arange(economies), sectors), np.arange(cells)
    of_source = np.zeros((cells, economies))
    of_source[cell, home] = 1.0
    made_by = of_source * np.tile(manufacturing, economies)[:, None]
    face, made_face = of_source.T @ table.inputs, made_by.T @ table.inputs
    abroad = face.sum(axis=0) - face[home, cell]
    asked = [of_source, made_by, of_source * table.labour[:, None], table.duty[:, None], abroad[:, None]]
    # Rows of the inverse, added up by source: one linear system in place of the inverse.
    found = np.linalg.solve(np.eye(cells) - table.inputs.T, np.hstack(asked))
    output, made, labour, duty, crossing = np.split(
        found, np.cumsum([each.shape[1] for each in asked])[:-1], 1
    )
    value_added = labour.T @ table.final
    value_added[np.arange(economies), np.arange(economies)] += table.final_labour
    final_value = of_source.T @ table.final
    spending = table.final.sum(axis=0) + table.final_duty + table.final_labour
    foreign = final_value.sum(axis=0) - np.diag(final_value)
    shape = (economies, economies, sectors)
    return Reliance(
        face_value=face.reshape(shape),
        look_through=(output - of_source).T.reshape(shape),
        made_face_value=made_face.reshape(shape),
        made_look_through=(made - made_by).T.reshape(shape),
        value_added=value_added,
        final_value=final_value,
        final_spending=spending,
        embodied_duty=duty[:, 0] @ table.final + table.final_duty,
        stages=(output.sum(axis=1) @ table.final) / spending,
        borders=(crossing[:, 0] @ table.final + foreign) / spending,
    )
