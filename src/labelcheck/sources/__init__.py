"""From bytes to text. What an input is, is told by its content, never by its name."""
