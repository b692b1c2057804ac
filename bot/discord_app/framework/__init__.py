"""What every feature uses: responses, components, modals, checks and cooldowns."""
