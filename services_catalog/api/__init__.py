"""Open data: the directory for other systems, free for anyone to use."""
