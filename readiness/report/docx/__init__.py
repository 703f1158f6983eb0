"""Blocks become a Word document: the only package that knows python-docx."""

from __future__ import annotations

from readiness.report.docx.rendering import render

__all__ = ["render"]
