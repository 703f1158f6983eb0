"""The header of an encrypted workspace, or of an organisation in it: `encryption.json`, with the key of its files.

Files are encrypted under a random key; the header keeps that key, encrypted under what scrypt makes of the
passphrase, so that another passphrase changes this one file only. The encrypted key is the check value too: it
opens with the right passphrase alone, while a damaged header shows by its checksum. Whoever loses the header
loses everything, so there are always two copies of it. The header of a workspace can be read by everybody; that of
an organisation with a passphrase of its own is itself stored by the workspace's codec, `outer`, and holds its name.
"""

from __future__ import annotations

import contextlib
import secrets
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec
from msgspec.structs import replace

from readiness.assessment.model import Record
from readiness.extra import advice
from readiness.store import durable
from readiness.store.envelope import PLAIN, Codec, Identity, unwrap, wrap
from readiness.store.error import (
    DamagedFile,
    MissingExtra,
    PassphraseRefused,
    ProtectedMeanwhile,
    StoreError,
    UnfinishedConversion,
    WrongPassphrase,
    shown,
)
from readiness.store.lock import brief_lock
from readiness.translation import _

if TYPE_CHECKING:
    from types import ModuleType

FILE: Final = "encryption.json"

SHORTEST: Final = 8
"""Characters of a passphrase."""

_KIND = "encryption"
_COSTS = range(15, 18)
"""What a header may ask of scrypt: never less than is safe, and never more memory than a small computer has."""


class State(StrEnum):
    """What a workspace or an organisation with a header is in."""

    ENCRYPTED = "encrypted"
    ENCRYPTING = "encrypting"
    """Some files are encrypted; `readiness encrypt` does the rest."""
    DECRYPTING = "decrypting"
    """Some files are decrypted; `readiness decrypt` does the rest."""
    REKEYING = "rekeying"
    """Some files are under the new key already; `readiness passphrase` does the rest."""


class Header(Record):
    """What is known before the passphrase: the id of the key, how scrypt works, and the key under its result."""

    key: str
    state: State
    cost: int
    """Power of two for scrypt's n; r is 8 and p is 1."""
    salt: str
    wrapped: str
    retired: str = ""
    """The key from before, like `wrapped`, while files are brought from it to this one."""
    retired_key: str = ""
    """The id of that key."""
    name: str = ""
    """Of the organisation, so that a list can show it; empty in the header of a workspace."""


@dataclass(frozen=True, slots=True)
class Unlocked:
    """An opened header: with it the content can be read, and the header be written anew.

    Attributes:
        header: as it is stored.
        codec: reads and writes the files.
        passphrase_key: what scrypt made of the passphrase.
        secret: the key of the files.
        retired: reads the files that are still under the key from before; None but while rekeying.
    """

    header: Header
    codec: Codec
    passphrase_key: bytes = field(repr=False)
    secret: bytes = field(repr=False)
    retired: Codec | None = None

    def in_state(self, state: State) -> Unlocked:
        """The same key in a header that says something else; both are bound to each other."""
        header = replace(self.header, state=state, retired="", retired_key="")
        wrapped = _cipher().closed(self.secret, self.passphrase_key, _about(header))
        return Unlocked(replace(header, wrapped=wrapped.hex()), self.codec, self.passphrase_key, self.secret)


def exists(folder: Path) -> bool:
    """Whether there is a header, sound or not."""
    return durable.exists(folder / FILE) or durable.exists(durable.previous(folder / FILE))


def read(folder: Path, outer: Codec = PLAIN) -> Header | None:
    """The header in a folder, from the second copy where the first is damaged; None where there is none.

    Raises:
        DamagedFile: both copies are.
        NewerFormat: of a later format.
        Unreadable: the system refuses.
    """
    path = folder / FILE
    try:
        return header_from(durable.read(path), path, outer)
    except FileNotFoundError:
        damage = None
    except DamagedFile as problem:
        damage = problem
    copy = durable.previous(path)
    try:
        return header_from(durable.read(copy), copy, outer)
    except FileNotFoundError:
        if damage is None:
            return None
        raise damage from None


def header_from(raw: bytes, path: Path, outer: Codec = PLAIN) -> Header:
    """The header in these bytes.

    Raises:
        DamagedFile: altered, cut short, or asking for what no header asks for.
        NewerFormat: of a later format.
    """
    plain = unwrap(raw, path, _identity(path.parent, outer), outer)
    try:
        header = msgspec.json.decode(plain, type=Header)
        sizes = [len(bytes.fromhex(text)) for text in (header.key, header.salt, header.wrapped)]
        sizes += [len(bytes.fromhex(text)) for text in (header.retired_key, header.retired)]
    except (msgspec.DecodeError, ValueError, RecursionError):
        raise DamagedFile(path, _("its content has an unknown shape")) from None
    rekeying = [8, 60] if header.state is State.REKEYING else [0, 0]
    if sizes != [8, 16, 60, *rekeying] or header.cost not in _COSTS or bool(header.name) != bool(outer.key):
        raise DamagedFile(path, _("its content has an unknown shape"))
    return header


def created(passphrase: str, name: str = "") -> Unlocked:
    """A new key under a new passphrase, for a workspace or for the organisation of this name; nothing is written.

    Raises:
        MissingExtra: the package for it is not installed.
        PassphraseRefused: it is too short.
    """
    return _under(accepted(passphrase), secrets.token_bytes(_cipher().KEY_BYTES), secrets.token_hex(8), name)


def unlock(header: Header, passphrase: str) -> Unlocked:
    """Open a header.

    Raises:
        MissingExtra: the package for it is not installed.
        WrongPassphrase: it doesn't fit, or the header was altered by someone who also renewed its checksum.
    """
    cipher = _cipher()
    key = cipher.stretched(_normal(passphrase), bytes.fromhex(header.salt), header.cost)
    try:
        secret = cipher.disclosed(bytes.fromhex(header.wrapped), key, _about(header))
        older = cipher.disclosed(bytes.fromhex(header.retired), key, _about_retired(header)) if header.retired else b""
    except ValueError:
        raise WrongPassphrase(_("The passphrase is wrong. Nothing was read and nothing changed.")) from None
    retired = cipher.EncryptedCodec(older, header.retired_key) if older else None
    return Unlocked(header, cipher.EncryptedCodec(secret, header.key), key, secret, retired)


def with_passphrase(unlocked: Unlocked, passphrase: str) -> Unlocked:
    """The same key under another passphrase; nothing is written.

    Raises:
        PassphraseRefused: it is too short.
    """
    return _under(accepted(passphrase), unlocked.secret, unlocked.header.key, unlocked.header.name)


def with_key(unlocked: Unlocked, passphrase: str) -> Unlocked:
    """A new key under a new passphrase, with the present key retired; nothing is written.

    Raises:
        PassphraseRefused: it is too short.
    """
    cipher, new = _cipher(), created(passphrase, unlocked.header.name)
    header = replace(new.header, state=State.REKEYING, retired_key=unlocked.header.key)
    retired = cipher.closed(unlocked.secret, new.passphrase_key, _about_retired(header))
    wrapped = cipher.closed(new.secret, new.passphrase_key, _about(header))
    header = replace(header, wrapped=wrapped.hex(), retired=retired.hex())
    return Unlocked(header, new.codec, new.passphrase_key, new.secret, unlocked.codec)


def accepted(passphrase: str) -> str:
    """A passphrase that may be set.

    Raises:
        PassphraseRefused: it is too short.
    """
    if len(_normal(passphrase)) < SHORTEST:
        text = _("A passphrase of at least {n} characters is needed; four words that you can remember are a good one.")
        raise PassphraseRefused(text.format(n=SHORTEST))
    return _normal(passphrase)


def write(folder: Path, header: Header, outer: Codec = PLAIN) -> None:
    """Keep a header, in two copies. Durable when it returns; the folder's own lock must be held.

    Raises:
        NotSaved: the system refuses; the header from before may still be there.
    """
    path = folder / FILE
    data = wrap(_identity(folder, outer), msgspec.json.encode(header), outer)
    for one in (path, durable.previous(path)):
        durable.swap_in(one, data, keep_previous=False)
        durable.sync_folder(folder)


def remove(folder: Path) -> None:
    """Remove a header, once nothing is encrypted any more.

    Raises:
        NotSaved: the system refuses.
    """
    path = folder / FILE
    for one in (durable.previous(path), path):
        with durable.writing(one):
            one.unlink(missing_ok=True)
        durable.sync_folder(folder)


def mend(folder: Path, outer: Codec = PLAIN) -> Path | None:
    """Make both copies alike again, from the sound one; where a damaged one is kept.

    Raises:
        DamagedFile: neither is sound.
        NotSaved: the system refuses.
    """
    header = read(folder, outer)
    kept = None
    for one in (folder / FILE, durable.previous(folder / FILE)):
        try:
            header_from(durable.read(one), one, outer)
        except FileNotFoundError:
            continue
        except DamagedFile:
            kept = durable.set_aside(one)
    if header is not None:
        write(folder, header, outer)
    return kept


def refuse_unfinished(header: Header, folder: Path) -> None:
    """Ask this before anything is read by way of a header.

    Raises:
        UnfinishedConversion: some files are encrypted and some are not.
    """
    if header.state is State.ENCRYPTED:
        return
    done, verb = {
        State.ENCRYPTING: (_("encrypted"), "encrypt"),
        State.DECRYPTING: (_("decrypted"), "decrypt"),
        State.REKEYING: (_("brought under its new key"), "passphrase"),
    }[header.state]
    text = _(
        "'{what}' is only partly {done}: that was interrupted, or another program is at it right now. Nothing is "
        "lost. Finish it with: readiness {verb}"
    )
    if header.name:
        verb += f' --organisation "{shown(header.name)}"'
    raise UnfinishedConversion(text.format(what=shown(header.name or folder), done=done, verb=verb), folder)


def refuse_changed(folder: Path, codec: Codec) -> None:
    """See that the workspace still is what it was opened as. Ask this under a lock, before anything is written.

    A program that was started before another one encrypted the workspace would write what everybody can read.

    Raises:
        ProtectedMeanwhile: it was encrypted or decrypted.
        StoreError: the header can't be read.
    """
    if not codec.key and not exists(folder):
        return
    header = read(folder)
    if header is None or header.key != codec.key or header.state is not State.ENCRYPTED:
        text = _(
            "Another program has encrypted or decrypted '{folder}' since it was opened here. Nothing was saved. "
            "Start again."
        )
        raise ProtectedMeanwhile(text.format(folder=shown(folder)), folder)


@contextlib.contextmanager
def changing(folder: Path, codec: Codec) -> Iterator[None]:
    """Hold the workspace's own lock while its files change, stored by `codec`.

    Raises:
        Busy: another process did not finish in time.
        NotSaved: the folder can't be written to.
        ProtectedMeanwhile: the workspace was encrypted or decrypted since it was opened.
    """
    with brief_lock(folder):
        refuse_changed(folder, codec)
        yield


def require() -> None:
    """Ask this before anybody has to think of a passphrase.

    Raises:
        MissingExtra: the package for it is not installed.
    """
    _cipher()


def damage_of(folder: Path, outer: Codec = PLAIN) -> Iterator[tuple[Path, StoreError | None]]:
    """The copies of a header that are damaged, with the problem; a missing or stale second one without."""
    path, copy = folder / FILE, durable.previous(folder / FILE)
    found: list[Header | None] = []
    for one in (path, copy):
        try:
            found.append(header_from(durable.read(one), one, outer))
        except FileNotFoundError:
            found.append(None)
        except StoreError as problem:
            yield one, problem
    if len(found) == 2 and found[0] != found[1]:
        yield (copy if found[0] else path), None


def _under(passphrase: str, secret: bytes, key: str, name: str) -> Unlocked:
    cipher = _cipher()
    salt, cost = secrets.token_bytes(cipher.SALT_BYTES), cipher.affordable_cost()
    stretched = cipher.stretched(passphrase, salt, cost)
    header = Header(key=key, state=State.ENCRYPTED, cost=cost, salt=salt.hex(), wrapped="", name=name)
    return Unlocked(header, cipher.EncryptedCodec(secret, key), stretched, secret).in_state(State.ENCRYPTED)


def _identity(folder: Path, outer: Codec) -> Identity:
    return Identity(_KIND, folder.name if outer.key else "workspace")


def _about(header: Header) -> bytes:
    return f"readiness key {header.key} {header.state} {header.retired_key} scrypt {header.cost} {header.salt}".encode()


def _about_retired(header: Header) -> bytes:
    return b"retired " + _about(header)


def _normal(passphrase: str) -> str:
    """The same text however a keyboard composes its letters."""
    return unicodedata.normalize("NFKC", passphrase)


def _cipher() -> ModuleType:
    try:
        from readiness.store import cipher  # noqa: PLC0415 - an optional extra, and 65 ms
    except ImportError:
        raise MissingExtra(advice("cryptography", "encryption")) from None
    return cipher
