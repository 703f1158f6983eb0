"""What was answered, and what follows from it. Pure: no files, no clock, no screen; today is an argument."""
