"""What is wrong with a file that is being read, each with its place; reading goes on after every one."""

from __future__ import annotations

from readiness.questionnaire.decode import Decoder
from readiness.questionnaire.vocabulary import LONGEST_TEXT
from readiness.source import Document, KeyPath, Plain, Problem
from readiness.translation import _


class Complaints:
    """The problems of one document.

    Attributes:
        decoder: turns parts of the document into structs, and adds what is wrong with their shape.
    """

    def __init__(self, document: Document) -> None:
        """Nothing is wrong yet."""
        self._document = document
        self.decoder = Decoder(document.problem)

    def say(self, path: KeyPath, message: str) -> None:
        """Add a problem at a place."""
        self.decoder.problems.append(self._document.problem(path, message))
        self.decoder.broken.add(path)

    def is_fine(self, *path: str | int) -> bool:
        """Whether nothing was said about this place so far, nor about one it is part of."""
        return not any(path[:n] in self.decoder.broken for n in range(len(path) + 1))

    def measure(self, value: Plain, path: KeyPath = ()) -> None:
        """Refuse texts that are too long, wherever they are."""
        if isinstance(value, str) and len(value) > LONGEST_TEXT:
            message = _("the text has {found} characters; at most {n} are accepted")
            self.say(path, message.format(found=len(value), n=LONGEST_TEXT))
        elif isinstance(value, list):
            for n, part in enumerate(value):
                self.measure(part, (*path, n))
        elif isinstance(value, dict):
            for key, part in value.items():
                self.measure(part, (*path, key))

    def in_order(self) -> tuple[Problem, ...]:
        """Every problem once, as the file goes."""
        return tuple(sorted(set(self.decoder.problems), key=lambda one: (one.line, one.column, one.message)))
