"""The equations: pure array functions, without input or output, agents or randomness."""
