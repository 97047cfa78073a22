"""Two governments from a standoff to a deal, and back.

``states`` is the machine as data, with the ``rates`` and ``moves`` of each ``transition``; ``machine`` runs
it for two ``sides`` about the tariffs of their ``terms``; ``speech`` decides what is said and
``voices`` says it.
"""
