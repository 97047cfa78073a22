"""How shipped tables are written: the same bytes from the same raw data, every time."""

from __future__ import annotations

import csv
import io
import zipfile
from typing import TYPE_CHECKING

import numpy as np
from numpy.lib import format as npy

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

MANTISSA_BITS = 23
FIRST_ZIP_DATE = (1980, 1, 1, 0, 0, 0)


def rounded(values: NDArray[np.float64], bits: int = 16) -> NDArray[np.float32]:
    """Round to a mantissa of so many bits (16: a relative error below 8e-6) and single precision.

    Rounding in binary, not decimal, leaves zero bytes that compress, and hides differences in the
    last digits between machines.
    """
    single = np.ascontiguousarray(values, dtype=np.float32)
    dropped = MANTISSA_BITS - bits
    half = np.uint32(1 << (dropped - 1))
    mask = np.uint32(0xFFFFFFFF ^ ((1 << dropped) - 1))
    return ((single.view(np.uint32) + half) & mask).view(np.float32)


def write_arrays(path: Path, arrays: Mapping[str, NDArray[np.generic]]) -> None:
    """Write arrays as a compressed ``.npz`` with fixed dates and order."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, array in arrays.items():
            buffer = io.BytesIO()
            npy.write_array(buffer, np.ascontiguousarray(array), version=(1, 0), allow_pickle=False)
            entry = zipfile.ZipInfo(f"{name}.npy", date_time=FIRST_ZIP_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            entry.create_system = 3
            archive.writestr(entry, buffer.getvalue(), compresslevel=9)


def write_rows(path: Path, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write a CSV table in UTF-8 with Unix line ends."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)
