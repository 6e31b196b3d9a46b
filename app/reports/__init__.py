"""Documents for people. Papers are official Vietnamese texts and never follow the language of the screen."""
