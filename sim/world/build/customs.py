"""Raw customs records by product: what was imported, under which tariff line, at what duty."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sim.extras import module_of
from sim.world.build.economies import CODES, EU_MEMBERS, POSITION, position_of_census
from sim.world.build.hs_groups import RETURNED_GOODS, UNCLASSIFIED

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

Floats = NDArray[np.float64]

EU_TOTAL = 3
WORKBOOK = "tariffs/2018_2020/bown-jung-zhang-2019-06-12.xlsx"
CENSUS = "world/us_imports_2024"


def read(raw: Path, path: str, **options: bool) -> pl.DataFrame:
    """Read a raw CSV with every column as text, so that HS codes keep their zeros."""
    return pl.read_csv(raw / path, infer_schema=False, **options)  # type: ignore[arg-type]


def six_digits(line: str) -> str:
    """Six-digit code of a US tariff line; the national chapters 98 and 99 become one code each."""
    if line.startswith("98"):
        return RETURNED_GOODS
    return UNCLASSIFIED if line.startswith("99") else line[:6]


class CodeIndex:
    """Positions of six-digit codes, with a home for codes that the two editions do not hold."""

    def __init__(self, codes: Iterable[str]) -> None:
        self.codes = tuple(codes)
        self.position = {code: position for position, code in enumerate(self.codes)}
        self.chapter = np.array([int(code[:2]) for code in self.codes])
        self.heading = np.unique([code[:4] for code in self.codes], return_inverse=True)[1]

    def __len__(self) -> int:
        return len(self.codes)

    def find(self, code: str) -> int | None:
        """Position of a code; the first code of its heading stands for one of an older edition."""
        if code in self.position:
            return self.position[code]
        return next((self.position[known] for known in self.codes if known[:4] == code[:4]), None)

    def total(self, codes: Iterable[str], values: Iterable[float]) -> Floats:
        """(H,) sum of values by code; codes of unknown headings are left out."""
        result = np.zeros(len(self))
        for code, value in zip(codes, values, strict=True):
            position = self.find(code)
            if position is not None:
                result[position] += value
        return result


def hs_codes(raw: Path) -> tuple[str, ...]:
    """Six-digit codes of HS 2017 and HS 2022, and the two US special provisions, sorted."""
    editions = (("hs5_naics", "HS5_6d"), ("hs6_naics", "HS6_6d"))
    codes = {
        code
        for table, column in editions
        for code in read(raw, f"world/concordances/{table}.csv.gz")[column]
        if not code.startswith("99")
    }
    return tuple(sorted(codes | {RETURNED_GOODS, UNCLASSIFIED}))


def china_lines(raw: Path) -> pl.DataFrame:
    """US imports from China in 2024 by ten-digit line: ``line``, ``imports`` and ``duty`` in USD."""
    return read(raw, f"{CENSUS}/us_imports_2024_china_hs10.csv.gz").select(
        pl.col("HS10").alias("line"),
        pl.col("I_COMMODITY_SDESC").alias("description"),
        pl.col("imports").cast(pl.Float64),
        pl.col("duty").cast(pl.Float64),
    )


def united_states_imports(raw: Path, index: CodeIndex) -> tuple[Floats, Floats]:
    """(N, H) US imports of 2024 and duty collected by stored economy and code, USD.

    Fifty-one partners are known by six-digit code. A member of the European Union takes the Union's
    products in the proportions of its own two-digit chapters; every other economy its chapters, with
    the products and duties of all known partners within each.
    """
    imports, duty, known = _partners_by_code(raw, index)
    by_chapter, duty_by_chapter = _partners_by_chapter(raw)
    union_known = [partner for partner in known if partner in EU_MEMBERS]
    union_imports = imports["EU"] - _total(imports[partner] for partner in union_known)
    union_duty = duty["EU"] - _total(duty[partner] for partner in union_known)
    union_by_chapter = _total(by_chapter[name] for name in sorted(EU_MEMBERS - set(known)))
    products = _total(imports[partner] for partner in known)
    chapter_total = np.bincount(index.chapter, products, minlength=100).astype(np.float64)
    result, result_duty = np.zeros((len(CODES), len(index))), np.zeros((len(CODES), len(index)))
    for name, chapters in by_chapter.items():
        row = POSITION.get(name, POSITION["ROW"])
        if name in known:
            result[row] += imports[name]
            result_duty[row] += duty[name]
        elif name in EU_MEMBERS:
            part = _ratio(chapters, union_by_chapter)[index.chapter]
            result[row] += union_imports * part
            result_duty[row] += union_duty * part
        else:
            part = _ratio(chapters, chapter_total)[index.chapter]
            result[row] += products * part
            result_duty[row] += products * part * _ratio(duty_by_chapter[name], chapters)[index.chapter]
    return result, result_duty


def _total(parts: Iterable[Floats]) -> Floats:
    return np.asarray(np.sum(list(parts), axis=0), dtype=np.float64)


def _ratio(numerator: Floats, denominator: Floats) -> Floats:
    return np.divide(numerator, denominator, out=np.zeros_like(numerator), where=denominator > 0.0)


def _partner_name(census: int) -> str:
    """Name the stored economy of a Census code; partners inside the rest of the world keep the code."""
    if census == EU_TOTAL:
        return "EU"
    position = position_of_census(census)
    if position is None or position == POSITION["ROW"]:
        return f"#{census}"
    return CODES[position]


def _partners_by_code(raw: Path, index: CodeIndex) -> tuple[dict[str, Floats], dict[str, Floats], list[str]]:
    table = read(raw, f"{CENSUS}/us_imports_2024_country_hs6_top51.csv.gz")
    imports: dict[str, Floats] = {}
    duty: dict[str, Floats] = {}
    for (census,), part in table.group_by("CTY_CODE", maintain_order=True):
        name = _partner_name(int(str(census)))
        codes = [six_digits(code) for code in part["HS6"]]
        imports[name] = index.total(codes, part["imports"].cast(pl.Float64))
        duty[name] = index.total(codes, part["duty"].cast(pl.Float64))
    return imports, duty, [name for name in sorted(imports) if name != "EU"]


def _partners_by_chapter(raw: Path) -> tuple[dict[str, Floats], dict[str, Floats]]:
    table = read(raw, f"{CENSUS}/us_imports_2024_country_hs2.csv")
    imports: dict[str, Floats] = {}
    duty: dict[str, Floats] = {}
    rows = table.select("CTY_CODE", "HS2", "2024_imports", "2024_duty").rows()
    for census, chapter, value, collected in sorted(rows):
        if int(census) == EU_TOTAL:
            continue
        name = _partner_name(int(census))
        imports.setdefault(name, np.zeros(100))[int(chapter)] += float(value)
        duty.setdefault(name, np.zeros(100))[int(chapter)] += float(collected)
    return imports, duty


def china_imports_2017(raw: Path) -> Mapping[str, float]:
    """China's imports from the United States in 2017 by eight-digit line, USD."""
    fastexcel = module_of("build", "fastexcel", "building the tables")
    sheet = fastexcel.read_excel(raw / WORKBOOK).load_sheet("Imports Value", dtypes="string").to_polars()
    line, _, value = sheet.columns
    rows = sheet.select(pl.col(line).str.zfill(8), pl.col(value).cast(pl.Float64) * 1e3).rows()
    return {code: float(worth) for code, worth in rows if not code.startswith("98")}
