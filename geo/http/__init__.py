"""What other programs ask this process for: files of a view, and the list of the data's changes."""
