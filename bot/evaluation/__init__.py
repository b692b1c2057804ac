"""Question sets, training of the ranking model, and reports."""
