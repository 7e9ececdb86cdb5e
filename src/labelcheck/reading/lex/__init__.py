"""Lexing: text to typed tokens, the room that knows characters."""
