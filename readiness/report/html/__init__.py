"""Blocks become one HTML file that needs nothing else: the accessible twin of the PDF."""

from __future__ import annotations

from readiness.report.html.rendering import render

__all__ = ["render"]
