"""Measurements, each run by hand: `python -m benchmarks.demo`. Ratios in one run, never a timed test."""
