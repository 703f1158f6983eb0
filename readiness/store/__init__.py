"""Where it is kept: files that survive a kill, a full disk and a second process. Only this package knows TinyDB."""
