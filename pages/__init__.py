"""The pages: functions of a view."""
