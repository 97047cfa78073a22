"""Named random streams: a draw added in one place moves nothing elsewhere."""

from __future__ import annotations

import hashlib

import numpy as np


def random_stream(seed: int, name: str, replication: int = 1) -> np.random.Generator:
    """Return the generator of a named stream.

    The seed of a stream depends on nothing but the run's seed, the stream's name and the
    replication, so streams are independent of each other and of the order of creation.

    Parameters
    ----------
    seed : int
        Seed of the run.
    name : str
        Purpose of the draws, for example ``"relationships"``.
    replication : int
        Number of the replication, from 1.

    Returns
    -------
    numpy.random.Generator
        A fresh PCG64 generator.
    """
    digest = hashlib.sha256(name.encode()).digest()
    words = [int.from_bytes(digest[place : place + 4], "little") for place in (0, 4, 8, 12)]
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence([seed, replication, *words])))
