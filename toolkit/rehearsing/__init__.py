"""Trying a form before it is sent: its lint, the comparison with its earlier version, and a rehearsal in a made-up round."""
