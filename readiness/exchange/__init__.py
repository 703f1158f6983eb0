"""Other people's formats: what comes in from files, and what goes out besides reports."""
