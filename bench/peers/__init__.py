"""Contestants: what a user would pick or write instead."""
