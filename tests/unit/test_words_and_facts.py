"""What governments say of talks, apart from whether there are any."""

from standoffs import AT_ONCE, NEVER, endings, negotiators, played, scenario, standoff, states, talk


def test_a_message_changes_no_tariff_by_itself():
    model = played(scenario((), negotiators(), {"preconditions": {"USA": "mutual"}}, weeks=3))
    schedule, news = model.gazette.schedule, len(model.gazette.statements)
    words = played(standoff(**NEVER), weeks=8).gazette.statements
    assert words
    model.gazette.publish((), words)
    assert model.gazette.schedule is schedule
    assert len(model.gazette.statements) == news + len(words)


def test_contradictory_words_come_from_pressure_on_one_side_and_an_audience_on_the_other():
    loud = {"politics": {"claim_at": -100.0, "deny_at": 100.0}}
    stern = {"politics": {"deny_at": -100.0, "claim_at": 100.0}}
    model = played(standoff(loud, stern, **(NEVER | {"channel": 0.0})), weeks=10)
    spoken = [week for week in talk(model).weeks if week.state == "stalemate"]
    assert {week.said for week in spoken} == {("claims", "denies")}


def test_false_words_cost_credibility_and_true_ones_earn_it():
    loud = {"politics": {"claim_at": -100.0, "deny_at": 100.0, "patience": 1e6}}
    quiet = {"politics": {"speech": "silent", "patience": 1e6}}
    nothing = played(standoff(loud, quiet, **(NEVER | {"channel": 0.0})), weeks=25)
    assert talk(nothing).credibility[0] < 0.2
    assert talk(nothing).credibility[1] >= 0.5
    true = played(standoff(loud, quiet, **AT_ONCE), weeks=25)
    assert set(states(true)[8:]) == {"back_channel"}
    assert talk(true).credibility[0] > 0.7


def test_honest_governments_say_nothing_false():
    honest = {"politics": {"speech": "honest", "claim_at": -100.0, "deny_at": -100.0}}
    found = endings(standoff(honest, honest), range(1, 6))
    assert sum(each.false_words for each in found) == 0


def test_claims_endanger_a_secret_channel():
    loud = {"politics": {"claim_at": -100.0, "deny_at": 100.0, "patience": 1e6}}
    quiet = {"politics": {"speech": "silent", "patience": 1e6}}
    rates = NEVER | {"channel": 10.0, "leak": 0.5, "willingness_scale": 0.01}

    def breaks(first):
        return sum(
            "channel breaks" in week.what for week in talk(played(standoff(first, quiet, **rates))).weeks
        )

    assert breaks(loud) > breaks(quiet) == 0
