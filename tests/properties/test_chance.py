"""Chance: draws with names of their own, and results that hang on nothing but the seed."""

import numpy as np
import pytest
from factories import small_world
from few_or_many import holds
from hypothesis import strategies as st
from small_wars import SEEDS, WEEK, after, different, measures, question, small_war

from sim.model import state as model_state
from sim.model import trade_war
from sim.records.arms import without_policy
from sim.world.population import synthesis
from sim.world.streams import random_stream

NAMES = st.sampled_from(
    ["a", "b", "reviews", "Reviews", "reviews ", "rounding", "", "prior x", "prior y", "é"]
)
STREAMS = ("relationships", "rounding", "reviews")


@holds(
    25,
    many=1000,
    seed=SEEDS,
    names=st.lists(NAMES, min_size=2, max_size=5, unique=True),
    draws=st.integers(0, 50),
)
def test_a_stream_is_the_same_whoever_else_draws_and_when(seed, names, draws):
    """``u[seed, name, r]`` is a function of its three arguments alone, however much is drawn in any order."""
    alone = {name: random_stream(seed, name).random(20) for name in names}
    streams = {name: random_stream(seed, name) for name in reversed(names)}
    streams[names[0]].random(draws)
    for name in names[1:]:
        found = np.concatenate([streams[name].random(7), streams[name].random(13)])
        assert np.array_equal(found, alone[name])
        streams[names[0]].normal(size=3)


@pytest.mark.parametrize("drained", STREAMS)
def test_more_draws_from_a_stream_of_the_model_leave_its_other_streams_alone(monkeypatch, drained):
    """The population hangs on ``relationships``, first rounding errors on ``rounding``, samples on
    ``reviews``."""

    def greedy(seed, name, replication=1):
        random_stream(seed, "a stream that was added").random(10)
        stream = random_stream(seed, name, replication)
        if name == drained:
            stream.random(3)
        return stream

    def seen():
        model = small_war(question())
        laid = model.network.population.relationships
        carry, sequence = model.state.review_carry, model.state.sequence
        return {
            "relationships": np.concatenate([laid.weight, laid.supplier, laid.buyer]),
            "rounding": np.concatenate([carry.ravel(), sequence.ravel()]),
            "reviews": model.review_draws.random(50),
        }

    usual = seen()
    for module in (model_state, trade_war, synthesis):
        monkeypatch.setattr(module, "random_stream", greedy)
    moved = [name for name, found in seen().items() if not np.array_equal(found, usual[name])]
    assert moved == [drained]


@holds(6, seed=SEEDS, acts=measures(weeks=6), replication=st.integers(1, 1000))
def test_a_war_is_its_reference_to_the_byte_until_the_first_of_it_is_known(seed, acts, replication):
    """``state(t; measures) = state(t; none)`` for every week that ends before the first announcement."""
    world, scenario = small_world(seed), question(*acts, seed=seed)
    later = [each.model_copy(update={"start": each.start + 3 * WEEK, "announced": each.announced + 3 * WEEK,
             "end": each.end + 3 * WEEK if each.end else None}) for each in acts]  # fmt: skip
    scenario = question(*later, seed=seed)
    first = min(each.announced_on for each in later)
    war = small_war(scenario, world, replication)
    peace = small_war(without_policy(scenario), world, replication)
    for monday in scenario.horizon.mondays():
        after(war, 1), after(peace, 1)
        if monday + WEEK > first:
            break
        assert different(war.state, peace.state) == []


@holds(6, seed=SEEDS, acts=measures())
def test_replications_differ_and_a_replication_is_the_same_again(seed, acts):
    """``S(seed, r) = S(seed, r)`` to the bit, ``S(seed, r) != S(seed, r')``, and so for seeds."""
    world, scenario = small_world(seed), question(*acts, seed=seed)
    one, again, other = (after(small_war(scenario, world, each), 3).state for each in (1, 1, 2))
    assert different(one, again) == []
    assert not np.array_equal(one.supplier, other.supplier)
    another = after(small_war(question(*acts, seed=seed + 1), world), 3).state
    assert not np.array_equal(one.supplier, another.supplier)


@pytest.mark.parametrize("count", [40, pytest.param(300, marks=pytest.mark.slow)])
def test_draws_of_different_streams_are_as_unlike_as_chance_has_it(count):
    """``max |corr(u[a], u[b])| <= z / sqrt(n)``, ``z`` such that chance exceeds it once in ten thousand.

    Streams of other names, of neighbouring replications and of neighbouring seeds, with lags of one draw.
    """
    draws = 4000
    streams = [(1 + k // 3 % 2, STREAMS[k % 3], 1 + k // 6) for k in range(count)]
    values = np.array([random_stream(*each).random(draws + 1) for each in streams])
    for lag in (0, 1):
        left = values[:, lag : draws + lag]
        right = values[:, :draws]
        left, right = (
            (each - each.mean(axis=1, keepdims=True)) / each.std(axis=1, keepdims=True)
            for each in (left, right)
        )
        correlation = left @ right.T / draws
        if lag == 0:
            np.fill_diagonal(correlation, 0.0)
        pairs = correlation.size
        # two-sided normal bound shared among all pairs, by the tail exp(-z^2 / 2)
        bound = np.sqrt(2.0 * np.log(pairs / 1e-4)) / np.sqrt(draws)
        assert np.abs(correlation).max() < bound


@holds(6, seed=SEEDS, acts=measures(weeks=5), replication=st.integers(1, 50))
def test_any_number_of_threads_gives_the_same_bytes(seed, acts, replication):
    """``S(threads) = S(1)`` to the bit, whatever governments do."""
    world, scenario = small_world(seed), question(*acts, seed=seed)
    one, *others = (after(small_war(scenario, world, replication, threads), 5) for threads in (1, 2, 3))
    for other in others:
        assert different(one.state, other.state) == []
        assert other.residuals.largest == one.residuals.largest
