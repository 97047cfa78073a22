"""Statements: what governments say about tariffs to come, next to what they do."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from sim.scenario.scope import Day, Identifier, Record, Words


class Statement(Record):
    """Public words of a government about the tariffs of one or several pairs."""

    id: Identifier | Literal[""] = ""
    """Name of the statement, unique in the scenario; worked out from speaker, direction and date when
    not given."""

    speaker: Identifier
    """Economy whose government speaks, about its own tariffs or about another's."""

    importer: Annotated[Words, Field(min_length=1)]
    """Economy, or economies, whose tariffs are spoken of."""

    exporter: Annotated[Words, Field(min_length=1)]
    """Economy, or economies, whose goods are spoken of; `all` means every other one."""

    says: Literal["escalate", "persist", "de_escalate"]
    """`escalate`: tariffs will rise; `persist`: they will stay; `de_escalate`: they will come down."""

    date: Day
    """Day on which it was said."""

    about: Literal["tariffs", "talks"] = "tariffs"
    """What is judged: whether `tariffs` move as was said, or whether there were `talks` as was said
    (`de_escalate`) or none (`persist`)."""

    true: bool | None = None
    """Of words about talks: whether they were true, which comes out later; not known where left out."""

    title: str = ""
    """One line for people; worked out from the rest when not given."""

    source: str = ""
    """Where it is written down, or `assumed`."""

    @property
    def excluded(self) -> tuple[str, ...]:
        """Exporters that `all` leaves out: none."""
        return ()

    @property
    def one_line(self) -> str:
        """The statement in one line for people."""
        if self.about == "talks" and not self.title:
            said = (
                "denies that talks are under way"
                if self.says == "persist"
                else "says that talks are under way"
            )
            return f"{self.speaker} {said}"
        turn = {"escalate": "will rise", "persist": "will stay", "de_escalate": "will come down"}[self.says]
        pair = f"{', '.join(self.importer)} on {', '.join(self.exporter)}"
        return self.title or f"{self.speaker} says that tariffs of {pair} {turn}"

    @property
    def automatic_identifier(self) -> str:
        """Readable identifier for a statement that has none."""
        return f"{self.speaker.lower()}-says-{self.says}-{self.date.isoformat()}"
