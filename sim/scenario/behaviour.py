"""How firms, households and wages behave: one section a mechanism, each with a switch."""

from __future__ import annotations

from sim.scenario.parameters import parameter
from sim.scenario.scope import Record


class InventoryBehaviour(Record):
    """Stocks of imported goods and the time that goods travel."""

    on: bool = True
    """Whether buyers hold stocks and goods take time to arrive."""

    durable_weeks: float = parameter("behaviour.inventories.durable_weeks")
    nondurable_weeks: float = parameter("behaviour.inventories.nondurable_weeks")
    floor_weeks: float = parameter("behaviour.inventories.floor_weeks")
    adjustment: float = parameter("behaviour.inventories.adjustment")
    carrying_cost: float = parameter("behaviour.inventories.carrying_cost")
    most_weeks_ahead: float = parameter("behaviour.inventories.most_weeks_ahead")
    response_to_saving: float = parameter("behaviour.inventories.response_to_saving")
    order_limit: float = parameter("behaviour.inventories.order_limit")
    kilometres_a_week: float = parameter("behaviour.inventories.kilometres_a_week")


class RoutingBehaviour(Record):
    """Goods that are declared as a connector economy's to pay its tariff."""

    on: bool = True
    """Whether goods are routed."""

    ceiling: float = parameter("behaviour.routing.ceiling")
    cover: float = parameter("behaviour.routing.cover")
    gain_scale: float = parameter("behaviour.routing.gain_scale")
    fee: float = parameter("behaviour.routing.fee")
    detected: float = parameter("behaviour.routing.detected")
    penalty: float = parameter("behaviour.routing.penalty")
    build_up: float = parameter("behaviour.routing.build_up")
    withdrawal: float = parameter("behaviour.routing.withdrawal")


class ExtensiveMarginBehaviour(Record):
    """Which firm of an origin a buyer turns to."""

    on: bool = True
    """Whether firms that sell to a buyer's economy already are preferred."""

    entry: float = parameter("behaviour.extensive_margin.entry")
    churn: float = parameter("behaviour.extensive_margin.churn")


class CapacityBehaviour(Record):
    """Capacity of industries: congestion of prices, growth, decline and moves abroad."""

    on: bool = True
    """Whether prices answer to capacity, and capacity to sales; without it price tends to unit cost."""
    congestion: float = parameter("behaviour.capacity.congestion")
    slack: float = parameter("behaviour.capacity.slack")
    growth_half_life: float = parameter("behaviour.capacity.growth_half_life")
    decline_half_life: float = parameter("behaviour.capacity.decline_half_life")
    relocation: float = parameter("behaviour.capacity.relocation")


class ExporterMarginBehaviour(Record):
    """What exporters take off their price when a duty rises."""

    on: bool = True
    """Whether exporters absorb a part of a duty; without it the importer pays all of it."""
    absorption: float = parameter("behaviour.exporter_margin.absorption")
    half_life: float = parameter("behaviour.exporter_margin.half_life")


class RetailBehaviour(Record):
    """How slowly prices to households follow distributors' cost, and who bears the difference."""

    on: bool = True
    """Whether prices to households are sticky; without it they cover cost in every week."""
    price_adjustment: float = parameter("behaviour.retail.price_adjustment")
    resident_owners: float = parameter("behaviour.retail.resident_owners")


class BeliefBehaviour(Record):
    """What buyers believe of tariffs to come."""

    on: bool = True
    """Whether buyers look ahead; without it they take today's tariffs to stay."""

    contract_weeks: int = parameter("behaviour.beliefs.contract_weeks")
    half_life: float = parameter("behaviour.beliefs.half_life")
    full_act: float = parameter("behaviour.beliefs.full_act")
    statement_weight: float = parameter("behaviour.beliefs.statement_weight")
    credibility_weeks: int = parameter("behaviour.beliefs.credibility_weeks")
    revealed_weeks: int = parameter("behaviour.beliefs.revealed_weeks")
    threatened_rise: float = parameter("behaviour.beliefs.threatened_rise")
    withdrawn_share: float = parameter("behaviour.beliefs.withdrawn_share")
    delay: float = parameter("behaviour.beliefs.delay")


class StickinessBehaviour(Record):
    """How much harder some goods are to buy elsewhere than others."""

    on: bool = True
    """Whether product groups differ in how often suppliers are reconsidered."""

    spread: float = parameter("behaviour.stickiness.spread")


class SelectionBehaviour(Record):
    """What a relationship is worth that leaves an origin, and one that stays."""

    on: bool = False
    """Whether those that come to an origin are worth what it lacks, and those that were there keep what they
    have; without it every reviewed relationship gets the price of the average one."""


class EngelBehaviour(Record):
    """Engel's law: budgets respond to real incomes."""

    on: bool = True
    """Whether they do; off, every household spends as its economy did in the base."""

    strength: float = parameter("behaviour.engel.strength")


class UnemploymentBehaviour(Record):
    """Idle labour loses its job and wages are sticky downwards."""

    on: bool = True
    """Whether it does; off, all labour stays on a payroll and wages fall as fast as they rise."""

    layoffs: float = parameter("behaviour.unemployment.layoffs")
    hires: float = parameter("behaviour.unemployment.hires")
    replacement: float = parameter("behaviour.unemployment.replacement")
    gradient: float = parameter("behaviour.unemployment.gradient")
    wage_fall: float = parameter("behaviour.unemployment.wage_fall")


class SentimentBehaviour(Record):
    """Boycotts of the goods of governments that wage a trade war."""

    on: bool = True
    """Whether households boycott."""

    attack: float = parameter("behaviour.sentiment.attack")
    own_war: float = parameter("behaviour.sentiment.own_war")
    memory: float = parameter("behaviour.sentiment.memory")
    spark: float = parameter("behaviour.sentiment.spark")
    contagion: float = parameter("behaviour.sentiment.contagion")
    fading: float = parameter("behaviour.sentiment.fading")
    avoidance: float = parameter("behaviour.sentiment.avoidance")
    lasting: float = parameter("behaviour.sentiment.lasting")


class ApprovalBehaviour(Record):
    """What households think of their government: it presses on those that decide, and moves nothing else."""

    on: bool = True
    """Whether opinions move."""

    usual: float = parameter("behaviour.approval.usual")
    weight_of_prices: float = parameter("behaviour.approval.weight_of_prices")
    weight_of_jobs: float = parameter("behaviour.approval.weight_of_jobs")
    rally: float = parameter("behaviour.approval.rally")
    habituation: float = parameter("behaviour.approval.habituation")


class Behaviour(Record):
    """How firms and wages move from week to week."""

    short_run_elasticity: float = parameter("behaviour.short_run_elasticity")
    resourcing_hazard: float = parameter("behaviour.resourcing_hazard")
    hazard_loss_response: float = parameter("behaviour.hazard_loss_response")
    hazard_loss_power: float = parameter("behaviour.hazard_loss_power")
    fastest_resourcing: float = parameter("behaviour.fastest_resourcing")
    expectation_smoothing: float = parameter("behaviour.expectation_smoothing")
    price_adjustment: float = parameter("behaviour.price_adjustment")
    wage_adjustment: float = parameter("behaviour.wage_adjustment")
    wage_response_to_change: float = parameter("behaviour.wage_response_to_change")
    dividend_rate: float = parameter("behaviour.dividend_rate")
    inventories: InventoryBehaviour = InventoryBehaviour()
    """Stocks of imported goods, ordering ahead of tariffs, goods in transit."""

    routing: RoutingBehaviour = RoutingBehaviour()
    """Routing through connector economies."""
    extensive_margin: ExtensiveMarginBehaviour = ExtensiveMarginBehaviour()
    """Entry of firms into markets."""
    capacity: CapacityBehaviour = CapacityBehaviour()
    """How prices answer to the capacity of industries, and capacity to sales."""
    exporter_margin: ExporterMarginBehaviour = ExporterMarginBehaviour()
    """What exporters absorb of a duty."""
    retail: RetailBehaviour = RetailBehaviour()
    """How slowly prices to households follow distributors' cost."""
    beliefs: BeliefBehaviour = BeliefBehaviour()
    """Looking ahead: acts and statements of governments, and what is announced."""

    stickiness: StickinessBehaviour = StickinessBehaviour()
    """Product groups that differ in how easily a supplier is replaced."""

    selection: SelectionBehaviour = SelectionBehaviour()
    """Who leaves an origin is not the average of who is there."""

    rebate_per_head: float = parameter("behaviour.rebate_per_head")
    ownership: float = parameter("behaviour.ownership")
    engel: EngelBehaviour = EngelBehaviour()
    """Engel's law in households' budgets."""

    unemployment: UnemploymentBehaviour = UnemploymentBehaviour()
    """Jobs lost, and wages that are sticky downwards."""

    sentiment: SentimentBehaviour = SentimentBehaviour()
    """Boycotts."""

    approval: ApprovalBehaviour = ApprovalBehaviour()
    """Opinions of governments."""

    @property
    def switches(self) -> dict[str, bool]:
        """Whether each mechanism that has a switch is on, by the name of its section."""
        sections = {name: getattr(self, name) for name in type(self).model_fields}
        return {name: section.on for name, section in sections.items() if hasattr(section, "on")}

    @property
    def resting_on_the_benchmark(self) -> Behaviour:
        """The same without what moves the rest point by nature: budgets that respond to incomes."""
        return self.model_copy(update={"engel": self.engel.model_copy(update={"on": False})})
