"""A made-up world for collectors: newspapers on this machine, what goes wrong with them, and processes to be killed."""
