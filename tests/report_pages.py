"""What is inside a written page: its words, and what its script is given."""

import json
import re


def without_library(page):
    """The page less plotly.js, which mentions addresses it would use for maps and sharing."""
    library = max(re.findall(r"<script>.*?</script>", page, re.S), key=len)
    return page.replace(library, "")


def rows(chart):
    """Rows of a chart's table, as the page's script puts them together."""
    columns = [
        column if isinstance(column, list) else [column["words"][at] for at in column["places"]]
        for column in chart["data"]
    ]
    return list(zip(*columns, strict=True))


def payload(page):
    return json.loads(re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.S)[1])


def visible_text(page):
    body = without_library(page).partition("<body>")[2].partition("<script")[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", body))
