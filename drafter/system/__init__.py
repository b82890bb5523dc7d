"""Between drafter and the machine: whole files within bounds, worker processes, and failures in words."""
