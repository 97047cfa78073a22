"""A local app in the browser: edit a scenario, run it, look at its page, compare runs."""
