"""Loads the fictional city of `samples/`: units, people, two published plans and what happened."""
