"""The experiments with the standoff: what is asked, and what is played to answer it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

GAME = "standoff_game"


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
        "preconditions",
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
