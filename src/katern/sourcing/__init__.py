"""Sources that come in, are looked for, kept in order and kept in step: what `katern cite` and `katern sources` do."""
