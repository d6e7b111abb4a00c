"""Sentences about slips, and what is printed on them."""
