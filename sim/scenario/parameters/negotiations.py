"""How two governments get from a standoff to a deal, and back: one set of figures for each pair."""

from __future__ import annotations

from sim.scenario.parameters.prior import log_uniform, triangular, uniform, whole
from sim.scenario.parameters.record import Parameter

RECORDS = (
    Parameter(
        "negotiations.*.embargo_rate", 1.0, "fraction", 0.0, 9.99,
        "Rate that, reached by both sides, amounts to an embargo.",
        "assumed: 100 points; 84 and 104 were still raised in April 2025",
        uniform(0.84, 1.25, "84 points were still raised in April 2025, 125 were not"),
    ),
    Parameter(
        "negotiations.*.calm_weeks", 3, "weeks", 1, 104,
        "Weeks without a rise after which an escalation short of an embargo is a stalemate.",
        "assumed",
        whole(2, 6),
    ),
    Parameter(
        "negotiations.*.longest", 26.0, "weeks", 1.0, 520.0,
        "Weeks for which a government reckons that a standoff would go on without talks.",
        "assumed: half a year",
        log_uniform(13.0, 52.0),
    ),
    Parameter(
        "negotiations.*.channel", 3.0, "per week", 0.0, 10.0,
        "Rate of opening a channel between officials when both sides are as willing as can be.",
        "first contacts within two weeks of the embargo of 2025, where both are willing by three quarters",
        log_uniform(1.0, 6.0, "assumed: one case, stretched by two to three"),
    ),
    Parameter(
        "negotiations.*.willingness_scale", 5.0, "percent of GDP, weeks", 0.01, 1e4,
        "Expected saving at which a side is willing by three quarters.",
        "assumed",
        log_uniform(2.0, 10.0, "assumed: two fifths to twice the default"),
    ),
    Parameter(
        "negotiations.*.face_saving", 0.5, "1", 0.0, 1.0,
        "What is left of audience costs behind closed doors or at a neutral venue.",
        "Geneva 2025: both sides cut 115 points at once; the figure is assumed, 0.2 to 0.8 is plausible",
        uniform(0.2, 0.8, "assumed: 0.2 to 0.8 is plausible"),
    ),
    Parameter(
        "negotiations.*.leak", 0.15, "per week", 0.0, 10.0,
        "Rate at which a secret channel breaks for each public claim that talks are under way.",
        "assumed",
        triangular(0.0, 0.15, 0.5, "assumed: only the sign is known"),
    ),
    Parameter(
        "negotiations.*.breakdown", 0.05, "per week", 0.0, 10.0,
        "Rate at which a channel or talks break down for other reasons.",
        "assumed",
        log_uniform(0.02, 0.15, "assumed: up to three times the default, or less than half"),
    ),
    Parameter(
        "negotiations.*.preparation", 1, "weeks", 0, 104,
        "Weeks that officials prepare in a channel before ministers meet.",
        "Geneva was announced on 6 May 2025, a week or so after first contacts",
        whole(0, 2, "assumed: one case, a week or so"),
    ),
    Parameter(
        "negotiations.*.meeting", 2.0, "per week", 0.0, 10.0,
        "Rate of ministers meeting once that is prepared and preconditions allow it.",
        "assumed: within days",
        log_uniform(0.7, 6.0, "assumed: a day to ten days"),
    ),
    Parameter(
        "negotiations.*.truce", 2.0, "per week", 0.0, 10.0,
        "Rate of a truce in talks between governments whose word is believed by half.",
        "two days in Geneva 2025; talks of 2018 took months",
        log_uniform(0.7, 6.0, "assumed: one case, two days in Geneva; stretched by three"),
    ),
    Parameter(
        "negotiations.*.truce_days", 90, "days", 7, 3650,
        "Days for which a truce is agreed.",
        "90 days in December 2018 and May 2025",
    ),
    Parameter(
        "negotiations.*.renewal", 0.9, "probability", 0.0, 1.0,
        "Probability that an expiring truce is renewed where both sides gain by it; decided in the last "
        "week.",
        "renewed in its last hours in August 2025, 2019 and 2018 in part; assumed",
        uniform(0.6, 1.0, "assumed: three cases, all renewed at least in part"),
    ),
    Parameter(
        "negotiations.*.summit_preparation", 12, "weeks", 0, 520,
        "Weeks that officials prepare during a truce before leaders can meet.",
        "Geneva to Busan took 24 weeks, with a crisis in between",
        whole(6, 24, "24 weeks from Geneva to Busan, with a crisis in between; assumed at the other end"),
    ),
    Parameter(
        "negotiations.*.summit", 0.08, "per week", 0.0, 10.0,
        "Rate of leaders meeting once that is prepared.",
        "assumed: a quarter of a year",
        log_uniform(0.04, 0.16),
    ),
    Parameter(
        "negotiations.*.summit_in_crisis", 0.35, "per week", 0.0, 10.0,
        "Rate of leaders meeting in a crisis of the truce.",
        "20 days from 10 to 30 October 2025",
        log_uniform(0.175, 0.7, "assumed: one case, stretched by two"),
    ),
    Parameter(
        "negotiations.*.deal", 0.7, "probability", 0.0, 1.0,
        "Probability that leaders who meet settle; otherwise the truce goes on.",
        "assumed: Buenos Aires and Osaka brought truces, Busan a settlement for a year",
        uniform(0.3, 0.9, "assumed: three summits, one settlement"),
    ),
    Parameter(
        "negotiations.*.relapse", 0.03, "per week", 0.0, 10.0,
        "Rate of a crisis of the truce: export controls, lists of firms.",
        "the next flare-up came 150 days after the truce of 2025",
        log_uniform(0.01, 0.06, "assumed: one case of 150 days, stretched by two to three"),
    ),
    Parameter(
        "negotiations.*.crisis", 0.1, "per week", 0.0, 10.0,
        "Rate at which a crisis ends in a return of the tariffs.",
        "assumed: threatened for 1 November 2025 and called off",
        log_uniform(0.05, 0.2),
    ),
    Parameter(
        "negotiations.*.compliance_mean", 0.58, "fraction", 0.01, 0.99,
        "Mean of the part of a deal that is carried out, a Beta distribution.",
        "0.57 to 0.58 of what phase one promised, Bown (2022)",
        uniform(0.4, 0.75, "assumed: one deal, Bown (2022), and about 17 points on either side"),
    ),
    Parameter(
        "negotiations.*.compliance_weight", 8.0, "1", 0.1, 1e4,
        "Concentration of that distribution: the larger, the surer.",
        "one observation; assumed",
        log_uniform(4.0, 16.0),
    ),
    Parameter(
        "negotiations.*.breach", 0.02, "per week", 0.0, 10.0,
        "Rate of a crisis of a deal of which nothing is carried out.",
        "assumed",
        log_uniform(0.01, 0.04),
    ),
    Parameter(
        "negotiations.*.reciprocity", 0.8, "probability", 0.0, 1.0,
        "Probability that a government which is obeyed follows suit.",
        "assumed: nobody has tried",
        uniform(0.5, 1.0, "assumed: nobody has tried"),
    ),
    Parameter(
        "negotiations.*.follow_weeks", 4, "weeks", 0, 104,
        "Weeks after which it does.",
        "assumed",
        whole(2, 8),
    ),
    Parameter(
        "negotiations.*.mediation", 0.02, "per week", 0.0, 10.0,
        "Rate at which a third party offers a venue, which saves faces from then on.",
        "Switzerland in May 2025; assumed",
        triangular(0.0, 0.02, 0.1, "assumed: one case, Switzerland in May 2025"),
    ),
    Parameter(
        "negotiations.*.court", 0.0, "per week", 0.0, 10.0,
        "Rate at which a court voids what is at stake of the tariffs of a government named under `courts`.",
        "decided on 20 February 2026, a year after the first of those duties; none by default",
    ),
)  # fmt: skip
