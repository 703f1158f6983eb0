"""How documents look: content of their definitions, apart from what they say."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Theme:
    """How a document should look: colours as `#rrggbb`, fonts by name, margins in millimetres."""

    ink: str = "#1c232b"
    muted: str = "#5b6670"
    rule: str = "#c9d0d6"
    panel: str = "#f3f5f7"
    accent: str = "#1f4e79"
    good: str = "#2f6b4f"
    fair: str = "#8a6100"
    bad: str = "#9c2f2a"
    font: str = "SourceSansPro-Regular"
    font_strong: str = "SourceSansPro-Semibold"
    font_heading: str = "SourceSansPro-Bold"
    margin_side: float = 20.0
    margin_top: float = 18.0
    margin_bottom: float = 18.0
