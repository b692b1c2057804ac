"""Articles as text: visible characters, blocks, sentences, words, entities and quotes."""
