"""Looking after a home: is it well, copy it, bring it back, and clear up after what was killed."""
