"""Results -> messages. Pure: words and data in, HTML out, every outside value escaped."""
