"""Ways to break the books of a week, and which identities notice."""

from factories import GROUPS

USA, CHN, ROW = 0, 1, 2
STEEL, PHONES = GROUPS.index("steel"), GROUPS.index("phones")


def a_firm(model, economy, group):
    return int(model.network.population.producers.cell_start[economy * len(GROUPS) + group])


def more_receipts(model):
    model.state.receipts[a_firm(model, CHN, PHONES)] += 1.0


def receipts_of_a_neighbour(model):
    first = a_firm(model, CHN, PHONES)
    model.state.receipts[first] -= 1e-3
    model.state.receipts[first + 1] += 1e-3


def flow_to_another_buyer(model):
    shipped = model.state.inventories.shipped_value[0]
    shipped[CHN, USA, PHONES] -= 0.01
    shipped[CHN, ROW, PHONES] += 0.01


def use_that_nobody_pays_for(model):
    model.state.use_value[CHN, USA, PHONES] *= 1.01


def arrival_at_another_value(model):
    model.state.customs_value[CHN, USA, STEEL] *= 0.9


def stolen_from_a_warehouse(model):
    model.state.inventories.on_hand[CHN, USA, PHONES] -= 0.01


def sunk(model):
    model.state.inventories.in_transit[CHN, USA, PHONES] -= 0.01


def part_of_the_duty(model):
    model.state.duty[CHN, USA, STEEL] *= 0.9


def duty_that_never_reaches_the_treasury(model):
    model.state.treasury[CHN] *= 0.9


def cash_from_nowhere(model):
    model.state.cash[a_firm(model, ROW, STEEL)] += 1.0


def cash_of_a_neighbour(model):
    first = a_firm(model, ROW, STEEL)
    model.state.cash[first] += 1e-3
    model.state.cash[first + 1] -= 1e-3


def distributors_cash_from_nowhere(model):
    model.state.distribution_cash[USA] += 1.0


def cash_moved_abroad(model):
    model.state.distribution_cash[USA] += 1.0
    model.state.distribution_cash[CHN] -= 1.0


def spending_on_credit(model):
    model.state.final_spending[ROW, STEEL] *= 1.01


def orders_of_the_wrong_group(model):
    pool = model.network.pool[USA]
    model.state.account_spending[pool[STEEL]] -= 0.01
    model.state.account_spending[pool[PHONES]] += 0.01


def unpaid_distribution(model):
    model.state.distribution_labour[CHN] *= 0.99


def more_dividends(model):
    model.state.income[ROW, 2] += 0.5
    model.state.income[ROW, 0] -= 0.5


def benefits_to_the_wrong_tenth(model):
    model.state.decile_income[USA, 3, 4] += 0.5


def transfer_from_nobody(model):
    model.state.income[USA, 3] += 0.5


def fee_to_another_connector(model):
    model.state.fees_received[ROW] -= 1.0
    model.state.fees_received[CHN] += 1.0


def fee_of_nobody(model):
    model.state.fees_received[ROW] += 1.0


def scaled_wages(model):
    model.state.wage *= 1.001


def lost_on_the_way(model):
    model.state.quantity[a_firm(model, USA, STEEL)] *= 1.01


BREAKS = [
    (more_receipts, "receipts_are_shipments", "makers of phones in CHN", {
        "producers_costs_plus_margin_are_revenue", "trade_balance", "world_exports_are_world_imports",
        "receipts_are_payments",
        "each_producers_costs_plus_margin_are_revenue",
    }),
    (receipts_of_a_neighbour, "receipts_are_payments", "one of the makers of phones in CHN", {
        "each_producers_costs_plus_margin_are_revenue",
    }),
    (flow_to_another_buyer, "shipments_are_payments", "phones from CHN to", {
        "distributors_costs_plus_margin_are_revenue", "trade_balance",
    }),
    (use_that_nobody_pays_for, "spending_is_use_plus_duty", "phones in USA", {"stock_is_received_less_used"}),
    (arrival_at_another_value, "duty_is_rate_times_customs_value", "steel from CHN to USA", set()),
    (stolen_from_a_warehouse, "stock_is_received_less_used", "phones in USA", set()),
    (sunk, "shipped_is_received_plus_in_transit", "phones in CHN", set()),
    (part_of_the_duty, "duty_is_rate_times_customs_value", "steel from CHN to USA", {
        "distributors_costs_plus_margin_are_revenue", "government_budget",
    }),
    (duty_that_never_reaches_the_treasury, "government_budget", "CHN", {
        "trade_balance", "money_is_neither_made_nor_lost",
    }),
    (cash_from_nowhere, "producers_costs_plus_margin_are_revenue", "makers of steel in ROW", {
        "trade_balance", "money_is_neither_made_nor_lost", "each_producers_costs_plus_margin_are_revenue",
    }),
    (cash_of_a_neighbour, "each_producers_costs_plus_margin_are_revenue", "one of the makers of steel in ROW",
     set()),
    (distributors_cash_from_nowhere, "money_is_neither_made_nor_lost", "the world", {
        "distributors_costs_plus_margin_are_revenue", "trade_balance",
    }),
    (cash_moved_abroad, "trade_balance", "CHN", {"distributors_costs_plus_margin_are_revenue"}),
    (spending_on_credit, "household_budget", "ROW", {
        "distributors_costs_plus_margin_are_revenue", "retail_is_landed_purchases_plus_margin",
        "margin_pays_labour",
    }),
    (orders_of_the_wrong_group, "retail_is_landed_purchases_plus_margin", "in USA", {
        "spending_is_use_plus_duty", "receipts_are_payments", "shipments_are_payments",
    }),
    (unpaid_distribution, "margin_pays_labour", "CHN", {
        "producers_costs_plus_margin_are_revenue", "distributors_costs_plus_margin_are_revenue",
        "each_producers_costs_plus_margin_are_revenue",
    }),
    (more_dividends, "dividends_paid_are_received", "ROW", {
        "labour_income_is_wage_times_labour", "deciles_add_up", "producers_costs_plus_margin_are_revenue",
        "distributors_costs_plus_margin_are_revenue", "each_producers_costs_plus_margin_are_revenue",
    }),
    (transfer_from_nobody, "transfers_sum_to_zero", "the world", {
        "household_budget", "trade_balance", "deciles_add_up",
    }),
    (benefits_to_the_wrong_tenth, "deciles_add_up", "USA", set()),
    (fee_to_another_connector, "government_budget", "CHN", {"trade_balance"}),
    (fee_of_nobody, "fees_paid_are_received", "the world", {
        "government_budget", "trade_balance", "world_exports_are_world_imports",
    }),
    (scaled_wages, "numeraire", "the world", set()),
    (lost_on_the_way, "shipped_is_received_plus_in_transit", "makers of steel in USA", {
        "stock_is_received_less_used",
    }),
]  # fmt: skip
