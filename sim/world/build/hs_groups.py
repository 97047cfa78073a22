"""Product groups and the rule that puts every six-digit HS code in exactly one of them.

A rule is an HS prefix; the longest prefix that fits a code decides. The rules follow the
United Nations HS-ISIC Rev. 4 correspondence where it names one industry, and the place of the
good in the Harmonised System where it names several or none (scrap, residues, electricity).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

LONGEST_PREFIX = 6

RETURNED_GOODS = "980000"
"""US special provisions of chapter 98, above all goods returned after repair."""
UNCLASSIFIED = "999900"
"""US chapter 99: estimates for low-value shipments and corrections."""


@dataclass(frozen=True)
class ProductGroup:
    """One product group: what it is called, the sector that makes it, the HS codes it holds."""

    code: str
    title: str
    sector: str
    prefixes: tuple[str, ...] = ()


def _group(code: str, title: str, sector: str, prefixes: str = "") -> ProductGroup:
    """Build a group from prefixes separated by blanks; ``0301-0305`` is a range of headings."""
    expanded: list[str] = []
    for word in prefixes.split():
        first, _, last = word.partition("-")
        width = len(first)
        expanded += [f"{number:0{width}d}" for number in range(int(first), int(last or first) + 1)]
    return ProductGroup(code, title, sector, tuple(expanded))


_DECLARED = (
    _group("soybeans", "Soybeans", "A01", "1201"),
    _group("grains", "Grains", "A01", "10"),
    _group("fruit_vegetables", "Fruit, nuts and vegetables", "A01", "07 0801-0810 0813 121291-121299"),
    _group(
        "cotton_other_crops",
        "Cotton, coffee, oilseeds and other crops",
        "A01",
        "06 09 1202-1207 1209-1214 1301 14 1801 2401 4001 5201 530110 530210 530310 5305",
    ),
    _group(
        "live_animals",
        "Live animals, eggs, honey, raw wool and skins",
        "A01",
        "01 0407 0409 0410 051110 152190 4103 4301 5001 510111 5102",
    ),
    _group("forestry", "Logs and other forest products", "A02", "440111 440112 4403 4404 4501"),
    _group(
        "fishing",
        "Fresh fish, shellfish and seaweed",
        "A03",
        "0301 0302 030631 030632 030691 030692 030711 030721 030731 030742 030751 030760 030771 030781 "
        "030782 030791 030811 030821 0508 121221-121229 710110 710121",
    ),
    _group("coal", "Coal", "B05", "2701 2702"),
    _group("crude_oil", "Crude oil", "B06", "2709 271410"),
    _group("natural_gas", "Natural gas", "B06", "271111 271121"),
    _group("metal_ores", "Metal ores and slag", "B07", "26"),
    _group(
        "other_minerals",
        "Salt, stone, phosphates, raw diamonds and other minerals",
        "B08",
        "25 2621 2703 271490 710210 710221 710231 710310",
    ),
    _group("mining_services", "Services to mining", "B09"),
    _group("meat_dairy", "Meat and dairy", "C10T12", "02 0401-0406 05 1501-1503 1601 1602 4101 4102 350110"),
    _group(
        "prepared_food",
        "Fish, oils, sugar, milled grain, feed and other prepared food",
        "C10T12",
        "0303-0308 0309 0408 030291 0710-0712 0811 0812 0814 090112 090121 090122 090190 090210 090230 "
        "100620-100640 11 1208 1302 140420 15 16 17 18 19 20 21 23 350211 350219 350510 510119",
    ),
    _group("beverages_tobacco", "Beverages and tobacco", "C10T12", "22 240130 2402-2404"),
    _group("apparel", "Clothing", "C13T15", "4203 4303 4304 61 62 65"),
    _group("footwear_leather", "Footwear, leather and luggage", "C13T15", "41 42 4302 64"),
    _group(
        "textiles",
        "Textiles",
        "C13T15",
        "50-60 63 701940 701951 701952 701959 701961 701963-701966 8804 940430 940440 940490 911390",
    ),
    _group("wood", "Wood and cork products", "C16", "44 440311 440312 45 46 940610"),
    _group("paper_print", "Pulp, paper and printed matter", "C17_18", "47 48 49 844250 9619"),
    _group("refined_petroleum", "Refined petroleum, coke and electricity", "C19", "27"),
    _group(
        "rare_earths_critical_minerals",
        "Rare earths and critical mineral compounds",
        "C20",
        "280450 280461 280469 280490 280530 2820 2822 282520 282530 282560-282580 283691 283692 "
        "284170 284180 284190 284410 284420 284610 284690 284990 381800 3801",
    ),
    _group(
        "basic_chemicals",
        "Basic chemicals and fertilisers",
        "C20",
        "260120 28 29 31 3201-3206 380290 3803-3806 3817 3823 3825 3826 3827 4402 710410-710429",
    ),
    _group("plastics_resins", "Plastics in primary forms and synthetic rubber", "C20", "3901-3915 4002"),
    _group(
        "other_chemicals",
        "Paints, soaps, cosmetics, man-made fibres and other chemicals",
        "C20",
        "1520 32 33 34 35 36 37 38 540211-540259 540310-540339 5404 5405 5501-5504",
    ),
    _group(
        "pharmaceuticals",
        "Pharmaceuticals",
        "C21",
        "291821-291823 292241 292242 2923 292411-292419 292423-292429 293220 293311-293321 "
        "293352-293369 293430 2935-2941 30 382211-382213",
    ),
    _group("rubber_tyres", "Tyres and rubber goods", "C22", "40 5906"),
    _group("plastic_products", "Plastic goods", "C22", "3916-3926 300691 854720 940592"),
    _group(
        "glass_ceramics_stone",
        "Glass, ceramics, cement and stone",
        "C23",
        "252020 2522 2523 2715 281810 3816 382450 68 69 70 854610 854620 854710 940591",
    ),
    _group("steel", "Iron and steel", "C24A", "72 7301-7307"),
    _group("aluminium", "Aluminium", "C24B", "281820 7601-7609"),
    _group("precious_metals", "Gold, silver and other precious metals", "C24B", "7106-7112"),
    _group("other_metals", "Copper, nickel, zinc and other metals", "C24B", "74 75 78 79 80 81"),
    _group(
        "metal_products",
        "Metal structures, tools, fasteners and arms",
        "C25",
        "7308-7320 7322-7326 7413-7419 7508 7610-7616 7806 7907 8007 82 83 8401 8402 8404 93 940600 "
        "940620 940690",
    ),
    _group("phones", "Telephones", "C26", "851711-851718"),
    _group(
        "computers", "Computers, printers and their parts", "C26", "844331 844332 844399 8471 847330 847350"
    ),
    _group(
        "semiconductors",
        "Semiconductors and solid-state storage",
        "C26",
        "852351 852352 8541 8542",
    ),
    _group(
        "other_electronics",
        "Network, audio and video equipment, solar cells and other electronics",
        "C26",
        "8517-8525 8527-8529 8532-8534 8540 854140 854142 854143 950450 9620",
    ),
    _group("instruments", "Measuring and optical instruments, watches", "C26", "8526 90 91"),
    _group("batteries", "Batteries", "C27", "8506 8507 854810 854911-854919"),
    _group(
        "appliances",
        "Household appliances",
        "C27",
        "630110 7321 732290 841451 841460 841810-841840 841911-841919 842112 842211 845011-845019 "
        "845121 8508-8510 8516",
    ),
    _group(
        "electrical_equipment",
        "Electric motors, cables, switchgear, lamps and magnets",
        "C27",
        "8501-8505 8513 8515 8530 8531 8535-8539 8543-8549 9405",
    ),
    _group("engines_turbines", "Engines and turbines", "C28", "8406-8412"),
    _group(
        "construction_farm_machinery",
        "Construction, mining, lifting and farm machinery",
        "C28",
        "842441 842449 842482 8425-8437 8474 870110 870130 870190-870195 8709 871620",
    ),
    _group("semiconductor_machinery", "Machines for making semiconductors", "C28", "8486"),
    _group("other_machinery", "Other machinery", "C28", "731511-731519 84 8514"),
    _group("vehicles", "Cars, trucks and buses", "C29", "8701-8705"),
    _group(
        "vehicle_parts",
        "Vehicle parts, trailers and containers",
        "C29",
        "840731-840734 840820 8511 8512 854430 8609 8706-8708 8716 940120",
    ),
    _group("ships", "Ships and boats", "C301", "89"),
    _group(
        "aircraft",
        "Aircraft, their engines and parts",
        "C302T309",
        "840710 840910 841111-841122 841191 841210 88 940110",
    ),
    _group(
        "other_transport",
        "Trains, motorcycles and bicycles",
        "C302T309",
        "8601-8608 8710-8715 871680",
    ),
    _group("furniture", "Furniture", "C31T33", "9401 9403 9404"),
    _group("toys_games", "Toys, games and sports goods", "C31T33", "420321 95"),
    _group("medical_devices", "Medical devices", "C31T33", "841920 9018-9022 9402"),
    _group(
        "other_manufactures",
        "Jewellery, musical instruments, art and other manufactures",
        "C31T33",
        "3406 3605 3606 4206 650610 650691 66 67 71 92 96 97 98 99",
    ),
    _group("services", "Services", "SERV"),
)

GROUPS: dict[str, ProductGroup] = {group.code: group for group in _DECLARED}
"""Every product group by code, in the order of the sectors; ``SERV`` is the sector of services."""


@cache
def _rules() -> dict[str, str]:
    """Group of each prefix; a prefix claimed by two groups is an error in the table above."""
    rules: dict[str, str] = {}
    for group in _DECLARED:
        for prefix in group.prefixes:
            if prefix in rules:
                message = f"HS prefix {prefix} is claimed by {rules[prefix]} and {group.code}"
                raise ValueError(message)
            rules[prefix] = group.code
    return rules


def group_of(hs6: str) -> str:
    """Product group of a six-digit HS code (HS 2017 or HS 2022).

    Raises
    ------
    KeyError
        No rule covers the code: its chapter does not exist.
    """
    rules = _rules()
    for width in range(LONGEST_PREFIX, 1, -1):
        group = rules.get(hs6[:width])
        if group is not None:
            return group
    raise KeyError(hs6)
