"""Runs and tables of runs made again and held against what a folder holds."""
