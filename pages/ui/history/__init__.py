"""Snapshots and the trail."""
