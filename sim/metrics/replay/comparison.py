"""A run held against the records: its moments with their verdicts, and China's share by month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from sim.metrics.axes import Axes
from sim.metrics.replay.moment import Moment
from sim.metrics.replay.reading import read_recorded, read_replay
from sim.metrics.replay.recorded import Recorded
from sim.metrics.replay.targets import REPLAY_MOMENTS, measure_replay
from sim.metrics.replay.weekly import CHINA, Replay
from sim.records.reading import Run


@dataclass(frozen=True)
class AgainstRecords:
    """A run that replays history, held against it.

    Parameters
    ----------
    moments : tuple of (Moment, float)
        Each moment with the run's value.
    china_share : DataFrame
        month, model, recorded, season_taken_out: China's share of US goods imports, fractions. The season is
        taken out with the months of 2017; the model has none, and starts in January 2018.
    """

    moments: tuple[tuple[Moment, float], ...]
    china_share: pl.DataFrame

    @property
    def table(self) -> pl.DataFrame:
        """moment, what, unit, use, model, data, verdict, source."""
        return pl.DataFrame(
            {
                "moment": [moment.name for moment, _ in self.moments],
                "what": [moment.what for moment, _ in self.moments],
                "unit": [moment.unit for moment, _ in self.moments],
                "use": [moment.use for moment, _ in self.moments],
                "model": [value for _, value in self.moments],
                "data": [moment.data for moment, _ in self.moments],
                "verdict": [moment.verdict(value) for moment, value in self.moments],
                "source": [moment.source for moment, _ in self.moments],
            },
            schema_overrides={"model": pl.Float64, "data": pl.Float64},
        ).with_columns(pl.selectors.float().fill_nan(None))


def against_records(run: Run, axes: Axes) -> AgainstRecords | None:
    """Hold a run against what was recorded; nothing for a run that does not replay history."""
    recorded = read_recorded(run, axes)
    if recorded is None:
        return None
    replay = read_replay(run, axes)
    found = measure_replay(replay, recorded)
    moments = tuple((REPLAY_MOMENTS[name], value) for name, value in found.items())
    return AgainstRecords(moments, china_share(replay, recorded))


def china_share(replay: Replay, recorded: Recorded) -> pl.DataFrame:
    """Return China's share of US goods imports by month: the model's, and the recorded one."""
    here = recorded.economies.index(CHINA)
    share = recorded.imports[:, here] / recorded.imports.sum(axis=1)
    year = recorded.imports[recorded.rows_of("2017")].sum(axis=0)
    season = share[recorded.year_before(recorded.months)] / (year[here] / year.sum())
    flows = replay.days @ replay.imports
    model = dict(zip(replay.months, (flows[:, here] / flows.sum(axis=1)).tolist(), strict=True))
    return pl.DataFrame(
        {
            "month": [date(int(month[:4]), int(month[5:]), 1) for month in recorded.months],
            "model": [model.get(month) for month in recorded.months],
            "recorded": share,
            "season_taken_out": np.asarray(share / season),
        },
        schema_overrides={"model": pl.Float64},
    )
