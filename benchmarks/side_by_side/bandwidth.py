"""Memory bandwidth: ``python -m side_by_side.bandwidth THREADS`` prints bytes a second as JSON.

The triad of McCalpin's STREAM, ``a = b + s c``, over arrays well beyond the last cache, counted as he does:
two reads and a write, 24 bytes an element, though hardware may read what it is about to write.
"""

from __future__ import annotations

import json
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import numpy as np
from numba import njit
from numpy.typing import NDArray

ELEMENTS = 1 << 25
"""256 MiB an array, 768 MiB in all."""

BYTES_AN_ELEMENT = 24
REPEATS = 12

Floats = NDArray[np.float64]


@njit(nogil=True, cache=True, fastmath=True)
def triad(a: Floats, b: Floats, c: Floats, scale: float) -> None:
    for place in range(len(a)):
        a[place] = b[place] + scale * c[place]


def bandwidth(threads: int, elements: int = ELEMENTS) -> float:
    """Return the bytes a second of the fastest of several passes, each thread on its part of the arrays."""
    bounds = np.linspace(0, elements, threads + 1).astype(int)
    parts = [slice(first, last) for first, last in pairwise(bounds)]
    a, b, c = np.zeros(elements), np.ones(elements), np.ones(elements)
    fastest = np.inf
    with ThreadPoolExecutor(threads) as executor:
        for scale in range(REPEATS):
            began = time.perf_counter()
            done = [executor.submit(triad, a[part], b[part], c[part], float(scale)) for part in parts]
            for each in done:
                each.result()
            if scale > 0:  # the first one compiles
                fastest = min(fastest, time.perf_counter() - began)
    return BYTES_AN_ELEMENT * elements / fastest


if __name__ == "__main__":
    print(json.dumps(bandwidth(int(sys.argv[1]))))
