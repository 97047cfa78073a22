"""The page on firms: stocks, suppliers, switching, who could take the rival's place, output."""

from sim.report.chapter import Chapter
from sim.report.firms.exposed_chart import exposed_sectors
from sim.report.firms.output_chart import output_losses
from sim.report.firms.relationships_chart import relationships_alive
from sim.report.firms.stocks_chart import stocks
from sim.report.firms.switching_chart import supplier_switching

FIRMS = Chapter(
    "firms",
    "Firms",
    lambda facts: "What firms hold, from whom they buy, who could take whose place, and what they make.",
    (stocks, supplier_switching, relationships_alive, exposed_sectors, output_losses),
)
