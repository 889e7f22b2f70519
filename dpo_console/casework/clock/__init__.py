"""Record what the clock needs: the reasons and questions that belong to facts."""
