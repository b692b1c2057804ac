"""Coverage-guided fuzzing of everything that reads strangers' input; see CONTRIBUTING.md."""
