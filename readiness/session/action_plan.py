"""The action plan of an organisation in use: its lines, changed one at a time, and each change taken back."""

from __future__ import annotations

from readiness.assessment.model import Action
from readiness.session.planning import Change, Planned, last_judgement, names_in, planned, seen, with_change
from readiness.session.sitting import Session


class ActionPlan:
    """What will be done about each finding of the last sealed assessment.

    Every method that keeps something is durable when it returns, so callers run it in a worker thread.

    Attributes:
        session: the organisation, under its lock.
        judgement: the last sealed assessment, judged today.
    """

    def __init__(self, session: Session) -> None:
        """Read the plan of the organisation in `session`.

        Raises:
            SessionError: nothing was sealed yet.
            ReadinessError: something can't be read.
        """
        self.session = session
        self.judgement = last_judgement(session)
        self._steps: list[tuple[str, list[Action]]] = []

    @property
    def lines(self) -> tuple[Planned, ...]:
        """The plan as management sees it: findings in their order, then actions that outlived theirs."""
        return seen(planned(self.judgement, self.session.organisation.actions))

    def line(self, identity: str) -> Planned | None:
        """The line about one finding; None where there is none."""
        return next((line for line in self.lines if line.identity == identity), None)

    @property
    def names(self) -> tuple[str, ...]:
        """Everybody who may own an action or accept a risk: named in the assessment, in the plan or as a contact."""
        return names_in(self.session.organisation, self.judgement.reading.assessment, self.lines)

    def change(self, identity: str, change: Change) -> Action:
        """Keep what will be done about a finding.

        Raises:
            AssessmentError: it is not complete; the message says what is missing.
            SessionError: a text is not accepted.
            StoreError: nothing changed.
        """
        before = list(self.session.organisation.actions)
        line = self.line(identity)
        assert line is not None
        changed = with_change(self.judgement.reading.assessment, line, change)
        self.session.save_action(changed)
        self._steps.append((identity, before))
        return changed

    @property
    def can_undo(self) -> bool:
        """Whether there is a change of this sitting to take back."""
        return bool(self._steps)

    def undo(self) -> str | None:
        """Take the last change back, and the one before with the next call; the finding it was about.

        Raises:
            StoreError: nothing changed.
        """
        if not self._steps:
            return None
        identity, before = self._steps[-1]
        self.session.save_actions(before)
        del self._steps[-1]
        return identity
