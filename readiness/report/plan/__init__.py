"""The action plan as files that people work with: a spreadsheet that comes back, CSV, Markdown.

`table` says what stands in it; each other module is one format. What only counsel reads is in none of them.
"""
