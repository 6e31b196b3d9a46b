"""Use cases: functions whose first parameter is a Session. They raise, never return a status, never commit."""
