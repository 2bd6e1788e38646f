"""What is remembered. SQLAlchemy 2, sync sessions, plain frozen rows out; no telegram."""
