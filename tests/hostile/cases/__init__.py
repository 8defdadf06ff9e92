"""Requests that mean harm, in eight groups, each with the statuses that are a right answer to it."""
