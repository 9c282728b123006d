"""Articles to events: who did what to whom, in every sentence that names two actors."""
