"""The same policy told in other words is the same policy."""

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from factories import small_vocabulary, small_world, tariff
from few_or_many import holds
from hypothesis import strategies as st
from small_wars import MONDAY, SEEDS, WEEK, after, different, measures, pools, question, small_war
from turned_worlds import turned, with_economies_in_order

from sim.economy.equilibrium import long_run
from sim.scenario.dump import dump_scenario
from sim.scenario.loader import load_scenario

ROUNDING = 1e-11
"""What a mean over days leaves where a week is cut: its parts do not add up to the last bit of the whole."""

ASLEEP = "final_part"
"""Worked out only where somebody avoids an origin, be it by rounding; without effect where nobody does."""


def state_of(seed, *acts, start=MONDAY, weeks=7):
    model = after(small_war(question(*acts, seed=seed, start=start), small_world(seed)), weeks)
    state = model.state
    model.release()
    return state


def path_of(seed, *acts, weeks=7):
    return pools(question(*acts, seed=seed, weeks=weeks), small_world(seed))[-1]


@holds(6, seed=SEEDS, acts=measures(), draw=st.randoms(use_true_random=False))
def test_the_order_of_measures_in_the_file_does_not_matter(seed, acts, draw):
    """``S(m1, m2, ...) = S(m2, m1, ...)`` to the bit: tariffs, bans, exemptions and what is known of them."""
    rates = {"some": 0.1, "other": 0.25, "third": 0.4}
    same_pair = [tariff(rate, authority=law, start="2025-01-09", id=law) for law, rate in rates.items()]
    acts = [*acts, *same_pair]
    others = list(acts)
    draw.shuffle(others)
    assert different(state_of(seed, *acts), state_of(seed, *others)) == []


@holds(8, seed=SEEDS, acts=measures(), days=st.integers(0, 6), ends=st.booleans())
def test_a_tariff_of_nothing_is_no_tariff(seed, acts, days, ends):
    """``S(m, rate 0) = S(m)``: to the bit where all begins and ends on Mondays.

    Elsewhere to rounding, and to its root in what hangs on uncertainty.
    """
    start = MONDAY + 2 * WEEK + days * (WEEK / 7)
    end = {"end": (start + 2 * WEEK).isoformat()} if ends else {}
    nothing = tariff(
        0.0, start=start.isoformat(), announced=MONDAY.isoformat(), authority="none", id="nothing",
        importer="ROW", exporter="CHN", **end,
    )  # fmt: skip
    one, other = state_of(seed, *acts), state_of(seed, *acts, nothing)
    exactly = days == 0 and not _on_other_days(acts)
    assert set(different(one, other, 0.0 if exactly else ROUNDING)) <= (set() if exactly else {ASLEEP})


def _on_other_days(acts):
    return any(day.weekday() for act in acts for day in (act.start, act.end or act.start))


@holds(6, seed=SEEDS, rate=st.floats(0.0, 2.0), weeks=st.integers(1, 5), days=st.integers(0, 6))
def test_a_measure_in_two_parts_one_after_the_other_is_one_measure(seed, rate, weeks, days):
    """``S(m on [a, c)) = S(m on [a, b), m on [b, c))`` where both parts are announced on one day.

    If the second is announced later the end of the first is expected until then, as it was in truth.
    """
    between = MONDAY + weeks * WEEK + days * (WEEK / 7)
    known = {"announced": MONDAY.isoformat(), "authority": "law"}
    whole = tariff(rate, start="2025-01-08", id="whole", **known)
    parts = (
        tariff(rate, start="2025-01-08", end=between.isoformat(), id="before", **known),
        tariff(rate, start=between.isoformat(), id="behind", **known),
    )
    assert different(state_of(seed, whole), state_of(seed, *parts), ROUNDING) == []
    assert different(path_of(seed, whole), path_of(seed, *parts), ROUNDING) == []
    if rate > 0.05:
        late = parts[1].model_copy(update={"announced": between})
        assert different(state_of(seed, whole), state_of(seed, parts[0], late), ROUNDING) != []


@holds(6, seed=SEEDS, rate=st.floats(0.0, 2.0), cut=st.integers(1, 4))
def test_a_measure_on_two_lists_of_products_is_one_measure_on_both(seed, rate, cut):
    """``S(m on g1 + g2) = S(m on g1, m on g2)`` for product groups, to rounding of sums over codes."""
    goods = ("soybeans", "grains", "steel", "phones", "semiconductors")
    when = {"start": "2025-01-15", "announced": "2025-01-08", "authority": "law"}
    whole = tariff(rate, products=goods, id="whole", **when)
    parts = (
        tariff(rate, products=goods[:cut], id="some", **when),
        tariff(rate, products=goods[cut:], id="others", **when),
    )
    everything = tariff(rate, id="everything", **when)
    one = state_of(seed, whole)
    assert different(one, state_of(seed, *parts), ROUNDING) == []
    assert different(one, state_of(seed, everything), ROUNDING) == []


@holds(6, seed=SEEDS, acts=measures(), weeks=st.integers(-300, 300))
def test_the_date_of_the_calendar_does_not_matter(seed, acts, weeks):
    """``S(t + k; measures k weeks later) = S(t; measures)`` to the bit, for whole weeks."""
    shift = weeks * WEEK

    def moved(day):
        return None if day is None else day + shift

    later = tuple(
        each.model_copy(update={key: moved(getattr(each, key)) for key in ("start", "end", "announced")})
        for each in acts
    )
    assert different(state_of(seed, *acts), state_of(seed, *later, start=MONDAY + shift)) == []


@holds(6, acts=measures(), seed=SEEDS)
def test_a_scenario_dumped_and_loaded_again_is_itself(acts, seed):
    """``load(dump(s)) = s`` and ``dump(load(dump(s))) = dump(s)``; and so are all its bytes."""
    scenario = question(*acts, seed=seed, short_run_elasticity=0.7)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "made_up.yaml"
        path.write_text(dump_scenario(scenario), encoding="utf-8")
        again = load_scenario(path, small_vocabulary())
    assert again == scenario
    assert dump_scenario(again) == dump_scenario(scenario)


@holds(6, seed=SEEDS, rate=st.floats(0.0, 2.0), theirs=st.floats(0.0, 2.0))
def test_the_mirror_image_of_a_war_is_a_war_in_the_mirror(seed, rate, theirs):
    """``S(A taxes B by t, B taxes A by u; X) = swap S(B taxes A by t, A taxes B by u; swap X)``.

    The benchmark and the pools to 1e-10; agents meet other draws, as in any other order of economies.
    """
    world, swap = small_world(seed), np.array([1, 0, 2])
    mirror = with_economies_in_order(world, swap)
    mirror = replace(
        mirror, economies=world.economies, products=replace(mirror.products, economies=world.economies)
    )
    mirror = replace(mirror, inequality=world.gini[swap])
    when = {"start": "2025-01-13", "announced": "2025-01-13"}

    def acts(first, second):
        return (
            tariff(rate, importer=first, exporter=second, authority="one", **when),
            tariff(theirs, importer=second, exporter=first, authority="other", **when),
        )

    straight = pools(question(*acts("USA", "CHN"), weeks=6), world)
    other = pools(question(*acts("CHN", "USA"), weeks=6), mirror)
    for one, again in zip(straight, other, strict=True):
        assert again.wage == pytest.approx(one.wage[swap], rel=1e-10)
        assert again.customs_value == pytest.approx(turned(one.customs_value, swap), rel=1e-9)
    levied = world.base_tariff.copy()
    levied[1, 0, world.is_goods] += rate
    levied[0, 1, world.is_goods] += theirs
    assert long_run(mirror, turned(levied, swap)).welfare == pytest.approx(
        long_run(world, levied).welfare[swap], rel=1e-10
    )
