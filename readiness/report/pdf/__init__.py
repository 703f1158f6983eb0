"""Blocks become a PDF: the only package that knows ReportLab."""

from __future__ import annotations

from readiness.report.pdf.rendering import render

__all__ = ["render"]
