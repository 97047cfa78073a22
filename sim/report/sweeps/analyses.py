"""The analyses of a study, each worked out once however many charts are drawn from it."""

from __future__ import annotations

from functools import lru_cache

import polars as pl

from sim.ensemble.analysis import spreads
from sim.ensemble.study import Study


@lru_cache(maxsize=4)
def spread(study: Study) -> pl.DataFrame:
    """How far every figure spreads over the draws of a case."""
    return spreads.spread(study)


@lru_cache(maxsize=4)
def differences(study: Study) -> pl.DataFrame:
    """How every case differs from the first under the same draws."""
    return spreads.differences(study)
