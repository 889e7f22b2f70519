"""The frame of every screen: commands, dialogs, help and the palette."""
