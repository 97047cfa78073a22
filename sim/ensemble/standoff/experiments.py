"""The experiments with the standoff: what is asked, and what is played to answer it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

GAME = "standoff_game"

PRECONDITIONS = "preconditions"
"""Name of the experiment about what either asks for."""

DEMANDS_OF_THE_GAME: Mapping[str, str] = {"USA": "mutual", "CHN": "full_cancellation"}
"""What the two ask for in it."""


@dataclass(frozen=True)
class Variant:
    """One way to play.

    Parameters
    ----------
    label : str
        For people.
    scenario : str
        Name of a shipped scenario.
    overrides : mapping of str to str
        Values laid over it, as ``--set`` takes them.
    """

    label: str
    scenario: str = GAME
    overrides: Mapping[str, str] = field(default_factory=dict)

    def __hash__(self) -> int:
        """By what is played."""
        return hash((self.scenario, tuple(sorted(self.overrides.items()))))

    @property
    def command(self) -> str:
        """Command that plays it."""
        sets = "".join(f" --set {key}={value}" for key, value in self.overrides.items())
        return f"tradewar outcomes {self.scenario}{sets}"


@dataclass(frozen=True)
class Experiment:
    """A question and the ways to play that answer it; the first is what the others are compared with."""

    name: str
    question: str
    variants: tuple[Variant, ...]


AS_IT_IS = Variant("as in April 2025")


def _politics(code: str, key: str, value: float | str) -> dict[str, str]:
    return {f"governments.{code}.politics.{key}": f"{value}"}


def _demands(usa: str, china: str) -> Variant:
    words = {"none": "nothing", "mutual": "both", "full_cancellation": "all first"}
    overrides = {
        "negotiations.0.preconditions.USA": usa,
        "negotiations.0.preconditions.CHN": china,
    }
    return Variant(f"Washington asks: {words[usa]}; Beijing: {words[china]}", GAME, overrides)


EXPERIMENTS = (
    Experiment(
        "who_goes_first",
        "What if Washington drops its tariffs first? What if both step down together?",
        (
            AS_IT_IS,
            Variant("Washington cancels first", "standoff_washington_first"),
            Variant("both ask that both step down", "standoff_both_step_down"),
        ),
    ),
    Experiment(
        "exemptions",
        "What do quiet exemptions undo?",
        (
            AS_IT_IS,
            Variant("China announces its exemptions", GAME, {"governments.CHN.exemptions.how": "public"}),
            Variant("China exempts nothing", GAME, {"governments.CHN.exemptions.how": "none"}),
            Variant("nobody exempts anything", "standoff_no_exemptions"),
        ),
    ),
    Experiment(
        "words",
        "Does denying talks help?",
        (
            AS_IT_IS,
            Variant("Beijing is silent", GAME, _politics("CHN", "speech", "silent")),
            Variant("Beijing says what is true", GAME, _politics("CHN", "speech", "honest")),
            Variant("Washington is silent", GAME, _politics("USA", "speech", "silent")),
            Variant("both are silent", "standoff_silence"),
        ),
    ),
    Experiment(
        "patience",
        "How much patience buys how much?",
        (
            AS_IT_IS,
            *(
                Variant(f"Beijing's patience {value:g}", GAME, _politics("CHN", "patience", value))
                for value in (0.125, 2.0, 4.0, 8.0)
            ),
            *(
                Variant(f"Washington's patience {value:g}", GAME, _politics("USA", "patience", value))
                for value in (0.125, 2.0, 4.0)
            ),
        ),
    ),
    Experiment(
        PRECONDITIONS,
        "Which precondition is never worth it?",
        (
            AS_IT_IS,
            *(
                _demands(usa, china)
                for usa in ("none", "mutual", "full_cancellation")
                for china in ("none", "mutual", "full_cancellation")
                if (usa, china) not in (("full_cancellation",) * 2, ("mutual", "full_cancellation"))
            ),
        ),
    ),
    Experiment(
        "who_yields",
        "What if each yields at the rate that leaves the other indifferent, as in the textbook?",
        (AS_IT_IS, Variant("indifference", GAME, {"negotiations.0.attrition": "indifference"})),
    ),
)
"""Every experiment of results/standoff."""


def _both(key: str, low: float, high: float) -> tuple[Variant, Variant]:
    """Either end of a range of a figure of both governments' politics."""
    first, second = (
        Variant(f"{key} {value:g}", GAME, _politics("USA", key, value) | _politics("CHN", key, value))
        for value in (low, high)
    )
    return first, second


def _pair(key: str, low: float, high: float) -> tuple[Variant, Variant]:
    """Either end of a range of a figure of the negotiation."""
    first, second = (
        Variant(f"{key} {value:g}", GAME, {f"negotiations.0.{key}": f"{value:g}"}) for value in (low, high)
    )
    return first, second


def _audiences(usa: float, china: float) -> Variant:
    overrides = _politics("USA", "audience", usa) | _politics("CHN", "audience", china)
    return Variant(f"audience {usa:g} and {china:g}", GAME, overrides)


def _eyes(label: str, welfare: float, outlook: float) -> Variant:
    overrides: dict[str, str] = {}
    for code in ("USA", "CHN"):
        overrides |= _politics(code, "welfare", welfare) | _politics(code, "outlook", outlook)
    return Variant(label, GAME, overrides)


ASSUMPTIONS = (
    Experiment(
        "assumptions",
        "What do figures change that are only assumed, or rest on one observation?",
        (
            AS_IT_IS,
            *_both("patience", 0.1, 2.0),
            _audiences(0.25, 1.6),
            _audiences(0.75, 5.0),
            *_pair("face_saving", 0.2, 0.8),
            *_pair("channel", 1.0, 6.0),
            *_pair("meeting", 0.7, 6.0),
            *_pair("truce", 0.7, 6.0),
            *_pair("longest", 13.0, 52.0),
            *_pair("willingness_scale", 2.0, 10.0),
            *_pair("leak", 0.0, 0.5),
            *_pair("breakdown", 0.02, 0.15),
            *_pair("mediation", 0.0, 0.1),
            *_pair("renewal", 0.6, 1.0),
            *_pair("relapse", 0.01, 0.06),
            *_both("market", 0.1, 0.8),
            *_both("exports", 0.1, 0.8),
            *_both("prices", 0.0, 1.0),
            *_both("approval", 0.0, 0.15),
            *_both("half_life", 1.0, 6.0),
            *_both("relative_gains", 0.1, 0.5),
            _eyes("statistics alone", 1.0, 0.0),
            _eyes("the staff alone", 0.0, 1.0),
        ),
    ),
)
"""Either end of the plausible range of figures that data do not settle, docs/governments.md."""
