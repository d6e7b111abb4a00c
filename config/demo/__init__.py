"""Loads the fictional city of `samples/`: units, people, its plans and what happened."""
