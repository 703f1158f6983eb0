"""The Textual app: how most people reach the program. The only package that knows Textual."""
