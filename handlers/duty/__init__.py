"""Duty at the desk."""
