"""Publishes inspection results as validated, versioned, citable linked open data."""

__version__ = "0.1.0"
