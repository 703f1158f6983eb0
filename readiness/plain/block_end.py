"""The end of a block line by line: stop here with a finished paper, or go on with the next one."""

from __future__ import annotations

from readiness.assessment.agenda import Group
from readiness.assessment.interview import Interview
from readiness.error import ReadinessError
from readiness.plain.console import Console
from readiness.session.papers import folder_for, title_of, write_paper
from readiness.session.sitting import Session
from readiness.store.workspace import Workspace
from readiness.translation import _, ngettext


class BlockEnd:
    """Says what a block leaves in hand, and asks how to go on."""

    def __init__(self, console: Console, session: Session, workspace: Workspace) -> None:
        """Talk through `console` about the draft of `session`; papers go where documents of `workspace` went last."""
        self._console = console
        self._session = session
        self._workspace = workspace

    def goes_on(self, interview: Interview, block: Group) -> bool:
        """Whether the user goes on; nothing is written unless it is asked for.

        Raises:
            EndOfInput: there is no more input.
        """
        progress = interview.group_progress(block)
        done = _("{title}: {n} of {asked} answered.").format(
            title=block.title, n=progress.answered, asked=progress.asked
        )
        self._console.say("", done, _("You can stop here. {paper}").format(paper=block.ends_with))
        self._console.say_all(self._next_lines(interview, block))
        prompt = _("Enter stop here, o write the paper, g go on:") if block.paper else _("Enter stop here, g go on:")
        while True:
            typed = self._console.ask(prompt).lower()
            if typed in ("", "q", "h"):
                return False
            if typed == "g":
                return True
            if typed == "o" and block.paper:
                self._write(block.paper)

    def _next_lines(self, interview: Interview, block: Group) -> list[str]:
        following = interview.block_after(block)
        if following is None:
            return [_("All blocks are behind you; going on looks it over and finishes.")]
        n = interview.minutes_in(following)
        title = ngettext("Next: {title}, about {n} minute.", "Next: {title}, about {n} minutes.", n)
        return [title.format(title=following.title, n=n), _("Have in hand: {what}").format(what=following.in_hand)]

    def _write(self, document: str) -> None:
        session, folder = self._session, folder_for(self._workspace).absolute()
        try:
            paper = write_paper(session, session.assessment, document, folder)
            name = title_of(document)
        except ReadinessError as problem:
            self._console.say(str(problem))
            return
        self._console.say_all(paper.warnings)
        self._console.say(_("Written: {path}").format(path=paper.path), _("{name}, as a draft.").format(name=name))
