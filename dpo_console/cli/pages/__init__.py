"""What a command prints for people: pages shared by several commands."""
