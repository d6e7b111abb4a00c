"""Sentences about tasks."""
