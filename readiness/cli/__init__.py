"""The command line: one module a group of verbs.

Nothing is imported here: Home opens without a verb, and does not wait for what reads the command line.
"""
