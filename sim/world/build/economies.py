"""The 81 stored economies: names, membership, Census codes, and donors of input coefficients."""

from __future__ import annotations

from dataclasses import dataclass

REST_OF_WORLD = "ROW"
EUROPEAN_UNION = "EU"
UNITED_STATES = "USA"
CHINA = "CHN"

EU_MEMBERS = frozenset(
    [
        "AUT",
        "BEL",
        "BGR",
        "CYP",
        "CZE",
        "DEU",
        "DNK",
        "ESP",
        "EST",
        "FIN",
        "FRA",
        "GRC",
        "HRV",
        "HUN",
        "IRL",
        "ITA",
        "LTU",
        "LUX",
        "LVA",
        "MLT",
        "NLD",
        "POL",
        "PRT",
        "ROU",
        "SVK",
        "SVN",
        "SWE",
    ]
)


@dataclass(frozen=True)
class Economy:
    """One stored economy.

    Parameters
    ----------
    code, name : str
        ISO-3 code (``ROW`` for the rest of the world) and English name.
    census : int
        Country code of the US Census Bureau (schedule C); zero for the rest of the world.
    donors : tuple of str
        Countries of the WIOD whose input coefficients and margins stand for the economy's, in equal
        parts. The economy itself where the WIOD covers it; an assumption everywhere else.
    """

    code: str
    name: str
    census: int
    donors: tuple[str, ...]

    @property
    def observed(self) -> bool:
        """Whether the WIOD covers the economy itself."""
        return self.donors == (WIOD_CODES.get(self.code, self.code),)


WIOD_CODES = {"ROU": "ROM", REST_OF_WORLD: "RoW"}

# One line an economy: code, Census code, donors, name. Donors follow region, income and what the
# economy lives from: oil exporters and most of Africa the WIOD's rest of the world, mainland
# South-East Asia Indonesia and China, Andean and Central America Mexico or Brazil.
_DECLARED = """
AGO 7620 RoW Angola
ARE 5200 RoW United Arab Emirates
ARG 3570 BRA Argentina
AUS 6021 AUS Australia
AUT 4330 AUT Austria
BEL 4231 BEL Belgium
BGD 5380 IND Bangladesh
BGR 4870 BGR Bulgaria
BLR 4622 RUS Belarus
BRA 3510 BRA Brazil
BRN 5610 RoW Brunei
CAN 1220 CAN Canada
CHE 4419 AUT,DEU Switzerland
CHL 3370 BRA,MEX Chile
CHN 5700 CHN China
CIV 7480 RoW Côte d'Ivoire
CMR 7420 RoW Cameroon
COD 7660 RoW Congo (Kinshasa)
COL 3010 MEX Colombia
CRI 2230 MEX Costa Rica
CYP 4910 CYP Cyprus
CZE 4351 CZE Czechia
DEU 4280 DEU Germany
DNK 4099 DNK Denmark
EGY 7290 TUR Egypt
ESP 4700 ESP Spain
EST 4470 EST Estonia
FIN 4050 FIN Finland
FRA 4279 FRA France
GBR 4120 GBR United Kingdom
GRC 4840 GRC Greece
HKG 5820 GBR,TWN Hong Kong
HRV 4791 SVN Croatia
HUN 4370 HUN Hungary
IDN 5600 IDN Indonesia
IND 5330 IND India
IRL 4190 IRL Ireland
ISL 4000 DNK Iceland
ISR 5081 GBR,KOR Israel
ITA 4759 ITA Italy
JOR 5110 TUR Jordan
JPN 5880 JPN Japan
KAZ 4634 RUS Kazakhstan
KHM 5550 CHN,IDN Cambodia
KOR 5800 KOR Korea
LAO 5530 CHN,IDN Laos
LTU 4510 LTU Lithuania
LUX 4239 LUX Luxembourg
LVA 4490 LVA Latvia
MAR 7140 TUR Morocco
MEX 2010 MEX Mexico
MLT 4730 MLT Malta
MMR 5460 IDN Myanmar
MYS 5570 CHN,IDN Malaysia
NGA 7530 RoW Nigeria
NLD 4210 NLD Netherlands
NOR 4039 DNK,GBR Norway
NZL 6141 AUS New Zealand
PAK 5350 IND Pakistan
PER 3330 BRA,MEX Peru
PHL 5650 IDN Philippines
POL 4550 POL Poland
PRT 4710 PRT Portugal
ROU 4850 ROM Romania
RUS 4621 RUS Russia
SAU 5170 RoW Saudi Arabia
SEN 7440 RoW Senegal
SGP 5590 KOR,TWN Singapore
STP 7644 RoW São Tomé and Príncipe
SVK 4359 SVK Slovakia
SVN 4792 SVN Slovenia
SWE 4010 SWE Sweden
THA 5490 CHN,IDN Thailand
TUN 7230 TUR Tunisia
TUR 4890 TUR Türkiye
TWN 5830 TWN Taiwan
UKR 4623 RUS Ukraine
USA 1000 USA United States
VNM 5520 CHN,IDN Vietnam
ZAF 7910 BRA,RUS South Africa
ROW 0 RoW Rest of the world
"""


def _declared() -> tuple[Economy, ...]:
    economies = []
    for line in _DECLARED.strip().splitlines():
        code, census, donors, name = line.split(maxsplit=3)
        economies.append(Economy(code, name, int(census), tuple(donors.split(","))))
    return tuple(economies)


ECONOMIES = _declared()
CODES = tuple(economy.code for economy in ECONOMIES)
POSITION = {code: position for position, code in enumerate(CODES)}


def position_of(code: str) -> int:
    """Position of an economy; codes that are not stored apart belong to the rest of the world."""
    return POSITION.get(code, POSITION[REST_OF_WORLD])


def position_of_census(code: int) -> int | None:
    """Position of a Census country code; None for the Census's regional totals (below 1000)."""
    if code < 1000:
        return None
    return _BY_CENSUS.get(code, POSITION[REST_OF_WORLD])


_BY_CENSUS = {economy.census: position for position, economy in enumerate(ECONOMIES) if economy.census}
