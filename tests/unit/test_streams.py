from sim.world.streams import random_stream


def test_a_stream_does_not_depend_on_other_streams():
    alone = random_stream(1, "reviews").random(5)
    random_stream(1, "relationships").random(100)
    assert (random_stream(1, "reviews").random(5) == alone).all()


def test_name_seed_and_replication_each_change_the_draws():
    first = random_stream(1, "reviews", 1).random()
    others = (random_stream(1, "other", 1), random_stream(2, "reviews", 1), random_stream(1, "reviews", 2))
    assert first not in {each.random() for each in others}
