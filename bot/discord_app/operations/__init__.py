"""Running the process: health, metrics, shards and the corpus watcher."""
