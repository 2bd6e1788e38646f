"""What the law says and what people mean. Pure: no telegram, no SQL, no clock, no network."""
