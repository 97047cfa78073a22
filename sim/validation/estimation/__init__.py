"""Parameters estimated by simulated moments on the war of 2018 to 2020."""
