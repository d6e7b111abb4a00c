"""Clauses and notes become the items of work that somebody answers for."""
