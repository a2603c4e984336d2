"""Factsheet: sourced facts in YAML to a cross-linked static site."""

__version__ = "0.1.0"
