"""Conversations of officers: private chats only, behind the PIN, every look recorded."""
