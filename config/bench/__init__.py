"""Benchmarks (`make bench`): each measures our code and a floor side by side in one run, and prints the ratio.

A ratio holds on any machine; a time on one. The floor is the least that the database must do for the same result.
"""
