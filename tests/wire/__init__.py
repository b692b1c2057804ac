"""A loopback Discord, and tests that run an unmodified bot against it."""
