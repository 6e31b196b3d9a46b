"""Files for machines: criteria sets and sample plans as YAML; later forms and packages."""
