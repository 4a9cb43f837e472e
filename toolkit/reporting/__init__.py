"""Verbs of the report beside writing it: a unit's own, into an edited document, from last year's."""
