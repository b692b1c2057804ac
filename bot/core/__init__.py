"""The core: plain functions and frozen dataclasses over text; no Discord, database or clock."""
