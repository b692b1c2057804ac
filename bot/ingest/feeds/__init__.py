"""Read the kinds of feeds: XML (RSS, Atom) and JSON Feed; runs in the sandbox."""
