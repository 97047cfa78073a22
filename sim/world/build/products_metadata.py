"""What the product tables hold, where their figures come from, and how far they can be trusted."""

from __future__ import annotations

from sim.world.build.datapackage import Field, Source, Table

CENSUS = Source(
    "US Census Bureau", "US imports for consumption by product and partner", "2024", "public domain"
)
INDUSTRY = Source(
    "US Census Bureau; M. Waugh", "US imports from China by NAICS industry", "2017", "public domain; cite"
)
WORKBOOK = Source(
    "Peterson Institute for International Economics",
    "Bown, Jung and Zhang: Trump Has Gotten China to Lower Its Tariffs. Just Toward Everyone Else (workbook)",
    "2019",
    "facts; cite",
)
CHINA_TARIFFS = Source("M. Waugh; PIIE", "China's tariffs on US goods by HS6 and date", "2020", "facts; cite")
US_TARIFFS = Source("PIIE; M. Waugh", "US tariffs on Chinese goods by HS6 and date", "2020", "facts; cite")
SCHEDULE = Source(
    "Yale Budget Lab",
    "tariff-rate-tracker: lists and MFN rates of the Harmonized Tariff Schedule",
    "2025",
    "MIT",
)
REDUX = Source("trade-war-redux", "Lists of tariff lines from government notices", "2025", "MIT")
CONCORDANCE = Source(
    "United Nations Statistics Division; US Census Bureau", "HS to ISIC Rev. 4 and NAICS", "2022", "cite"
)
ICIO = Source(
    "OECD; A. Lashkaripour",
    "Inter-Country Input-Output tables and applied tariffs by sector",
    "2017, 2022",
    "OECD terms: reuse with attribution",
)
MEMORY = Source(
    "US and Chinese governments", "Scopes of proclamations and announcements", "2018-2025", "facts"
)

RAUCH = Source(
    "Rauch",
    "Networks versus markets in international trade, Journal of International Economics 48",
    "1999",
    "cite",
)

LISTS_NOTE = (
    "Shares are the trade on a list's eight- and ten-digit lines over the trade of the code: China's 2024 "
    "exports to the United States, before 2024 their mix of 2017, and for Chinese lists China's imports of "
    "2017. Codes without lines take their heading's mean, else their chapter's. The column `basis` tags each "
    "list; those called assumed have scopes or metal contents from memory."
)

PRODUCT_TABLES: tuple[Table, ...] = (
    Table(
        "product_groups.csv",
        "Product groups, each in one sector",
        "assumed",
        (
            Field("group", "Code"),
            Field("title", "English title"),
            Field("sector", "ICIO sector"),
            Field(
                "differentiation", "exchange, reference or differentiated: how most of its goods are traded"
            ),
        ),
        (CONCORDANCE, RAUCH),
        "Grouping chosen where tariffs differ.",
    ),
    Table(
        "products.csv",
        "Six-digit codes of HS 2017 and HS 2022 with their product group",
        "derived",
        (
            Field("code", "HS code; 980000 and 999900 hold the US chapters 98 and 99"),
            Field("group", "Product group: longest prefix rule"),
            Field("description", "Short English description, may be empty", tag="observed"),
        ),
        (CONCORDANCE, US_TARIFFS, CENSUS),
    ),
    Table(
        "product_trade.npz",
        "Trade by six-digit code, to weigh tariffs",
        "observed",
        (
            Field("economies", "Codes of the 81 economies"),
            Field(
                "united_states_imports",
                "US imports for consumption of 2024: origin, code; EU members and economies outside the 51 "
                "largest partners from their two-digit chapters",
                "USD thousand a year",
                "derived",
            ),
            Field(
                "united_states_imports_from_china_2017",
                "2024 values raked to imports by industry of 2017 and to announced sizes of lists 1 to 4A",
                "USD thousand a year",
                "derived",
            ),
            Field(
                "china_exports_2017",
                "The same, scaled to exports by sector",
                "USD thousand a year",
                "derived",
            ),
            Field(
                "united_states_exports_2017",
                "Half China's imports from the US, half US imports, scaled to exports by sector",
                "USD thousand a year",
                "assumed",
            ),
            Field("china_imports_from_united_states", "China's imports of 2017: code", "USD thousand a year"),
        ),
        (CENSUS, INDUSTRY, WORKBOOK, ICIO, SCHEDULE),
        "The size of list 4A (USD 112 bn) is from press reports, from memory.",
    ),
    Table(
        "product_lists.csv",
        "Named product lists of acts of trade policy",
        "observed",
        (
            Field("name", "Name used in scenarios"),
            Field("title", "One line for people"),
            Field("date", "In force from"),
            Field("basis", "observed, derived or assumed"),
            Field("rated", "yes when the list sets a rate by product"),
            Field("source", "Legal source and where its lines come from"),
        ),
        (SCHEDULE, REDUX, CHINA_TARIFFS, US_TARIFFS, MEMORY),
    ),
    Table(
        "product_lists.npz",
        "Share of each code that a list covers, and its rate",
        "derived",
        (
            Field("share", "List, code: part of the code's trade covered", "1/10000"),
            Field("rate", "List, code: additional duty on the covered part; zero without rates", "1/1000000"),
        ),
        (SCHEDULE, REDUX, CHINA_TARIFFS, US_TARIFFS, CENSUS, WORKBOOK, MEMORY),
        LISTS_NOTE,
    ),
    Table(
        "base_tariffs.npz",
        "Tariffs in force in the base years",
        "derived",
        tuple(
            field
            for year in (2017, 2024)
            for field in (
                Field(f"sector_{year}", "Applied tariffs: origin, destination, sector", "fraction"),
                Field(f"united_states_{year}", "US tariff: origin, group", "fraction"),
                Field(f"china_{year}", "China's tariff: origin, group", "fraction"),
                Field(
                    f"united_states_on_china_{year}", "Statutory US duty on Chinese goods: code", "fraction"
                ),
                Field(
                    f"china_on_united_states_{year}", "Statutory Chinese duty on US goods: code", "fraction"
                ),
            )
        ),
        (ICIO, CENSUS, SCHEDULE, CHINA_TARIFFS),
        "Sector rates are capped at 40 %. The rest of the world, blank in the source, takes medians "
        "(assumed). The US rates of 2017 on other partners are the duty collected in 2024, without section "
        "232 on metals (assumed). No exclusion from section 301 and none of China's waivers is counted.",
    ),
    Table(
        "group_shares.npz",
        "Share of each product group in its sector's trade",
        "derived",
        (
            Field(
                "profile",
                "Origin, group: unobserved pairs",
                "fraction",
                "assumed",
            ),
            Field("home", "Economy, group: sales at home", "fraction", "assumed"),
            Field(
                "united_states_2017",
                "Origin, group: US imports; China's mix of 2017",
                "fraction",
                "assumed",
            ),
            Field("united_states_2024", "Origin, group: US imports of 2024", "fraction", "observed"),
            Field(
                "china_from_united_states", "Group: China's imports from the US, 2017", "fraction", "observed"
            ),
        ),
        (CENSUS, WORKBOOK, INDUSTRY),
        "A thousandth of the observed shares follows the origin's profile, so that no group vanishes.",
    ),
)
"""Descriptions of the product tables, for ``datapackage.json``."""
