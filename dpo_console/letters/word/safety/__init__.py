"""Word files from elsewhere: nothing in them runs, and no words stand where no reader looks."""
