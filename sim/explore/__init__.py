"""A local app in the browser: edit a scenario, run it, look at its page, compare runs."""

from sim.extras import MissingExtraError, is_missing, needs

if is_missing("explore"):
    raise MissingExtraError(needs("sim.explore", "explore"))
