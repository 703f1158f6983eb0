"""One sitting with one organisation, for every way in: the verbs, the app, plain mode.

`place` opens the workspace (`open_workspace`, `Desk`); `sitting` is a `Session` under the organisation's
lock; `dossier` only reads; `packs` and `clock` are what both are given. Nothing is imported here, so that
the first screen pays only for what it shows.
"""
