"""Plans of development as they are listed, and the things their actions became."""
