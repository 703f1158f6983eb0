"""Before a second organisation comes into a workspace, a passphrase is asked for; line by line."""

from __future__ import annotations

from getpass import getpass

from readiness.plain.console import Console, EndOfInput
from readiness.session import protecting
from readiness.session.passphrase import PassphraseSource, chosen
from readiness.session.place import Desk
from readiness.store.error import MissingExtra, PassphraseNeeded, PassphraseRefused
from readiness.translation import _


def offer_passphrase(console: Console, desk: Desk) -> None:
    """Ask whether to encrypt the workspace before another organisation is added, and do so.

    Raises:
        EndOfInput: there is no more input, or the user wants to stop.
        StoreError: the workspace could not be encrypted, or the answer not be kept.
    """
    if not protecting.is_due(desk.workspace):
        return
    if not console.is_terminal:
        console.say(protecting.unasked())
        return
    console.say(protecting.reason())
    while True:
        if console.choose(_("Encrypt the workspace now?"), [_("Yes"), _("No, go on without")]) == 1:
            protecting.decline(desk.workspace, desk.clock.today)
            return
        try:
            protecting.protect(desk, chosen(PassphraseSource(ask=getpass)))
        except PassphraseNeeded:
            raise EndOfInput from None
        except (MissingExtra, PassphraseRefused) as refused:
            console.say(str(refused))
        else:
            console.say(_("The workspace is encrypted."))
            return
