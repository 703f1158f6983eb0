"""Small parts that show; screens tell them what."""
