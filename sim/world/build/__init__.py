"""The build step: raw public statistics to the shipped tables, byte for byte."""
