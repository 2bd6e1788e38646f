"""What a job fair gives out: calendar files, tickets, charts, workbooks; and the vacancies a sheet brings in."""
