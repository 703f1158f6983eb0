"""Which language a call speaks, and how it is chosen for good."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from readiness.cli.command import cli
from readiness.cli.language import asked_for, speak, speak_as_chosen
from readiness.session.place import open_workspace
from readiness.session.preferences import Preferences, prefer
from readiness.translation import language, use
from tests.spoken import program_in


@pytest.mark.parametrize(
    ("arguments", "environment", "asked"),
    [
        ([], {}, ""),
        (["--language", "es"], {"READINESS_LANGUAGE": "en"}, "es"),
        (["--language=es", "ask"], {}, "es"),
        (["--debug", "--workspace", "ask", "--language", "es", "ask"], {}, "es"),
        (["settings", "--language", "es"], {}, ""),
        (["settings", "--language", "es"], {"READINESS_LANGUAGE": " es "}, "es"),
        (["--language"], {}, ""),
    ],
)
def test_what_was_asked_for(arguments: list[str], environment: dict[str, str], asked: str) -> None:
    assert asked_for(arguments, environment) == asked


@pytest.mark.parametrize(
    ("arguments", "environment", "chosen", "spoken"),
    [
        ([], {}, "", "en"),
        ([], {"LANG": "es_ES.UTF-8"}, "", "es_ES"),
        ([], {"LC_ALL": "C", "LANG": "es_ES.UTF-8"}, "", "en"),
        ([], {"LC_ALL": "", "LC_MESSAGES": "es_AR", "LANG": "en_US"}, "", "es_AR"),
        ([], {"LANG": "es_ES"}, "en", "en"),
        ([], {"LANG": "en_US"}, "es", "es"),
        ([], {"READINESS_LANGUAGE": "en"}, "es", "en"),
        (["--language", "es"], {"READINESS_LANGUAGE": "en", "LANG": "en_US"}, "en", "es"),
    ],
)
def test_the_first_that_says_something_counts(
    arguments: list[str], environment: dict[str, str], chosen: str, spoken: str, tmp_path: Path
) -> None:
    workspace = open_workspace(tmp_path)
    prefer(workspace, Preferences(language=chosen))
    with program_in("en"):
        speak(arguments, environment)
        speak_as_chosen(workspace, arguments, environment)
        assert language() == spoken


def test_settings_keep_it_and_the_option_goes_before_it(tmp_path: Path) -> None:
    def run(*arguments: str) -> str:
        result = CliRunner().invoke(cli, ["--workspace", str(tmp_path / "w"), *arguments], catch_exceptions=False)
        return result.output

    try:
        open_workspace(tmp_path / "w")
        assert "Language                  es" in run("settings", "--language", "es")
        assert "is not one of 'en', 'es', 'system'" in run("settings", "--language", "fr")
        assert "is not one of 'en', 'es'" in run("--language", "fr", "settings")
        assert "Idioma                    es" in run("--language", "es", "settings")
    finally:
        use("en")


def test_packs_check_counts_what_is_shown_as_written(tmp_path: Path) -> None:
    from readiness.cli.packs import packs
    from readiness.resources import bundled

    result = CliRunner().invoke(packs, ["check", str(bundled("questionnaires") / "breach-readiness")])
    assert result.exit_code == 0
    told = result.output.splitlines()[1]
    assert "translations/es.yaml: " in told
    assert " texts are translated; shown as written: leader " in told
