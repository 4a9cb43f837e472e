"""Editions of a round: closing, reopening, archiving, and what a closed round still does."""
