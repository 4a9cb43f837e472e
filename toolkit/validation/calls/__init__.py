"""Whom to ask first: what each unit could be expected to state, what hangs on it, and when asking more is not worth it."""
