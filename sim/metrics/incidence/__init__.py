"""Tariffs, prices and welfare: who pays, who gains."""
