"""From one file's bytes to Laws with provisions. Opens no file and no connection itself."""
