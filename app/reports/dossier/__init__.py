"""The parts of the dossier in their order, and how evidence is laid into it."""
