"""Job fairs: what officers type, notices and reminders, calendar files, tickets, charts, workbooks."""
