import numpy as np

from sim.scenario.parameters import PARAMETERS
from sim.world.streams import random_stream


def test_a_stream_does_not_depend_on_other_streams():
    alone = random_stream(1, "reviews").random(5)
    random_stream(1, "relationships").random(100)
    assert (random_stream(1, "reviews").random(5) == alone).all()


def test_name_seed_and_replication_each_change_the_draws():
    first = random_stream(1, "reviews", 1).random()
    others = (random_stream(1, "other", 1), random_stream(2, "reviews", 1), random_stream(1, "reviews", 2))
    assert first not in {each.random() for each in others}


def test_no_two_streams_begin_alike():
    """Two equal first draws of 53 bits among 10,000 would be an accident of one in a hundred million."""
    names = ["relationships", "reviews", *(f"prior {name}" for name in PARAMETERS)]
    many = {(1, names[0], number) for number in range(1, 10_001)}
    wide = {(seed, name, number) for name in names for seed in (1, 2, 1 + 2**32) for number in (1, 2, 10**9)}
    first = [random_stream(*each).random() for each in sorted(many | wide)]
    assert len(set(first)) == len(many | wide)


def test_streams_of_neighbouring_replications_are_not_shifted_copies_of_each_other():
    draws = [random_stream(1, "reviews", number).random(200) for number in range(1, 101)]
    assert len(np.unique(draws)) == 100 * 200


def test_a_large_seed_and_a_large_replication_are_not_taken_for_each_other():
    assert random_stream(2**40, "reviews", 3).random() != random_stream(3, "reviews", 2**40).random()
