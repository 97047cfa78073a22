"""The page on firms: stocks, switching, relationships, exposure."""

from sim.report.chapter import Chapter

FIRMS = Chapter("firms", "Firms", lambda facts: "What firms do about it.", ())
