"""What is asked: packs, their loader, and the language of their conditions."""
