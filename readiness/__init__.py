"""Breach readiness: ask, keep, judge and report whether a business could run a breach tonight."""

__version__ = "0.1.0"
