"""An answers file, read and checked against its pack: an assessment, or every problem with its place.

Nothing is half taken: one problem and nothing of the file is used. The values of facts are checked by
their type in the pack, so they are kept apart while the shape of the file is checked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from readiness.assessment.model import Answer, Assessment, Assessor, PackReference
from readiness.assessment.scope import FULL
from readiness.error import BAD_INPUT, ReadinessError
from readiness.exchange.answer_check import AnswerCheck, PeopleCheck
from readiness.exchange.answers_shape import FORMAT, AnswerEntry, AnswersFile
from readiness.exchange.complaint import Complaints
from readiness.exchange.naming import LONGEST_NAME, Records, twice
from readiness.questionnaire.assembly import near, short
from readiness.questionnaire.identity import PackError
from readiness.questionnaire.index import Index
from readiness.questionnaire.vocabulary import ValueRefused
from readiness.source import MOST_PROBLEMS, Document, KeyPath, Plain, Problem, SourceError, read
from readiness.translation import _


class AnswersError(ReadinessError):
    """An answers file that can't be used; `problems` holds everything that is wrong, in the file's order."""

    exit_code = BAD_INPUT

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        """Keep the problems; the message has one a line."""
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Submission:
    """What an answers file says. The assessment has no id and no organisation yet: the store gives them."""

    organisation: str
    assessment: Assessment
    index: Index


def read_answers(path: Path, pack: Callable[[str], Index], today: date, *, keeps_sensitive: bool = False) -> Submission:
    """Read an answers file; `pack` gives the pack of an id.

    Raises:
        AnswersError: with every problem that could be found.
    """
    try:
        document = read(path)
    except SourceError as error:
        raise AnswersError(error.problems) from error
    return submission(document, pack, today, keeps_sensitive=keeps_sensitive)


def submission(
    document: Document, pack: Callable[[str], Index], today: date, *, keeps_sensitive: bool = False
) -> Submission:
    """What a document says as an answers file.

    Raises:
        AnswersError: with every problem that could be found.
    """
    reader = _Reader(document, today, keeps_sensitive=keeps_sensitive)
    made = reader.submission(pack)
    problems = reader.complaints.in_order()
    if made is None or problems:
        raise AnswersError(problems[:MOST_PROBLEMS])
    return made


def same_content(one: Assessment, other: Assessment) -> bool:
    """Whether two assessments say the same: the same answers by the same people about the same day."""
    return _content(one) == _content(other)


def _content(assessment: Assessment) -> tuple[object, ...]:
    answers = {
        item: sorted(given, key=lambda answer: answer.respondent) for item, given in assessment.answers.items() if given
    }
    people = sorted(assessment.people, key=lambda person: person.id)
    parties = sorted(assessment.parties, key=lambda party: party.id)
    return assessment.pack.id, assessment.scope, assessment.as_of, assessment.assessor, answers, people, parties


class _Reader:
    """Goes through one document, and collects what is wrong."""

    def __init__(self, document: Document, today: date, *, keeps_sensitive: bool) -> None:
        self.complaints = Complaints(document)
        self._value = document.value
        self._today = today
        self._keeps_sensitive = keeps_sensitive

    def submission(self, pack: Callable[[str], Index]) -> Submission | None:
        if not isinstance(self._value, dict):
            self.complaints.say((), _("a mapping with the keys of an answers file is needed"))
            return None
        self.complaints.measure(self._value)
        shaped = self.complaints.decoder.struct(AnswersFile, _without_values(self._value))
        self._check_header(shaped)
        as_of = self._as_of(shaped)
        people = self._people(shaped, as_of)
        index = self._index(shaped, pack)
        if index is None:
            return None
        self._check_scope(shaped, index)
        whole = Assessment(
            id="",
            organisation="",
            pack=PackReference(id=index.pack.id, version=index.pack.version, sha256=""),
            created_on=as_of.isoformat(),
            as_of=as_of.isoformat(),
            scope=shaped.scope,
            assessor=Assessor(name=shaped.assessor.name, interest=shaped.assessor.interest),
            answers=self._answers(shaped, index, people),
            people=people.records.assessment.people,
            parties=people.records.assessment.parties,
        )
        return Submission(" ".join(shaped.organisation.split()), whole, index)

    def _check_header(self, shaped: AnswersFile) -> None:
        if self.complaints.is_fine("format") and shaped.format != FORMAT:
            message = _("format {found} is not known; {known} is").format(found=shaped.format, known=FORMAT)
            self.complaints.say(("format",), message)
        if self.complaints.is_fine("organisation") and len(shaped.organisation) > LONGEST_NAME:
            self.complaints.say(("organisation",), _("a name of 1 to {n} characters is needed").format(n=LONGEST_NAME))

    def _as_of(self, shaped: AnswersFile) -> date:
        if not self.complaints.is_fine("as_of"):
            return self._today
        try:
            as_of = date.fromisoformat(shaped.as_of)
        except ValueError:
            self.complaints.say(("as_of",), _("a date that exists is needed, written like 2026-03-12"))
            return self._today
        if as_of > self._today:
            message = _("this day is in the future; a day up to today ({today}) is needed")
            self.complaints.say(("as_of",), message.format(today=self._today.isoformat()))
        return as_of

    def _index(self, shaped: AnswersFile, pack: Callable[[str], Index]) -> Index | None:
        if not self.complaints.is_fine("pack"):
            return None
        try:
            return pack(shaped.pack)
        except PackError as error:
            self.complaints.say(("pack",), str(error))
            return None

    def _check_scope(self, shaped: AnswersFile, index: Index) -> None:
        accepted = [FULL, *(mode.id for mode in index.pack.modes)]
        if self.complaints.is_fine("scope") and shaped.scope not in accepted:
            message = _("this questionnaire has no pass called '{name}'{hint}; accepted: {accepted}")
            hint, known = near(shaped.scope, accepted), ", ".join(accepted)
            self.complaints.say(("scope",), message.format(name=short(shaped.scope), hint=hint, accepted=known))

    def _people(self, shaped: AnswersFile, as_of: date) -> PeopleCheck:
        empty = Assessment(id="", organisation="", pack=PackReference(id="", version="", sha256=""), created_on="")
        given = self._value if isinstance(self._value, dict) else {}
        records = Records(empty, people_listed="people" in given, parties_listed="parties" in given)
        check = PeopleCheck(records, as_of, self.complaints, keeps_sensitive=self._keeps_sensitive)
        for key, entries in (("parties", shaped.parties), ("people", shaped.people)):
            for n in twice(entries):
                self.complaints.say((key, n), _("this id is given twice; each record needs its own"))
        # Those with an id first, so that the same name without one means them wherever it stands.
        for n, party in sorted(enumerate(shaped.parties), key=lambda one: not one[1].id):
            if self.complaints.is_fine("parties", n, "name"):
                try:
                    records.add_party(party)
                except ValueRefused as refused:
                    self.complaints.say(("parties", n), str(refused))
        for n, person in sorted(enumerate(shaped.people), key=lambda one: not one[1].id):
            if self.complaints.is_fine("people", n):
                check.described(person, ("people", n))
        return check

    def _answers(self, shaped: AnswersFile, index: Index, people: PeopleCheck) -> dict[str, list[Answer]]:
        respondent = ""
        if shaped.respondent and self.complaints.is_fine("respondent"):
            respondent = people.person(shaped.respondent, ("respondent",))
        check = AnswerCheck(index, people, respondent)
        found: dict[str, list[Answer]] = {}
        for id, raw in _mapping(self._value, "opening").items():
            answer = check.opening(id, raw, ("opening", id))
            if answer is not None:
                found[id] = [answer]
        for id, given in shaped.answers.items():
            for entry, raw, path in _entries(id, given, _mapping(self._value, "answers").get(id)):
                if not self.complaints.is_fine(*path):
                    continue
                answer = check.answer(id, entry, raw.get("facts") if isinstance(raw, dict) else None, path)
                if answer is not None:
                    self._add(found, id, answer, path)
        return found

    def _add(self, found: dict[str, list[Answer]], id: str, answer: Answer, path: KeyPath) -> None:
        others = found.setdefault(id, [])
        if any(other.respondent == answer.respondent for other in others):
            self.complaints.say(path, _("two answers to one question are by the same person; give each a respondent"))
            return
        others.append(answer)


def _entries(
    id: str, given: AnswerEntry | tuple[AnswerEntry, ...], raw: Plain
) -> Iterator[tuple[AnswerEntry, Plain, KeyPath]]:
    """The answers to one question, each with the plain value it was made from and its place."""
    if isinstance(given, AnswerEntry):
        yield given, raw, ("answers", id)
        return
    for n, entry in enumerate(given):
        yield entry, raw[n] if isinstance(raw, list) else None, ("answers", id, n)


def _mapping(value: Plain, key: str) -> dict[str, Plain]:
    inner = value.get(key) if isinstance(value, dict) else None
    return inner if isinstance(inner, dict) else {}


def _without_values(value: dict[str, Plain]) -> Plain:
    """The file without the values of its facts, which only the pack can judge."""
    shape: dict[str, Plain] = dict(value)
    if isinstance(shape.get("opening"), dict):
        shape["opening"] = {}
    shape["answers"] = {id: _without_facts(given) for id, given in _mapping(value, "answers").items()}
    if "answers" in value and not isinstance(value["answers"], dict):
        shape["answers"] = value["answers"]
    return shape


def _without_facts(given: Plain) -> Plain:
    if isinstance(given, list):
        return [_without_facts(one) for one in given]
    if isinstance(given, dict) and isinstance(given.get("facts"), dict):
        return {key: part for key, part in given.items() if key != "facts"}
    return given
