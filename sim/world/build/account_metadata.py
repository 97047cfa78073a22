"""What the tables of accounts hold, where it comes from, and what of it is observed, derived or assumed."""

from __future__ import annotations

from sim.world.build.bilateral import SILENT_IN_BACI
from sim.world.build.datapackage import Field, Source, Table

ICIO = Source(
    "OECD",
    "Inter-Country Input-Output tables, 2017 and 2022, aggregated to 80 economies and the rest of the world",
    "2025",
    "OECD terms: reuse with attribution",
    "https://www.oecd.org/en/data/datasets/inter-country-input-output-tables.html",
)
WIOD = Source(
    "Timmer, Dietzenbacher, Los, Stehrer and de Vries",
    "World Input-Output Database, release of 2013, table of 2011 (Review of International Economics 23)",
    "2015",
    "free with citation",
    "https://www.rug.nl/ggdc/valuechain/wiod/",
)
CENSUS = Source(
    "US Census Bureau",
    "US trade in goods by partner, 2017; imports for consumption by partner and HS code, 2024",
    "2025",
    "public domain",
    "https://www.census.gov/foreign-trade/",
)
TREASURY = Source("US Treasury", "Customs duties collected by month, 2017", "2020", "public domain")
COMTRADE = Source(
    "United Nations", "Comtrade, goods imports by partner, 2017", "2020", "cite", "https://comtrade.un.org/"
)
BACI = Source(
    "CEPII (Gaulier and Zignago)",
    "BACI: international trade database at the product level, 2023 (CEPII working paper 2010-23)",
    "2025",
    "Etalab 2.0",
    "https://www.cepii.fr/",
)
GDP = Source(
    "World Bank",
    "World Development Indicators, GDP of 2017 and 2023",
    "2025",
    "CC BY 4.0",
    "https://data.worldbank.org/",
)
PIP = Source(
    "World Bank", "Poverty and Inequality Platform", "2024", "CC BY 4.0", "https://pip.worldbank.org/"
)
DEMAND = Source(
    "Muhammad, Seale, Meade and Regmi",
    "International evidence on food consumption patterns (USDA technical bulletin 1929)",
    "2011",
    "public domain",
)
GEODIST = Source(
    "CEPII (Mayer and Zignago)",
    "GeoDist, population-weighted distances (CEPII working paper 2011-25)",
    "2011",
    "Etalab 2.0",
    "https://www.cepii.fr/",
)


def _study(authors: str, title: str, journal: str, year: str) -> Source:
    return Source(authors, f"{title}, {journal}", year, "facts, cite")


ELASTICITIES = (
    _study(
        "Bagwell, Staiger and Yurukoglu",
        "Quantitative analysis of multiparty tariff negotiations",
        "Econometrica 89",
        "2021",
    ),
    _study(
        "Caliendo and Parro",
        "Estimates of the trade and welfare effects of NAFTA",
        "Review of Economic Studies 82",
        "2015",
    ),
    _study(
        "Fontagné, Guimbard and Orefice",
        "Tariff-based product-level trade elasticities",
        "Journal of International Economics 137",
        "2022",
    ),
    _study(
        "Giri, Yi and Yilmazkuday",
        "Gains from trade: does sectoral heterogeneity matter?",
        "Journal of International Economics 129",
        "2021",
    ),
    _study(
        "Lashkaripour and Lugovskyy",
        "Profits, scale economies, and the gains from trade and industrial policy",
        "American Economic Review 113",
        "2023",
    ),
    _study(
        "Shapiro",
        "Trade costs, CO2, and the environment",
        "American Economic Journal: Economic Policy 8",
        "2016",
    ),
    Source(
        "Lashkaripour", "In-sample and uniform elasticities, as in the author's data packages", "2025", "cite"
    ),
)

ACCOUNT_TABLES = (
    Table(
        "economies.csv",
        "The 81 stored economies",
        "observed",
        (
            Field("code", "ISO-3 code; ROW for the rest of the world"),
            Field("name", "English name"),
            Field("european_union", "yes for the 27 members"),
            Field(
                "input_donors", "WIOD countries whose coefficients and margins stand for it", "", "assumed"
            ),
        ),
        (ICIO, WIOD),
        "A donor other than the economy itself is an assumption: the WIOD does not cover it.",
    ),
    Table(
        "sectors.csv",
        "The 28 production sectors",
        "observed",
        (Field("code", "ICIO sector; SERV is all services"), Field("name", "English name")),
        (ICIO,),
    ),
    *(
        Table(
            f"accounts_{base}.npz",
            f"Accounts of the base year {base}",
            "derived",
            (
                Field(
                    "customs_value",
                    "81 origins x 81 destinations x 28 sectors, before duty, sales at home included",
                    "USD million a year",
                ),
                Field(
                    "input_share",
                    "81 economies x 28 inputs x 28 using sectors: spending on inputs in output",
                    "fraction",
                ),
                Field(
                    "use_share",
                    "81 economies x product groups: share in what producers buy of the group's sector",
                    "fraction",
                    "assumed",
                ),
            ),
            (ICIO, WIOD, CENSUS, trade, GDP),
            notes,
        )
        for base, trade, notes in (
            (
                2017,
                COMTRADE,
                "US imports by partner and US exports to China are the Census's. Assumed: GDP of Taiwan, "
                "limits of re-exports, who uses what within families of industries, donors of coefficients.",
            ),
            (
                2024,
                BACI,
                "US imports by partner and sector are the Census's. Outputs are those of 2022 grown with "
                "GDP. Pairs that BACI's file does not observe keep the ICIO's flow, scaled: those of TWN and "
                f"STP, and those of {', '.join(SILENT_IN_BACI)} with each other and the rest of the world. "
                "Assumed besides what is assumed for 2017: nominal growth of 4 % from 2023 to 2024 in GDP "
                "and 2 % in trade, US exports to China of 143.5 billion.",
            ),
        )
    ),
    Table(
        "distribution_margins.csv",
        "Trade margins on final goods",
        "derived",
        (
            Field("economy", "code"),
            Field("margin_share", "margin in the retail value of final goods", "fraction"),
            Field("margin_labour_share", "value added of the trade sectors in the margin", "fraction"),
            Field("tag", "assumed where donors stand in"),
        ),
        (WIOD,),
    ),
    Table(
        "distances.npz",
        "Distances between economies",
        "observed",
        (Field("kilometres", "81 x 81, population-weighted; the rest of the world GDP-weighted", "km"),),
        (GEODIST, GDP),
    ),
    Table(
        "trade_elasticities.csv",
        "Eight published sets of trade elasticities",
        "observed",
        (
            Field("sector", "production sector"),
            *(
                Field(name, f"theta, {text}", "elasticity of expenditure shares to landed prices")
                for name, text in (
                    ("BSY", "Bagwell, Staiger and Yurukoglu 2021"),
                    ("CP", "Caliendo and Parro 2015"),
                    ("FGO", "Fontagné, Guimbard and Orefice 2022"),
                    ("GYY", "Giri, Yi and Yilmazkuday 2021"),
                    ("IS", "in-sample estimates"),
                    ("LL", "Lashkaripour and Lugovskyy 2023"),
                    ("Shap", "Shapiro 2016"),
                    ("U4", "uniform 4"),
                )
            ),
        ),
        ELASTICITIES,
        "Most of the studies estimate no services: their value is an assumption of the data packages.",
    ),
    Table(
        "inequality.csv",
        "Inequality of households",
        "assumed",
        (
            Field("economy", "code"),
            Field("gini", "Gini coefficient of household income or consumption, about 2017 to 2019", "1"),
            Field("tag", "all assumed"),
        ),
        (PIP,),
        "From memory, to two digits, and not read off the source: incomes of some economies, consumption of "
        "others. Taiwan, Singapore, Hong Kong, Saudi Arabia, Brunei, New Zealand, Cambodia and the rest of "
        "the world are judged.",
    ),
    Table(
        "income_elasticities.csv",
        "How households' spending on a product group moves with income, and how often it is bought",
        "assumed",
        (
            Field("group", "product group"),
            Field("income_elasticity", "elasticity of spending to real income", "1"),
            Field("frequency", "purchases relative to the average dollar of spending", "1"),
            Field("tag", "all assumed"),
        ),
        (DEMAND,),
        "Broad categories after the source, from memory: food 0.5, fuel and other daily needs 0.7, clothing "
        "0.9, household goods 1.05 and 1.25, leisure 1.3, services 1.1; what firms invest in is ordinary "
        "(1). Food and fuel are bought often (2), durables seldom (0.5).",
    ),
    Table(
        "closeness_targets.csv",
        "Published figures that the accounts are held against",
        "observed",
        (
            Field("base", "base year"),
            Field("measure", "us_import, us_import_from_china, us_export_to_china, us_duty or gdp"),
            Field("key", "economy or sector"),
            Field("value", "published figure", "USD million a year"),
            Field("tag", "observed, derived or assumed"),
        ),
        (CENSUS, TREASURY, GDP),
        "Taiwan's GDP, growth from 2023 to 2024 and US exports to China in 2024 are assumed.",
    ),
)
